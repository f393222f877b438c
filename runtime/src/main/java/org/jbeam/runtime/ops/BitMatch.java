package org.jbeam.runtime.ops;

import java.math.BigInteger;
import org.jbeam.bitsyntax.BitCopy;
import org.jbeam.bitsyntax.BitGet;
import org.jbeam.bitsyntax.BitUtf;
import org.jbeam.runtime.IntegerLimits;
import org.jbeam.term.Bitstring;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;

/**
 * Matching of bit strings. A field that does not match gives null or false and leaves the position alone. Flags: {@link #LITTLE},
 * {@link #SIGNED}. Sizes given as terms are multiplied by a unit; one that is no size fails.
 */
public final class BitMatch {
    /** A little-endian field. */
    public static final int LITTLE = 2;
    /** A signed field. */
    public static final int SIGNED = 4;

    private BitMatch() {}

    /** A context of a bit string; one that is a context already stays as it is; null for any other term. */
    public static MatchContext start(Term source) {
        if (source instanceof Bitstring bits) {
            return new MatchContext(bits);
        }
        return source instanceof MatchContext context ? context : null;
    }

    /** The size of a field in bits, or -1: negative, no integer, or beyond what is left. */
    private static long bits(MatchContext c, Term size, int unit) {
        if (!(size instanceof SmallInt s) || s.value() < 0) {
            return -1;
        }
        long left = c.end - c.position;
        return s.value() <= left / unit ? s.value() * unit : -1;
    }

    /** An unsigned byte. */
    public static Term octet(MatchContext c) {
        long at = c.position;
        if (c.end - at < 8) {
            return null;
        }
        c.position = at + 8;
        return SmallInt.ofByte(BitGet.octet(c.bytes, at));
    }

    /** An integer of {@code size} bits. */
    public static Term integer(MatchContext c, long size, int flags) {
        long at = c.position;
        if (c.end - at < size) {
            return null;
        }
        Term value = read(c.bytes, at, size, flags);
        if (value != null) {
            c.position = at + size;
        }
        return value;
    }

    /** Null when the value is greater than any integer. */
    private static Term read(byte[] bytes, long at, long size, int flags) {
        boolean signed = (flags & SIGNED) != 0;
        boolean little = (flags & LITTLE) != 0;
        if (size > 64) {
            BigInteger value = BitGet.integer(bytes, at, size, signed, little);
            return IntegerLimits.isExceededBy(value) ? null : IntegerTerm.of(value);
        }
        int width = (int) size;
        long value = little ? signed ? BitGet.signedLittle(bytes, at, width) : BitGet.unsignedLittle(bytes, at, width)
                : signed ? BitGet.signed(bytes, at, width) : BitGet.unsigned(bytes, at, width);
        return BitGet.fitsLong(value, width, signed) ? SmallInt.of(value) : IntegerTerm.of(BitGet.unsignedBig(value));
    }

    /** An integer of {@code size * unit} bits. */
    public static Term integer(MatchContext c, Term size, int unit, int flags) {
        long bits = bits(c, size, unit);
        return bits < 0 ? null : integer(c, bits, flags);
    }

    /** A float of {@code size * unit} = 16, 32 or 64 bits; infinities and NaN do not match. */
    public static Term floating(MatchContext c, Term size, int unit, int flags) {
        long bits = bits(c, size, unit);
        if (bits != 64 && bits != 32 && bits != 16 && bits != 0) {
            return null;
        }
        double value = BitGet.real(c.bytes, c.position, (int) bits, (flags & LITTLE) != 0);
        if (!Double.isFinite(value)) {
            return null;
        }
        c.position += bits;
        return FloatTerm.of(value);
    }

    /** {@code size * unit} bits as a bit string. */
    public static Term binary(MatchContext c, Term size, int unit) {
        long bits = bits(c, size, unit);
        return bits < 0 ? null : bits(c, bits);
    }

    /** {@code size} bits as a bit string. */
    public static Term bits(MatchContext c, long size) {
        long at = c.position;
        if (c.end - at < size) {
            return null;
        }
        c.position = at + size;
        return Bitstring.ofBits(c.bytes, at, size);
    }

    /** All that is left, when it is a multiple of the unit. */
    public static Term binaryAll(MatchContext c, int unit) {
        long left = c.end - c.position;
        return left % unit == 0 ? bits(c, left) : null;
    }

    /** Skips {@code size * unit} bits. */
    public static boolean skip(MatchContext c, Term size, int unit) {
        long bits = bits(c, size, unit);
        return bits >= 0 && skip(c, bits);
    }

    /** Skips {@code size} bits. */
    public static boolean skip(MatchContext c, long size) {
        if (c.end - c.position < size) {
            return false;
        }
        c.position += size;
        return true;
    }

    /** Skips all that is left, when it is a multiple of the unit. */
    public static boolean skipAll(MatchContext c, int unit) {
        if ((c.end - c.position) % unit != 0) {
            return false;
        }
        c.position = c.end;
        return true;
    }

    /** Are exactly {@code size} bits left? */
    public static boolean testTail(MatchContext c, long size) {
        return c.end - c.position == size;
    }

    /** Is what is left a multiple of the unit? */
    public static boolean testUnit(MatchContext c, int unit) {
        return (c.end - c.position) % unit == 0;
    }

    /** Are at least {@code size} bits left, and what is beyond a multiple of the unit? */
    public static boolean atLeast(MatchContext c, long size, int unit) {
        long left = c.end - c.position;
        return left >= size && (left - size) % unit == 0;
    }

    /** Skips {@code size} bits that are those of {@code wanted}. */
    public static boolean string(MatchContext c, long size, Bitstring wanted) {
        if (c.end - c.position < size || !BitCopy.equal(c.bytes, c.position, wanted.array(), wanted.bitOffset(), size)) {
            return false;
        }
        c.position += size;
        return true;
    }

    /** Skips {@code size} bits that are the unsigned integer {@code wanted}. */
    public static boolean equal(MatchContext c, long size, Term wanted) {
        long at = c.position;
        Term found = integer(c, size, 0);
        if (found != null && found.equals(wanted)) {
            return true;
        }
        c.position = at;
        return false;
    }

    private static Term codePoint(MatchContext c, long decoded) {
        if (decoded == BitUtf.NONE) {
            return null;
        }
        c.position += BitUtf.size(decoded);
        return SmallInt.of(BitUtf.codePoint(decoded));
    }

    /** A code point in UTF-8. */
    public static Term utf8(MatchContext c) {
        return codePoint(c, BitUtf.utf8(c.bytes, c.position, c.end));
    }

    /** A code point in UTF-16. */
    public static Term utf16(MatchContext c, int flags) {
        return codePoint(c, BitUtf.utf16(c.bytes, c.position, c.end, (flags & LITTLE) != 0));
    }

    /** A code point in UTF-32. */
    public static Term utf32(MatchContext c, int flags) {
        return codePoint(c, BitUtf.utf32(c.bytes, c.position, c.end, (flags & LITTLE) != 0));
    }

    /** All that is left; the position stays. */
    public static Term tail(MatchContext c) {
        return Bitstring.ofBits(c.bytes, c.position, c.end - c.position);
    }

    /** The position, in bits from the start. */
    public static Term position(MatchContext c) {
        return SmallInt.of(c.position - c.base);
    }

    /** Goes back to a position. */
    public static void position(MatchContext c, Term position) {
        c.position = c.base + ((SmallInt) position).value();
    }
}
