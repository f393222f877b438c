package org.jbeam.term;

/**
 * An Erlang term: an immutable value that any number of threads and processes may share.
 *
 * <p>Java equality is Erlang's exact equality ({@code =:=}), so terms serve as keys of Java collections.
 * {@link #toString()} prints as {@code ~w}. Both are iterative: no nesting depth overflows the Java stack.
 */
public abstract sealed class Term implements Comparable<Term>
        permits IntegerTerm, FloatTerm, Atom, ListTerm, Tuple, MapTerm, Bitstring, Pid, Port, Ref, Fun, Opaque {
    static final int RANK_NUMBER = 0;
    static final int RANK_ATOM = 1;
    static final int RANK_REF = 2;
    static final int RANK_FUN = 3;
    static final int RANK_PORT = 4;
    static final int RANK_PID = 5;
    static final int RANK_TUPLE = 6;
    static final int RANK_MAP = 7;
    static final int RANK_NIL = 8;
    static final int RANK_LIST = 9;
    static final int RANK_BITSTRING = 10;
    static final int RANK_OPAQUE = 11;

    Term() {}

    /** The place of the term's type in the standard order, one of the {@code RANK_} numbers. */
    abstract int rank();

    /** May the term contain others, and so be nested deeply? */
    static boolean hasParts(Term term) {
        return !(term instanceof SmallInt) && !(term instanceof Atom)
                && (term instanceof Cons || term instanceof Tuple || term instanceof MapTerm || term instanceof Fun);
    }

    /**
     * The term that this Erlang text denotes; a final dot is allowed.
     *
     * @throws TermSyntaxException text that is no term, with its position
     */
    public static Term parse(String text) {
        return TermParser.parse(text);
    }

    /** Erlang's exact equality, {@code =:=}: {@code 1} and {@code 1.0} differ. */
    @Override
    public final boolean equals(Object other) {
        return this == other || (other instanceof Term term && Terms.equalExact(this, term));
    }

    /** A structural hash, equal for terms that are {@code =:=}. Not one of Erlang's hashes: see {@link TermHash}. */
    @Override
    public abstract int hashCode();

    /** The order of map keys, which agrees with {@link #equals}: the standard order, but with every integer before every float. */
    @Override
    public final int compareTo(Term other) {
        return Terms.compareExact(this, other);
    }

    /** The term printed as {@code io:format("~w")} prints it. */
    @Override
    public String toString() {
        return TermPrinter.write(this);
    }
}
