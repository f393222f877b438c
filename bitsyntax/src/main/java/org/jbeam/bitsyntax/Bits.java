package org.jbeam.bitsyntax;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An immutable bit string: {@code size} bits of a byte array from {@code offset}, most significant bit of a byte first. Slices share the
 * array and cost nothing. Sizes and positions are in bits.
 *
 * <p>Appending costs amortised constant time a bit when always the latest result is appended to, as in Erlang's {@code <<Acc/bits, X/bits>>}:
 * the array has spare room, and whoever ends where the array is filled may claim more of it, once. Safe for use by several threads.
 */
public final class Bits implements Comparable<Bits> {
    /** No bits. */
    public static final Bits EMPTY = new Bits(new byte[0], 0, 0, null);

    private final byte[] array;
    private final long offset;
    private final long size;
    /** The bits of {@link #array} that are in use, shared by all over it; null when it has no room to grow. */
    private final AtomicLong filled;

    private Bits(byte[] array, long offset, long size, AtomicLong filled) {
        this.array = array;
        this.offset = offset;
        this.size = size;
        this.filled = filled;
    }

    /** A whole array, which is not copied and must not change any more. */
    public static Bits of(byte[] bytes) {
        return new Bits(bytes, 0, 8L * bytes.length, null);
    }

    /** The bytes given as numbers, of each its lowest 8 bits. */
    public static Bits octets(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return of(bytes);
    }

    /**
     * {@code size} bits of an array from {@code offset}; not copied.
     *
     * @throws IndexOutOfBoundsException when they do not lie inside
     */
    public static Bits of(byte[] array, long offset, long size) {
        Objects.checkFromIndexSize(offset, size, 8L * array.length);
        return new Bits(array, offset, size, null);
    }

    /** A text as UTF-8. */
    public static Bits utf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** How many bits there are. */
    public long size() {
        return size;
    }

    /** How many bytes there are, a last incomplete one included. */
    public int byteSize() {
        return (int) (size + 7 >>> 3);
    }

    /** Is it a whole number of bytes? */
    public boolean isBinary() {
        return (size & 7) == 0;
    }

    /** The array behind; not to be modified. */
    public byte[] array() {
        return array;
    }

    /** Where the bits begin in {@link #array}. */
    public long offset() {
        return offset;
    }

    /**
     * {@code length} bits from bit {@code from}, sharing the array.
     *
     * @throws IndexOutOfBoundsException when they do not lie inside
     */
    public Bits slice(long from, long length) {
        Objects.checkFromIndexSize(from, length, size);
        return new Bits(array, offset + from, length, null);
    }

    /**
     * All bits from bit {@code from}, sharing the array.
     *
     * @throws IndexOutOfBoundsException when {@code from} is negative or beyond the end
     */
    public Bits from(long from) {
        return slice(from, size - from);
    }

    /**
     * Bit {@code index}, 0 or 1.
     *
     * @throws IndexOutOfBoundsException when there is none
     */
    public int bit(long index) {
        return (int) unsigned(index, 1);
    }

    /**
     * Byte {@code index}, 0..255; of a last incomplete byte, its bits at the high end, the rest zero.
     *
     * @throws IndexOutOfBoundsException when there is none
     */
    public int octet(int index) {
        int at = Objects.checkIndex(index, byteSize());
        int left = (int) Math.min(8, size - 8L * at);
        return (int) (BitGet.unsigned(array, offset + 8L * at, left) << (8 - left));
    }

    /**
     * A big-endian unsigned integer of 0..64 bits at bit {@code from}; with 64 bits as two's complement.
     *
     * @throws IndexOutOfBoundsException when it does not lie inside
     */
    public long unsigned(long from, int length) {
        Objects.checkFromIndexSize(from, length, size);
        return BitGet.unsigned(array, offset + from, length);
    }

    /**
     * These bits and then others; in place where there is room and none has used it, otherwise as a copy with room for more.
     *
     * @throws BitsTooLongException when the result is longer than {@link BitBuffer#MAX_BYTES}
     */
    public Bits append(Bits more) {
        if (more.size == 0) {
            return this;
        }
        long end = offset + size;
        long newEnd = end + more.size;
        if (filled != null && newEnd <= 8L * array.length && filled.compareAndSet(end, newEnd)) {
            BitCopy.copy(more.array, more.offset, array, end, more.size);
            return new Bits(array, offset, size + more.size, filled);
        }
        long newSize = size + more.size;
        byte[] larger = BitBuffer.grown(array, offset, size, newSize);
        BitCopy.copy(more.array, more.offset, larger, size, more.size);
        return new Bits(larger, 0, newSize, new AtomicLong(newSize));
    }

    /** The same bits in an array of just their size: lets go of a large array of which this is a slice. */
    public Bits compact() {
        return new Bits(BitCopy.range(array, offset, size), 0, size, null);
    }

    /** A copy of the bytes; a last incomplete byte has its bits at the high end, the rest zero. */
    public byte[] toByteArray() {
        return BitCopy.range(array, offset, size);
    }

    /** Erlang's order of bit strings: bit by bit, a prefix before what it is a prefix of. */
    @Override
    public int compareTo(Bits other) {
        return BitCopy.compare(array, offset, size, other.array, other.offset, other.size);
    }

    /** The same number of bits, and the same bits? */
    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Bits that && size == that.size && BitCopy.equal(array, offset, that.array, that.offset, size);
    }

    @Override
    public int hashCode() {
        int hash = Long.hashCode(size);
        for (long at = 0; at < size; at += 64) {
            hash = hash * 31 + Long.hashCode(BitGet.unsigned(array, offset + at, (int) Math.min(64, size - at)));
        }
        return hash;
    }

    /** The bits as Erlang text: {@code <<1,2,3:4>>}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("<<");
        int whole = (int) (size >>> 3);
        for (int i = 0; i < whole; i++) {
            text.append(i == 0 ? "" : ",").append(octet(i));
        }
        int odd = (int) size & 7;
        if (odd != 0) {
            text.append(whole == 0 ? "" : ",").append(unsigned(8L * whole, odd)).append(':').append(odd);
        }
        return text.append(">>").toString();
    }
}
