package org.jbeam.term;

/**
 * An Erlang term: an immutable value that any number of threads and processes may share.
 *
 * <p>Java equality is Erlang's exact equality ({@code =:=}), so terms serve as keys of Java collections.
 * {@link #toString()} prints as {@code ~w}. Both are iterative: no nesting depth overflows the Java stack.
 */
public abstract sealed class Term implements Comparable<Term>
        permits IntegerTerm, FloatTerm, Atom, ListTerm, Tuple, MapTerm, Bitstring, Pid, Port, Ref, Fun, Opaque {
    Term() {}

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

    /** The standard order of terms with {@code 1 < 1.0} made strict, so that it agrees with {@link #equals}. */
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
