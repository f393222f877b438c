package org.jbeam.matchspec;

import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;

/**
 * What the body of a trace match specification does to the traced process. A method that returns null has failed, and its value in the
 * body is {@code 'EXIT'}.
 */
public interface TraceActions extends MatchContext {
    /** {@code {return_trace}}: a message when the traced call returns. */
    default void returnTrace() {}

    /** {@code {exception_trace}}: a message when the traced call returns or fails. */
    default void exceptionTrace() {}

    /** {@code {caller}}: {@code {M, F, A}} or {@code undefined}. */
    default Term caller() {
        return Atom.UNDEFINED;
    }

    /** {@code {caller_line}}: {@code {M, F, A, {File, Line}}} or {@code undefined}. */
    default Term callerLine() {
        return Atom.UNDEFINED;
    }

    /** {@code {process_dump}}: the state of the process as a binary. */
    default Term processDump() {
        return Atom.UNDEFINED;
    }

    /** {@code {display, Term}}: prints a term for debugging. */
    default void display(Term term) {}

    /** {@code {silent, Mode}}: with {@code true} or {@code false}, sets the process's {@code silent} flag; anything else does nothing. */
    default void silent(Term mode) {}

    /** {@code {is_seq_trace}}. */
    default boolean seqTraced() {
        return false;
    }

    /** {@code {set_seq_token, Component, Value}}: the former value. */
    default Term setSeqToken(Term component, Term value) {
        return null;
    }

    /** {@code {get_seq_token}}. */
    default Term seqToken() {
        return Nil.NIL;
    }

    /**
     * {@code {enable_trace, Flag}} and {@code {enable_trace, Pid, Flag}}: {@code true}.
     *
     * @param process the process named, or null for the traced one
     */
    default Term enableTrace(Term process, Term flag) {
        return Atom.TRUE;
    }

    /** {@code {disable_trace, Flag}} and {@code {disable_trace, Pid, Flag}}: as {@link #enableTrace}. */
    default Term disableTrace(Term process, Term flag) {
        return Atom.TRUE;
    }

    /**
     * {@code {trace, Disable, Enable}} and {@code {trace, Pid, Disable, Enable}}: did any flag change?
     *
     * @param process the process named, or null for the traced one
     */
    default Term trace(Term process, Term disable, Term enable) {
        return Atom.FALSE;
    }

    /** {@code {get_tcw}}: the trace control word, unsigned 32 bits. */
    default long traceControlWord() {
        return 0;
    }

    /** {@code {set_tcw, Word}}: the former word. */
    default long traceControlWord(long word) {
        return traceControlWord();
    }
}
