package org.jbeam.matchspec;

import org.jbeam.term.Atom;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * What a check of a match specification found.
 *
 * @param error is the specification unusable? Otherwise it is a warning.
 * @param text OTP's text
 */
public record Diagnostic(boolean error, String text) {
    private static final Atom WARNING = Atom.of("warning");

    /** {@code {error, Text}} or {@code {warning, Text}}, the text as a list of characters. */
    public Term term() {
        return Tuple.of(error ? Atom.ERROR : WARNING, Terms.charList(text));
    }
}
