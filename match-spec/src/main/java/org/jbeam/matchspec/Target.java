package org.jbeam.matchspec;

/** What a match specification is applied to, which decides what calls are legal in it. */
public enum Target {
    /** Objects of a table: tuples. The last body expression is the result. */
    TABLE,
    /** Arguments of a traced call: a list. Bodies may act on tracing. */
    TRACE
}
