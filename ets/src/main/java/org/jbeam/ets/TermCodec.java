package org.jbeam.ets;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;

/**
 * How values of a Java type stand in a table. Decoding a term of another shape fails with {@link ClassCastException} or what the function given
 * raises. Immutable.
 *
 * @param <T> the Java type
 */
public final class TermCodec<T> {
    /** Integers of 64 bits. */
    public static final TermCodec<Long> LONG = of(SmallInt::of, term -> ((SmallInt) term).value());
    /** Floats; infinities and NaN are none. */
    public static final TermCodec<Double> DOUBLE = of(FloatTerm::of, term -> ((FloatTerm) term).value());
    /** Texts, as binaries of UTF-8. */
    public static final TermCodec<String> TEXT =
            of(text -> Bitstring.of(text.getBytes(StandardCharsets.UTF_8)), term -> Terms.utf8Text((Bitstring) term));
    /** Names, as atoms; atoms are never freed. */
    public static final TermCodec<String> NAME = of(Atom::of, term -> ((Atom) term).name());
    /** {@code true} and {@code false}. */
    public static final TermCodec<Boolean> BOOLEAN = of(Atom::of, term -> term == Atom.TRUE);
    /** Terms as they are. */
    public static final TermCodec<Term> TERM = of(term -> term, term -> term);

    private final Function<T, ? extends Term> encode;
    private final Function<Term, T> decode;

    private TermCodec(Function<T, ? extends Term> encode, Function<Term, T> decode) {
        this.encode = encode;
        this.decode = decode;
    }

    /** A codec of two functions, of which the second takes back what the first did. */
    public static <T> TermCodec<T> of(Function<T, ? extends Term> encode, Function<Term, T> decode) {
        return new TermCodec<>(encode, decode);
    }

    /** The term of a value. */
    public Term encode(T value) {
        return encode.apply(value);
    }

    /** The value of a term. */
    public T decode(Term term) {
        return decode.apply(term);
    }
}
