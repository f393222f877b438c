package org.jbeam.translator;

/** What a handler may do with an exception's trace, so that throws which no one can ask about stay cheap. */
enum TraceUse {
    /** Nothing. */
    NONE,
    /** Raise again with it: then it matters to those further out. */
    PASSED_ON,
    /** Make it part of {@code {'EXIT', …}}, but for throws: {@code catch Expr}. */
    CAUGHT,
    /** Show it to the program. */
    SHOWN
}
