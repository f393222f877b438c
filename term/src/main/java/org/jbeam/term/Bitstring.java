package org.jbeam.term;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A bit string: {@code bitSize} bits from {@code bitOffset} of a byte array, most significant bit of a byte first. A <em>binary</em> has a
 * whole number of bytes. Slices share the array. At most 2<sup>31</sup>-1 bytes.
 */
public final class Bitstring extends Term {
    private static final byte[] NO_BYTES = {};
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    /** {@code <<>>}. */
    public static final Bitstring EMPTY = new Bitstring(NO_BYTES, 0, 0, null);

    private final byte[] bytes;
    private final Tail tail;
    private final long bitOffset;
    private final long bitSize;

    /**
     * How far a growing array is filled, shared by all bit strings over it. Whoever made the array may append in place to a bit string that ends
     * where it is filled: older values stay as they are. Anybody else copies, so that nothing here needs to be atomic.
     */
    public static final class Tail {
        private final Object owner;
        private long filled;

        /** A tail of an array that is filled up to this bit; the owner, compared by identity, must not append from two threads at once. */
        public Tail(Object owner, long filledBits) {
            this.owner = owner;
            this.filled = filledBits;
        }

        /** May {@code who} append at this bit? */
        public boolean isEnd(Object who, long bit) {
            return who == owner && bit == filled;
        }

        /** The owner has filled more of the array. */
        public void fill(long toBit) {
            filled = toBit;
        }
    }

    private Bitstring(byte[] bytes, long bitOffset, long bitSize, Tail tail) {
        this.bytes = bytes;
        this.bitOffset = bitOffset;
        this.bitSize = bitSize;
        this.tail = tail;
    }

    /** The binary of a whole array, which is not copied and must not change any more. */
    public static Bitstring of(byte[] bytes) {
        return new Bitstring(bytes, 0, 8L * bytes.length, null);
    }

    /** {@code length} bytes of an array from {@code offset}; not copied. */
    public static Bitstring of(byte[] bytes, int offset, int length) {
        return new Bitstring(bytes, 8L * offset, 8L * length, null);
    }

    /** {@code bitSize} bits of an array from {@code bitOffset}; not copied. */
    public static Bitstring ofBits(byte[] bytes, long bitOffset, long bitSize) {
        return new Bitstring(bytes, bitOffset, bitSize, null);
    }

    /** As {@link #ofBits}, over an array that the owner of its tail may append to in place. */
    public static Bitstring growing(byte[] bytes, long bitOffset, long bitSize, Tail tail) {
        return new Bitstring(bytes, bitOffset, bitSize, tail);
    }

    /** The array behind; not to be modified. */
    public byte[] array() {
        return bytes;
    }

    /** Where the bits begin in {@link #array()}. */
    public long bitOffset() {
        return bitOffset;
    }

    /** How many bits there are. */
    public long bitSize() {
        return bitSize;
    }

    /** How many bytes there are, a last incomplete one included. */
    public int byteSize() {
        return (int) ((bitSize + 7) >>> 3);
    }

    /** Is it a binary, a whole number of bytes? */
    public boolean isBinary() {
        return (bitSize & 7) == 0;
    }

    /** Do its bytes coincide with bytes of {@link #array()}? */
    public boolean isAligned() {
        return (bitOffset & 7) == 0;
    }

    /** The tail of a growing array, or null. */
    public Tail tail() {
        return tail;
    }

    /** Byte {@code index}, 0..255; of a last incomplete byte, its bits at the high end, the rest zero. */
    public int byteAt(int index) {
        long bit = bitOffset + 8L * index;
        int at = (int) (bit >>> 3);
        int shift = (int) (bit & 7);
        int value = bytes[at] & 0xff;
        if (shift != 0) {
            value = (value << shift | (at + 1 < bytes.length ? (bytes[at + 1] & 0xff) >>> (8 - shift) : 0)) & 0xff;
        }
        long left = bitSize - 8L * index;
        return left >= 8 ? value : value & (0xff00 >>> left);
    }

    /** {@code length} bits from bit {@code from}, sharing the array. */
    public Bitstring slice(long from, long length) {
        return new Bitstring(bytes, bitOffset + from, length, null);
    }

    /** A copy of the bytes; a last incomplete byte has its bits at the high end. */
    public byte[] toByteArray() {
        if (isAligned() && isBinary()) {
            int start = (int) (bitOffset >>> 3);
            return Arrays.copyOfRange(bytes, start, start + byteSize());
        }
        byte[] copy = new byte[byteSize()];
        int i = 0;
        for (int last = (int) (bitSize >>> 3) - Long.BYTES; i <= last && hasLong(i); i += Long.BYTES) {
            LONGS.set(copy, i, longAt(i));
        }
        for (; i < copy.length; i++) {
            copy[i] = (byte) byteAt(i);
        }
        return copy;
    }

    /** May {@link #longAt} read here? It looks at one byte of the array more than it needs. */
    private boolean hasLong(int index) {
        return (bitOffset >>> 3) + index + Long.BYTES < bytes.length;
    }

    /** The 64 bits from byte {@code index}. */
    private long longAt(int index) {
        int at = (int) (bitOffset >>> 3) + index;
        int shift = (int) (bitOffset & 7);
        long word = (long) LONGS.get(bytes, at);
        return shift == 0 ? word : word << shift | (bytes[at + Long.BYTES] & 0xff) >>> (8 - shift);
    }

    /** Are these the same bits? */
    boolean sameBits(Bitstring other) {
        return bitSize == other.bitSize && compareBits(other) == 0;
    }

    /** The order of bit strings: bit by bit, and a prefix before what it is a prefix of. */
    int compareBits(Bitstring other) {
        long common = Math.min(bitSize, other.bitSize);
        int whole = (int) (common >>> 3);
        int order = isAligned() && other.isAligned() ? compareAligned(other, whole) : compareUnaligned(other, whole);
        int rest = (int) (common & 7);
        if (order == 0 && rest != 0) {
            int mask = 0xff00 >>> rest;
            order = (byteAt(whole) & mask) - (other.byteAt(whole) & mask);
        }
        return order != 0 ? order : Long.compare(bitSize, other.bitSize);
    }

    private int compareAligned(Bitstring other, int length) {
        int start = (int) (bitOffset >>> 3);
        int otherStart = (int) (other.bitOffset >>> 3);
        return Arrays.compareUnsigned(bytes, start, start + length, other.bytes, otherStart, otherStart + length);
    }

    private int compareUnaligned(Bitstring other, int length) {
        int i = 0;
        for (int last = length - Long.BYTES; i <= last && hasLong(i) && other.hasLong(i); i += Long.BYTES) {
            int order = Long.compareUnsigned(longAt(i), other.longAt(i));
            if (order != 0) {
                return order;
            }
        }
        for (; i < length; i++) {
            int order = byteAt(i) - other.byteAt(i);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    int rank() {
        return RANK_BITSTRING;
    }

    @Override
    public int hashCode() {
        int hash = (int) bitSize;
        int size = byteSize();
        if (isAligned() && isBinary()) {
            int start = (int) (bitOffset >>> 3);
            for (int i = start; i < start + size; i++) {
                hash = hash * 31 + (bytes[i] & 0xff);
            }
        } else {
            for (int i = 0; i < size; i++) {
                hash = hash * 31 + byteAt(i);
            }
        }
        return hash * 0x9E3779B9;
    }
}
