package org.jbeam.matchspec;

import org.jbeam.term.Atom;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * What a check of a match specification found.
 *
 * @param error is the specification unusable? Otherwise it is a warning.
 * @param text OTP's text; each character stands for a byte, as OTP has it
 */
public record Diagnostic(boolean error, String text) {
    private static final Atom WARNING = Atom.of("warning");
    /** OTP's texts about a term are cut here. */
    private static final int MAX_TEXT = 99;

    /** An error about a term, which takes the place of {@code %T} where the text has it; variables print with their rank. */
    static Diagnostic about(String text, Term term, Variables variables) {
        StringBuilder full = new StringBuilder();
        int at = text.indexOf("%T");
        if (at < 0) {
            return new Diagnostic(true, text);
        }
        full.append(text, 0, at);
        RawPrinter.print(term, full, MAX_TEXT, variables);
        full.append(text, at + 2, text.length());
        return new Diagnostic(true, full.length() > MAX_TEXT ? full.substring(0, MAX_TEXT) : full.toString());
    }

    /** {@code {error, Text}} or {@code {warning, Text}}, the text as a list of characters. */
    public Term term() {
        return Tuple.of(error ? Atom.ERROR : WARNING, Terms.charList(text));
    }
}
