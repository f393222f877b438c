package org.jbeam.bitsyntax;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BitsTest {
    private static List<Boolean> model(Bits bits) {
        return BitModel.read(bits.array(), bits.offset(), (int) bits.size());
    }

    @Property(tries = 200)
    void slicesAndAppendsAsLists(@ForAll @Size(max = 30) byte[] a, @ForAll @Size(max = 30) byte[] b, @ForAll @IntRange(max = 240) int from,
            @ForAll @IntRange(max = 240) int length) {
        Bits whole = Bits.of(a);
        Bits slice = whole.slice(from % (whole.size() + 1), length % (whole.size() - from % (whole.size() + 1) + 1));
        List<Boolean> expected = model(slice);
        Bits appended = slice.append(Bits.of(b));
        expected.addAll(model(Bits.of(b)));
        assertEquals(expected, model(appended));
        assertEquals(expected, model(appended.compact()));
        assertEquals(appended, appended.compact());
        assertEquals(appended.hashCode(), appended.compact().hashCode());
        assertEquals(0, appended.compareTo(appended.compact()));
        byte[] bytes = appended.toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            assertEquals(bytes[i] & 0xff, appended.octet(i));
        }
    }

    @Test
    void appendingToTheLatestDoesNotCopy() {
        Bits first = Bits.octets(1).append(Bits.octets(2));
        Bits second = first.append(Bits.octets(3));
        assertSame(first.array(), second.array());
        Bits fork = first.append(Bits.octets(4));
        assertNotSame(first.array(), fork.array());
        assertEquals(Bits.octets(1, 2), first);
        assertEquals(Bits.octets(1, 2, 3), second);
        assertEquals(Bits.octets(1, 2, 4), fork);
    }

    @Test
    void appendingToASliceLeavesTheWholeAlone() {
        Bits whole = Bits.octets(1, 2).append(Bits.octets(3, 4));
        Bits slice = whole.slice(0, 12);
        assertEquals("<<1,15,15:4>>", slice.append(Bits.octets(255)).toString());
        assertEquals(Bits.octets(1, 2, 3, 4), whole);
    }

    @Test
    void appendingManyTimesTakesLinearTime() {
        Bits all = Bits.EMPTY;
        Bits piece = Bits.of(new byte[] {(byte) 0xb0}, 0, 5);
        int arrays = 0;
        byte[] array = null;
        for (int i = 0; i < 100_000; i++) {
            all = all.append(piece);
            if (all.array() != array) {
                array = all.array();
                arrays++;
            }
        }
        assertEquals(500_000, all.size());
        assertTrue(arrays < 20, () -> "copied too often");
        assertEquals(0b10110, all.unsigned(499_995, 5));
    }

    @Test
    void printsAsErlang() {
        assertEquals("<<>>", Bits.EMPTY.toString());
        assertEquals("<<1,2,3>>", Bits.octets(1, 2, 3).toString());
        assertEquals("<<1,2:4>>", Bits.octets(1, 0x20).slice(0, 12).toString());
        assertEquals("<<5:3>>", Bits.octets(0xa0).slice(0, 3).toString());
    }

    @Test
    void ordersAsErlang() {
        assertTrue(Bits.octets(0x80).slice(0, 1).compareTo(Bits.octets(0xff)) < 0);
        assertTrue(Bits.octets(2).compareTo(Bits.octets(1, 9)) > 0);
        assertNotEquals(Bits.octets(0), Bits.octets(0, 0));
    }

    @Test
    void refusesWhatIsOutside() {
        Bits bits = Bits.octets(1, 2).slice(3, 9);
        assertThrows(IndexOutOfBoundsException.class, () -> bits.slice(5, 5));
        assertThrows(IndexOutOfBoundsException.class, () -> bits.slice(-1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> bits.from(10));
        assertThrows(IndexOutOfBoundsException.class, () -> bits.bit(9));
        assertThrows(IndexOutOfBoundsException.class, () -> bits.octet(2));
        assertThrows(IndexOutOfBoundsException.class, () -> Bits.of(new byte[2], 9, 8));
        assertFalse(bits.isBinary());
    }

    @Test
    void bufferWritesFieldsOneBehindTheOther() {
        BitBuffer buffer = new BitBuffer();
        buffer.integer(5, 3, false).integer(-1, 70, true).integer(BigInteger.TWO.pow(70), 75, false).real(1.5, 32, false);
        buffer.utf8(0x20ac).utf16(0x1f600, true).utf32('a', false).bytes(new byte[] {1, 2}).bits(new byte[] {0x0f}, 4, 3);
        String text = "<<5:3, -1:70/signed-little, X:75, 1.5:32/float, 16#20ac/utf8, 16#1f600/utf16-little, $a/utf32, 1, 2, 7:3>>";
        BitMatcher matcher = BitPattern.compile(text).matcher();
        assertTrue(matcher.matches(Bits.of(buffer.toByteArray(), 0, buffer.size())));
        assertEquals(BigInteger.TWO.pow(70), matcher.bigInteger("X"));
        assertThrows(IllegalArgumentException.class, () -> buffer.real(1, 24, false));
        assertThrows(IllegalArgumentException.class, () -> buffer.utf8(0xd800));
        assertThrows(IllegalArgumentException.class, () -> buffer.integer(1, -1, false));
    }

    @Test
    void growsByDoubling() {
        assertEquals(256, BitBuffer.grownCapacity(1));
        assertEquals(2002, BitBuffer.grownCapacity(8 * 1001));
        assertEquals(BitBuffer.MAX_BYTES, BitBuffer.grownCapacity(8L * BitBuffer.MAX_BYTES));
        assertArrayEquals(new byte[] {(byte) 0xc0}, new byte[] {BitBuffer.grown(new byte[] {3}, 6, 2, 100)[0]});
    }

    @Test
    void refusesTooLongOnes() {
        long most = 8L * BitBuffer.MAX_BYTES;
        assertEquals(BitBuffer.MAX_BYTES, BitBuffer.byteSize(most));
        assertEquals(most + 1, assertThrows(BitsTooLongException.class, () -> BitBuffer.allocate(most + 1)).bits());
        assertThrows(BitsTooLongException.class, () -> BitBuffer.grownCapacity(most + 1));
        assertThrows(BitsTooLongException.class, () -> BitBuffer.byteSize(Long.MIN_VALUE));
        BitBuffer buffer = new BitBuffer().integer(1, 8, false);
        assertThrows(BitsTooLongException.class, () -> buffer.integer(1, Long.MAX_VALUE, false));
        assertThrows(BitsTooLongException.class, () -> buffer.integer(1, most, false));
        assertArrayEquals(new byte[] {1}, buffer.toByteArray());
    }
}
