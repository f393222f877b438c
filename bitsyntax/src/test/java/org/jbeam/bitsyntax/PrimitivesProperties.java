package org.jbeam.bitsyntax;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The primitives against {@link BitModel}. */
class PrimitivesProperties {
    @Property(tries = 400)
    void readsWhatTheModelReads(@ForAll @Size(max = 60) byte[] array, @ForAll @IntRange(max = 500) int from, @ForAll @IntRange(max = 500) int length,
            @ForAll boolean signed, @ForAll boolean little) {
        int position = from % (8 * array.length + 1);
        int size = length % (8 * array.length - position + 1);
        List<Boolean> field = BitModel.read(array, position, size);
        assertEquals(BitModel.value(field, signed, little), BitGet.integer(array, position, size, signed, little));
    }

    @Property(tries = 400)
    void writesWhatTheModelWrites(@ForAll @Size(max = 60) byte[] array, @ForAll @IntRange(max = 500) int from,
            @ForAll @IntRange(max = 500) int length, @ForAll BigInteger value, @ForAll @IntRange(max = 400) int shift, @ForAll boolean little) {
        int position = from % (8 * array.length + 1);
        int size = length % (8 * array.length - position + 1);
        BigInteger shifted = value.shiftLeft(shift);
        byte[] expected = array.clone();
        BitModel.write(expected, position, BitModel.field(shifted, size, little));
        BitPut.integer(array, position, size, shifted, little);
        assertArrayEquals(expected, array);
    }

    @Property(tries = 400)
    void writesLongsAsTheModel(@ForAll @Size(max = 40) byte[] array, @ForAll @IntRange(max = 500) int from, @ForAll @IntRange(max = 200) int length,
            @ForAll long value, @ForAll boolean little) {
        int position = from % (8 * array.length + 1);
        int size = length % (8 * array.length - position + 1);
        byte[] expected = array.clone();
        BitModel.write(expected, position, BitModel.field(BigInteger.valueOf(value), size, little));
        BitPut.integer(array, position, (long) size, value, little);
        assertArrayEquals(expected, array);
    }

    @Property(tries = 500)
    void copiesWhatTheModelCopies(@ForAll @Size(max = 60) byte[] source, @ForAll @Size(max = 60) byte[] target,
            @ForAll @IntRange(max = 500) int from, @ForAll @IntRange(max = 500) int to, @ForAll @IntRange(max = 500) int length) {
        int sourcePosition = from % (8 * source.length + 1);
        int targetPosition = to % (8 * target.length + 1);
        int room = Math.min(8 * source.length - sourcePosition, 8 * target.length - targetPosition);
        int size = length % (room + 1);
        byte[] expected = target.clone();
        BitModel.write(expected, targetPosition, BitModel.read(source, sourcePosition, size));
        BitCopy.copy(source, sourcePosition, target, targetPosition, size);
        assertArrayEquals(expected, target);
    }

    @Property(tries = 300)
    void fillsWhatTheModelFills(@ForAll @Size(max = 60) byte[] array, @ForAll @IntRange(max = 500) int from, @ForAll @IntRange(max = 500) int length,
            @ForAll boolean ones) {
        int position = from % (8 * array.length + 1);
        int size = length % (8 * array.length - position + 1);
        byte[] expected = array.clone();
        BitModel.write(expected, position, BitModel.field(BigInteger.valueOf(ones ? -1 : 0), size, false));
        BitPut.fill(array, position, size, ones);
        assertArrayEquals(expected, array);
    }

    @Property(tries = 500)
    void comparesAsTheModel(@ForAll @Size(max = 40) byte[] array, @ForAll @IntRange(max = 7) int a, @ForAll @IntRange(max = 7) int b,
            @ForAll @IntRange(max = 320) int aLength, @ForAll @IntRange(max = 320) int bLength, @ForAll @IntRange(max = 400) int flip) {
        int bits = 8 * array.length;
        byte[] left = new byte[array.length + 1];
        byte[] right = new byte[array.length + 1];
        BitModel.write(left, a, BitModel.read(array, 0, bits));
        BitModel.write(right, b, BitModel.read(array, 0, bits));
        if (flip < bits) {
            right[(b + flip) / 8] ^= (byte) (0x80 >> (b + flip) % 8);
        }
        int aSize = aLength % (bits + 1);
        int bSize = bLength % (bits + 1);
        int common = Math.min(aSize, bSize);
        List<Boolean> aBits = BitModel.read(left, a, aSize);
        List<Boolean> bBits = BitModel.read(right, b, bSize);
        int expected = BitModel.value(aBits.subList(0, common), false, false).compareTo(BitModel.value(bBits.subList(0, common), false, false));
        assertEquals(expected == 0, BitCopy.equal(left, a, right, b, common));
        int order = BitCopy.compare(left, a, aSize, right, b, bSize);
        assertEquals(expected != 0 ? expected : Integer.compare(aSize, bSize), Integer.signum(order));
    }

    @Property(tries = 300)
    void codePointsSurviveARoundTrip(@ForAll @IntRange(max = 0x10ffff) int value, @ForAll @IntRange(max = 7) int offset, @ForAll boolean little) {
        byte[] array = new byte[5];
        boolean valid = BitUtf.isCodePoint(value);
        int size = BitUtf.putUtf8(array, offset, value);
        assertEquals(valid ? (long) size << 32 | value : BitUtf.NONE, BitUtf.utf8(array, offset, offset + size));
        assertEquals(BitUtf.NONE, BitUtf.utf8(array, offset, offset + size - 1));
        size = BitUtf.putUtf16(array, offset, value, little);
        assertEquals(valid ? (long) size << 32 | value : BitUtf.NONE, BitUtf.utf16(array, offset, offset + size, little));
        size = BitUtf.putUtf32(array, offset, value, little);
        assertEquals(valid ? (long) size << 32 | value : BitUtf.NONE, BitUtf.utf32(array, offset, offset + size, little));
    }
}
