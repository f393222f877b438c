package org.jbeam.matchspec;

import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * A compiled clause.
 *
 * @param source {@code {Head, Guards, Body}}
 * @param pattern the head, for a call's arguments as a tuple
 * @param wholeHead for tracing: is the head {@code '_'} or a variable, which stands for the list of all arguments?
 */
record Clause(Tuple source, Term pattern, boolean wholeHead, Head head, Code guards, Code body) {
    /** The only expression of the body, or null when there are more. */
    Term result() {
        return source.element(2) instanceof Cons cell && cell.tail() == Nil.NIL ? cell.head() : null;
    }

    boolean returnsWhole() {
        return result() == Patterns.WHOLE;
    }
}
