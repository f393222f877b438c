package org.jbeam.term;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Comparison of terms, and short ways to make and read lists and text. */
public final class Terms {
    private Terms() {}

    /** {@code A =:= B}. */
    public static boolean equalExact(Term a, Term b) {
        if (a == b) {
            return true;
        }
        if (a instanceof SmallInt x) {
            return b instanceof SmallInt y && x.value() == y.value();
        }
        return !(a instanceof Atom) && TermEquality.equal(a, b, true);
    }

    /** {@code A == B}: numbers by value, so {@code 1 == 1.0}; map keys always exactly. */
    public static boolean equal(Term a, Term b) {
        if (a == b) {
            return true;
        }
        if (a instanceof SmallInt x && b instanceof SmallInt y) {
            return x.value() == y.value();
        }
        return !(a instanceof Atom) && TermEquality.equal(a, b, false);
    }

    /** The standard order of terms: negative, zero (exactly when {@code A == B}) or positive. */
    public static int compare(Term a, Term b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y) {
            return Long.compare(x.value(), y.value());
        }
        return a == b ? 0 : TermOrder.compare(a, b, false);
    }

    /**
     * The total order of flat map keys and {@code erts_internal:cmp_term/2}: the standard order with every integer before every float,
     * so that it is zero exactly when {@code A =:= B}.
     */
    public static int compareExact(Term a, Term b) {
        if (a instanceof SmallInt x && b instanceof SmallInt y) {
            return Long.compare(x.value(), y.value());
        }
        return a == b ? 0 : TermOrder.compare(a, b, true);
    }

    /** A proper list. */
    public static ListTerm list(Term... elements) {
        return (ListTerm) list(elements, Nil.NIL);
    }

    /** A list of these elements that ends in {@code tail}. */
    public static Term list(Term[] elements, Term tail) {
        Term list = tail;
        for (int i = elements.length - 1; i >= 0; i--) {
            list = new Cons(elements[i], list);
        }
        return list;
    }

    /** A proper list, in the order of the collection. */
    public static ListTerm list(Collection<? extends Term> elements) {
        ListBuilder builder = new ListBuilder();
        elements.forEach(builder::add);
        return builder.finish();
    }

    /**
     * The term of a value of Java's own: whole numbers, {@code BigInteger}, {@code float} and {@code double}; booleans as atoms; text as a
     * binary in UTF-8; {@code byte[]} as a binary (copied); arrays and collections as lists, maps as maps, however deep; a term as itself.
     *
     * @throws IllegalArgumentException null, a float that is not finite, a value of another type, or two keys of a map that are the same
     *     term; anywhere inside
     */
    public static Term ofJava(Object value) {
        return JavaValues.toTerm(value);
    }

    /**
     * The value of Java's own for a term, however deep: integers as {@code Long} or {@code BigInteger}, floats as {@code Double}, {@code true}
     * and {@code false} as {@code Boolean}, proper lists as unmodifiable {@code List}, maps as unmodifiable {@code Map} in the term's order.
     * Whatever Java has no type for stays the term that it is, tuples and binaries included.
     */
    public static Object toJava(Term term) {
        return JavaValues.toJava(term);
    }

    /** The length of a proper list, or -1 for any other term. Linear. */
    public static int length(Term list) {
        int n = 0;
        Term rest = list;
        while (rest instanceof Cons cell) {
            n++;
            rest = cell.tail();
        }
        return rest == Nil.NIL ? n : -1;
    }

    /** The elements of a proper list in a new array, or null for any other term. */
    public static Term[] elements(Term list) {
        int n = length(list);
        if (n < 0) {
            return null;
        }
        Term[] elements = new Term[n];
        Term rest = list;
        for (int i = 0; rest instanceof Cons cell; i++) {
            elements[i] = cell.head();
            rest = cell.tail();
        }
        return elements;
    }

    /** The list of a text's code points. */
    public static ListTerm charList(String text) {
        ListBuilder builder = new ListBuilder();
        text.codePoints().forEach(c -> builder.add(c < 256 ? SmallInt.ofByte(c) : SmallInt.of(c)));
        return builder.finish();
    }

    /** The list of the bytes, each 0..255. */
    public static ListTerm byteList(byte[] bytes) {
        Term list = Nil.NIL;
        for (int i = bytes.length - 1; i >= 0; i--) {
            list = new Cons(SmallInt.ofByte(bytes[i]), list);
        }
        return (ListTerm) list;
    }

    /** The binary of a text in UTF-8. */
    public static Bitstring utf8(String text) {
        return Bitstring.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text of a proper list of code points 0..16#10FFFF, or null for any other term. */
    public static String text(Term list) {
        StringBuilder text = new StringBuilder();
        Term rest = list;
        while (rest instanceof Cons cell) {
            if (!(cell.head() instanceof SmallInt c) || c.value() < 0 || c.value() > Character.MAX_CODE_POINT) {
                return null;
            }
            text.appendCodePoint((int) c.value());
            rest = cell.tail();
        }
        return rest == Nil.NIL ? text.toString() : null;
    }

    /** The text of a binary in UTF-8, or null when it is none. */
    public static String utf8Text(Bitstring utf8) {
        if (!utf8.isBinary()) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8.toByteArray())).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
