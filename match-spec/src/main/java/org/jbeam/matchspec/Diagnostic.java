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
 * @param clause which clause it is about, from 0; -1 for the specification as a whole
 * @param part which part of the clause
 * @param expression which guard or which expression of the body, from 0; -1 when it is none of these
 */
public record Diagnostic(boolean error, String text, int clause, Part part, int expression) {
    /** Parts of a specification. */
    public enum Part {
        /** The list of clauses, or a clause that is no triple. */
        SPECIFICATION,
        /** The pattern. */
        HEAD,
        /** The conditions. */
        GUARDS,
        /** The results, or actions. */
        BODY
    }

    private static final Atom WARNING = Atom.of("warning");
    /** {@code {error, Text}} or {@code {warning, Text}}, the text as a list of characters. */
    public Term term() {
        return Tuple.of(error ? Atom.ERROR : WARNING, Terms.charList(text));
    }
}
