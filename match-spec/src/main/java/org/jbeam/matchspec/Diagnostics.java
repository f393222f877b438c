package org.jbeam.matchspec;

import java.util.ArrayList;
import java.util.List;
import org.jbeam.term.Term;

/** What a compiler found so far, and where it is. */
final class Diagnostics {
    /** OTP's texts about a term are cut here. */
    private static final int MAX_TEXT = 99;

    private final List<Diagnostic> found = new ArrayList<>();
    private int clause = -1;
    private Diagnostic.Part part = Diagnostic.Part.SPECIFICATION;
    private int expression = -1;

    private Variables variables = Variables.AS_THEY_ARE;

    /** Messages call the variables of this specification by their rank from now on. */
    void renumber(Term spec) {
        if (variables == Variables.AS_THEY_ARE) {
            variables = new Variables(spec);
        }
    }

    /** What follows is about this part of this clause. */
    void at(int newClause, Diagnostic.Part newPart) {
        clause = newClause;
        at(newPart);
    }

    void at(Diagnostic.Part newPart) {
        part = newPart;
        expression = -1;
    }

    /** What follows is about this expression of the part; -1 for none. */
    void at(int newExpression) {
        expression = newExpression;
    }

    void error(String text) {
        found.add(new Diagnostic(true, text, clause, part, expression));
    }

    /** An error about a term, which takes the place of {@code %T} where the text has it. */
    void error(String text, Term term) {
        int at = text.indexOf("%T");
        if (at < 0) {
            error(text);
            return;
        }
        StringBuilder full = new StringBuilder();
        full.append(text, 0, at);
        RawPrinter.print(term, full, MAX_TEXT, variables);
        full.append(text, at + 2, text.length());
        error(full.length() > MAX_TEXT ? full.substring(0, MAX_TEXT) : full.toString());
    }

    /** Adds those from this one on once more. */
    void repeat(int from) {
        found.addAll(List.copyOf(found.subList(from, found.size())));
    }

    int count() {
        return found.size();
    }

    List<Diagnostic> list() {
        return found;
    }
}
