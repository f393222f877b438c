package org.jbeam.runtime.ops;

import java.util.Arrays;
import org.jbeam.bitsyntax.BitBuffer;
import org.jbeam.bitsyntax.BitCopy;
import org.jbeam.bitsyntax.BitPut;
import org.jbeam.bitsyntax.BitUtf;
import org.jbeam.runtime.ErlangException;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.BigInt;
import org.jbeam.term.Bitstring;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.MapTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * A bit string under construction. Segments are added in order; after one that cannot be built nothing more is written, and {@link
 * #failure} tells what was
 * wrong. As in OTP, all sizes count before any value: a wrong size further on is what is reported.
 *
 * <p>Appending to a bit string that ends where its array is filled goes on in place ({@link Bitstring.Tail}), if the process made the array
 * itself. Flags are those of {@link BitMatch}.
 */
public final class BitBuilder {
    private static final Atom ERROR_INFO = Atom.of("error_info");
    private static final Atom CAUSE = Atom.of("cause");
    private static final Atom FUNCTION = Atom.of("function");
    private static final Atom FORMATTER = Atom.of("format_bs_fail");
    private static final Atom MODULE = Atom.of("module");
    private static final Atom ERRORS = Atom.of("erl_erts_errors");
    private static final Atom BADARG = Atom.of("badarg");
    private static final Atom SYSTEM_LIMIT = Atom.of("system_limit");
    private static final Atom INTEGER = Atom.of("integer");
    private static final Atom FLOAT = Atom.of("float");
    private static final Atom BINARY = Atom.of("binary");
    private static final Atom UTF8 = Atom.of("utf8");
    private static final Atom UTF16 = Atom.of("utf16");
    private static final Atom UTF32 = Atom.of("utf32");
    private static final Atom TYPE = Atom.of("type");
    private static final Atom SIZE = Atom.of("size");
    private static final Atom UNIT = Atom.of("unit");
    private static final Atom SHORT = Atom.of("short");
    private static final Atom INVALID = Atom.of("invalid");
    private static final Atom NO_FLOAT = Atom.of("no_float");
    private static final long MAX_BITS = 8L * BitBuffer.MAX_BYTES;
    /** Room made at the first append; most binaries that grow stay small. */
    private static final int FIRST_ROOM = 64;
    /** Copying a KiB costs a reduction. */
    private static final int BITS_A_REDUCTION_LOG2 = 13;

    private byte[] bytes;
    private final long start;
    private long position;
    /** Of a growing array, else null. */
    private Bitstring.Tail tail;
    /** Who appends, in place if that can be. */
    private Object owner;
    /** What is appended to, which is the result as long as nothing was added; else null. */
    private Bitstring appended;
    private long appendedEnd;
    /** How many bits of other bit strings were copied. */
    private long copiedBits;
    /** What the old instructions have announced, else null. */
    private Bitstring target;
    private Atom reason;
    private boolean failedForSize;
    private Term cause;

    private BitBuilder(byte[] bytes, long start, long position) {
        this.bytes = bytes;
        this.start = start;
        this.position = position;
    }

    // ---- beginning and end

    /** An empty builder with room for so many bits. */
    public static BitBuilder create(long hint) {
        return new BitBuilder(new byte[(int) (hint + 7 >>> 3)], 0, 0);
    }

    /** A builder whose first segment is a bit string ({@code size} is {@code all}), to be appended to in place where possible. */
    public static BitBuilder append(Term source, Term size, ErlangProcess p, int unit, int segment) {
        if (!(source instanceof Bitstring bits) || bits.bitSize() % unit != 0) {
            BitBuilder failed = new BitBuilder(new byte[0], 0, 0);
            failed.fail(true, segment, BINARY, source instanceof Bitstring ? UNIT : TYPE, source);
            return failed;
        }
        if (!(size instanceof Atom)) {
            return create(0).binary(source, size, unit, segment);
        }
        long end = bits.bitOffset() + bits.bitSize();
        if (bits.tail() != null && bits.tail().isEnd(p.pid(), end)) {
            BitBuilder inPlace = new BitBuilder(bits.array(), bits.bitOffset(), end);
            inPlace.tail = bits.tail();
            inPlace.owner = p.pid();
            return inPlace.appendedTo(bits);
        }
        return copied(bits, 0, p.pid()).appendedTo(bits);
    }

    private BitBuilder appendedTo(Bitstring bits) {
        appended = bits;
        appendedEnd = position;
        return this;
    }

    private static BitBuilder copied(Bitstring bits, long more, Object owner) {
        long size = bits.bitSize() + more;
        byte[] copy = new byte[size <= 4 * FIRST_ROOM ? FIRST_ROOM : BitBuffer.grownCapacity(size)];
        BitCopy.copy(bits.array(), bits.bitOffset(), copy, 0, bits.bitSize());
        BitBuilder builder = new BitBuilder(copy, 0, bits.bitSize());
        builder.tail = new Bitstring.Tail(owner, bits.bitSize());
        builder.owner = owner;
        builder.copiedBits = bits.bitSize();
        return builder;
    }

    /** The bit string, or null after a failure. What was copied is charged to the process, which may yield. */
    public Term finish(ErlangProcess p) {
        Term result = finish();
        int cost = (int) (copiedBits >>> BITS_A_REDUCTION_LOG2);
        if (cost > 0) {
            p.bumpReductions(cost);
        }
        return result;
    }

    private Term finish() {
        if (reason != null) {
            return null;
        }
        if (tail != null) {
            tail.fill(position);
            if (appended != null && position == appendedEnd) {
                return appended;
            }
            return Bitstring.growing(bytes, start, position - start, tail);
        }
        int length = (int) (position + 7 >>> 3);
        return Bitstring.ofBits(bytes.length == length ? bytes : Arrays.copyOf(bytes, length), 0, position);
    }

    /** Did a segment fail? */
    public boolean isFailed() {
        return reason != null;
    }

    /** The exception for what failed, with {@code error_info}. */
    public ErlangException failure(ErlangProcess p) {
        MapTerm map = MapTerm.of(CAUSE, cause, FUNCTION, FORMATTER, MODULE, ERRORS);
        return ErlangException.errorInCaller(p, reason, null, Tuple.of(ERROR_INFO, map));
    }

    /** The exception for what failed, as the instructions of OTP 24 and before raise it. */
    public ErlangException plainFailure(ErlangProcess p) {
        return ErlangException.error(p, reason);
    }

    private BitBuilder fail(boolean forSize, int segment, Atom type, Atom what, Term value) {
        return fail(BADARG, forSize, Tuple.of(SmallInt.of(segment), type, what, value));
    }

    private BitBuilder fail(Atom why, boolean forSize, Term told) {
        if (reason == null || forSize && !failedForSize) {
            reason = why;
            failedForSize = forSize;
            cause = told;
        }
        return this;
    }

    // ---- room

    /** Makes room for {@code bits}; false when something failed before, or when that is too much. */
    private boolean room(long bits) {
        if (reason != null) {
            return false;
        }
        long need = position + bits;
        if (need <= 8L * bytes.length) {
            return true;
        }
        if (target != null || need > MAX_BITS) {
            fail(target != null ? BADARG : SYSTEM_LIMIT, true, BADARG);
            return false;
        }
        byte[] bigger = Arrays.copyOf(bytes, BitBuffer.grownCapacity(need));
        if (tail != null) {
            tail = new Bitstring.Tail(owner, position);
        }
        bytes = bigger;
        return true;
    }

    /** The size of a segment in bits, or -1 after noting what is wrong with it. */
    private long bits(Term size, int unit, int segment, Atom type) {
        if (size instanceof SmallInt s && s.value() >= 0) {
            if (s.value() <= MAX_BITS / unit) {
                return s.value() * unit;
            }
        } else if (!(size instanceof BigInt b) || b.signum() < 0) {
            fail(true, segment, type, SIZE, size);
            return -1;
        }
        fail(SYSTEM_LIMIT, true, Tuple.of(SmallInt.of(segment), type, SIZE, size));
        return -1;
    }

    // ---- segments

    /** An integer of {@code size * unit} bits. */
    public BitBuilder integer(Term value, Term size, int unit, int flags, int segment) {
        long bits = bits(size, unit, segment, INTEGER);
        return bits < 0 ? this : integer(value, bits, flags, segment);
    }

    /** An integer of {@code bits} bits. */
    public BitBuilder integer(Term value, long bits, int flags, int segment) {
        if (value instanceof SmallInt s) {
            if (room(bits)) {
                if (bits == 8) {
                    BitPut.octet(bytes, position, (int) s.value());
                } else {
                    BitPut.integer(bytes, position, bits, s.value(), (flags & BitMatch.LITTLE) != 0);
                }
                position += bits;
            }
        } else if (value instanceof IntegerTerm n) {
            if (room(bits)) {
                BitPut.integer(bytes, position, bits, n.bigValue(), (flags & BitMatch.LITTLE) != 0);
                position += bits;
            }
        } else {
            fail(false, segment, INTEGER, TYPE, value);
        }
        return this;
    }

    /** A number as a float of {@code size * unit} = 16, 32 or 64 bits. */
    public BitBuilder floating(Term value, Term size, int unit, int flags, int segment) {
        long bits = bits(size, unit, segment, FLOAT);
        if (bits < 0) {
            return this;
        }
        if (!BitPut.isRealSize(bits)) {
            return fail(true, segment, FLOAT, INVALID, SmallInt.of(bits));
        }
        double number = FloatOps.toDouble(value);
        if (!Double.isFinite(number)) {
            return fail(false, segment, FLOAT, value instanceof IntegerTerm ? NO_FLOAT : TYPE, value);
        }
        if (room(bits)) {
            boolean little = (flags & BitMatch.LITTLE) != 0;
            if (value instanceof SmallInt s) {
                BitPut.real(bytes, position, (int) bits, s.value(), little);
            } else {
                BitPut.real(bytes, position, (int) bits, number, little);
            }
            position += bits;
        }
        return this;
    }

    /** The first {@code size * unit} bits of a bit string. */
    public BitBuilder binary(Term value, Term size, int unit, int segment) {
        long bits = bits(size, unit, segment, BINARY);
        if (bits < 0) {
            return this;
        }
        if (!(value instanceof Bitstring source)) {
            return fail(false, segment, BINARY, TYPE, value);
        }
        if (source.bitSize() < bits) {
            return fail(false, segment, BINARY, SHORT, value);
        }
        return copy(source, bits);
    }

    /** A whole bit string, whose size must be a multiple of the unit. */
    public BitBuilder binaryAll(Term value, int unit, int segment) {
        if (!(value instanceof Bitstring source)) {
            return fail(true, segment, BINARY, TYPE, value);
        }
        if (source.bitSize() % unit != 0) {
            return fail(true, segment, BINARY, UNIT, value);
        }
        return copy(source, source.bitSize());
    }

    /** Bytes known to the compiler. */
    public BitBuilder string(Bitstring value) {
        return copy(value, value.bitSize());
    }

    private BitBuilder copy(Bitstring source, long bits) {
        if (room(bits)) {
            BitCopy.copy(source.array(), source.bitOffset(), bytes, position, bits);
            position += bits;
            copiedBits += bits;
        }
        return this;
    }

    /** A code point in UTF-8. */
    public BitBuilder utf8(Term value, int segment) {
        if (!(value instanceof SmallInt s) || !BitUtf.isCodePoint(s.value())) {
            return fail(false, segment, UTF8, TYPE, value);
        }
        if (room(BitUtf.utf8Size(s.value()))) {
            position += BitUtf.putUtf8(bytes, position, s.value());
        }
        return this;
    }

    /** A code point in UTF-16. */
    public BitBuilder utf16(Term value, int flags, int segment) {
        if (!(value instanceof SmallInt s) || !BitUtf.isCodePoint(s.value())) {
            return fail(false, segment, UTF16, TYPE, value);
        }
        if (room(BitUtf.utf16Size(s.value()))) {
            position += BitUtf.putUtf16(bytes, position, s.value(), (flags & BitMatch.LITTLE) != 0);
        }
        return this;
    }

    /** A code point in UTF-32. */
    public BitBuilder utf32(Term value, int flags, int segment) {
        if (!(value instanceof SmallInt s) || !BitUtf.isCodePoint(s.value())) {
            return fail(false, segment, UTF32, TYPE, value);
        }
        if (room(32)) {
            position += BitUtf.putUtf32(bytes, position, s.value(), (flags & BitMatch.LITTLE) != 0);
        }
        return this;
    }

    // ---- OTP 24 and before: the size is known first

    /** A builder of exactly {@code size * unit} bits; {@link #isFailed} when that is no size. */
    public static BitBuilder init(Term size, int unit) {
        BitBuilder sizes = new BitBuilder(new byte[0], 0, 0);
        long bits = sizes.bits(size, unit, 0, BINARY);
        if (bits < 0) {
            return sizes;
        }
        BitBuilder builder = new BitBuilder(new byte[BitBuffer.byteSize(bits)], 0, 0);
        builder.target = Bitstring.ofBits(builder.bytes, 0, bits);
        return builder;
    }

    /** A builder of a bit string, whose size must be a multiple of the unit, and {@code size} more bits; see {@link #isFailed}. */
    public static BitBuilder appendBits(Term source, Term size, ErlangProcess p, int unit) {
        BitBuilder sizes = new BitBuilder(new byte[0], 0, 0);
        long more = sizes.bits(size, 1, 0, BINARY);
        if (more < 0) {
            return sizes;
        }
        if (!(source instanceof Bitstring bits) || bits.bitSize() % unit != 0) {
            return sizes.fail(true, 0, BINARY, TYPE, source);
        }
        long end = bits.bitOffset() + bits.bitSize();
        if (bits.tail() != null && end + more <= 8L * bits.array().length && bits.tail().isEnd(p.pid(), end)) {
            bits.tail().fill(end + more);
            BitBuilder inPlace = new BitBuilder(bits.array(), bits.bitOffset(), end);
            inPlace.target = Bitstring.growing(bits.array(), bits.bitOffset(), bits.bitSize() + more, bits.tail());
            return inPlace;
        }
        BitBuilder copy = copied(bits, more, p.pid());
        Bitstring.Tail filled = new Bitstring.Tail(p.pid(), bits.bitSize() + more);
        copy.tail = null;
        copy.target = Bitstring.growing(copy.bytes, 0, bits.bitSize() + more, filled);
        return copy;
    }

    /** What the builder will have made when all segments are there. */
    public Bitstring target() {
        return target;
    }

    /** {@code bs_add}: {@code A + B * Unit}, or null when one is no size, or the sum too large for one. */
    public static Term addSizes(Term a, Term b, int unit) {
        if (a instanceof SmallInt x && b instanceof SmallInt y && x.value() >= 0 && y.value() >= 0
                && x.value() <= MAX_BITS && y.value() <= MAX_BITS / unit) {
            return SmallInt.of(x.value() + y.value() * unit);
        }
        return null;
    }

    /** {@link #addSizes}; raises {@code badarg} for what is no size, {@code system_limit} for what is too large. */
    public static Term addSizes(ErlangProcess p, Term a, Term b, int unit) {
        Term sum = addSizes(a, b, unit);
        if (sum == null) {
            throw ErlangException.error(p, isNatural(a) && isNatural(b) ? SYSTEM_LIMIT : BADARG);
        }
        return sum;
    }

    private static boolean isNatural(Term size) {
        return size instanceof IntegerTerm n && n.signum() >= 0;
    }

    /** The bytes of a code point in UTF-8; 4 for what is none. */
    public static Term utf8Size(Term value) {
        return SmallInt.of(value instanceof SmallInt s ? BitUtf.utf8Size(s.value()) / 8 : 4);
    }

    /** The bytes of a code point in UTF-16; 4 for what is none. */
    public static Term utf16Size(Term value) {
        return SmallInt.of(value instanceof SmallInt s ? BitUtf.utf16Size(s.value()) / 8 : 4);
    }

    /** {@code bs_init_writable}: an empty binary that is appended to in place; {@code size} is a guess at its bytes. */
    public static Term initWritable(Term size, ErlangProcess p) {
        long hint = size instanceof SmallInt s && s.value() >= 0 ? Math.min(s.value(), 1 << 20) : 0;
        return Bitstring.growing(new byte[Math.max(256, (int) hint)], 0, 0, new Bitstring.Tail(p.pid(), 0));
    }
}
