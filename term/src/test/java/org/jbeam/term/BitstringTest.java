package org.jbeam.term;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BitstringTest {
    private static String bits(Bitstring bits) {
        StringBuilder text = new StringBuilder();
        for (long i = 0; i < bits.bitSize(); i++) {
            long bit = bits.bitOffset() + i;
            text.append(bits.array()[(int) (bit >>> 3)] >>> 7 - (bit & 7) & 1);
        }
        return text.toString();
    }

    private static Bitstring of(String bits, int offset, Random random) {
        byte[] bytes = new byte[(offset + bits.length() + 7) / 8 + random.nextInt(2)];
        random.nextBytes(bytes);
        for (int i = 0; i < bits.length(); i++) {
            int at = offset + i;
            int mask = 0x80 >>> (at & 7);
            bytes[at >> 3] = (byte) (bits.charAt(i) == '1' ? bytes[at >> 3] | mask : bytes[at >> 3] & ~mask);
        }
        return Bitstring.ofBits(bytes, offset, bits.length());
    }

    private static String randomBits(Random random, int length) {
        StringBuilder bits = new StringBuilder();
        for (int i = 0; i < length; i++) {
            bits.append(random.nextInt(4) == 0 ? '1' : '0');
        }
        return bits.toString();
    }

    @Property(tries = 500)
    void whereTheBitsStandDoesNotMatter(@ForAll @IntRange(max = 130) int length, @ForAll @IntRange(max = 16) int offset, @ForAll Random random) {
        String text = randomBits(random, length);
        Bitstring aligned = of(text, 0, random);
        Bitstring moved = of(text, offset, random);
        assertEquals(text, bits(moved));
        assertEquals(aligned, moved);
        assertEquals(aligned.hashCode(), moved.hashCode());
        assertEquals(0, aligned.compareTo(moved));
        assertEquals(TermHash.phash2Full(aligned), TermHash.phash2Full(moved));
        assertEquals(TermHash.phash(aligned), TermHash.phash(moved));
        assertEquals(TermHash.internal(aligned, 0), TermHash.internal(moved, 0));
        assertEquals(aligned.toString(), moved.toString());
        assertArrayEquals(aligned.toByteArray(), moved.toByteArray());
        assertEquals(aligned, Term.parse(moved.toString()));
    }

    @Property(tries = 500)
    void orderIsThatOfTheBits(@ForAll @IntRange(max = 40) int length, @ForAll @IntRange(max = 9) int offset, @ForAll Random random) {
        String a = randomBits(random, length);
        String b = random.nextBoolean() ? randomBits(random, random.nextInt(40))
                : a.substring(0, random.nextInt(length + 1)) + (random.nextBoolean() ? "1" : "");
        Bitstring x = of(a, offset, random);
        Bitstring y = of(b, random.nextInt(9), random);
        assertEquals(Integer.signum(a.compareTo(b)), Integer.signum(x.compareTo(y)));
        assertEquals(a.equals(b), x.equals(y));
    }

    @Test
    void slicesShareTheArray() {
        Bitstring all = Bitstring.of(new byte[] {1, 2, 3, 4});
        Bitstring middle = all.slice(8, 16);
        assertEquals(Bitstring.of(new byte[] {2, 3}), middle);
        assertTrue(middle.array() == all.array());
        assertTrue(middle.isAligned() && middle.isBinary());
        assertFalse(all.slice(1, 8).isAligned());
        assertEquals(Bitstring.of(new byte[] {2}), all.slice(1, 15).slice(0, 8));
    }

    @Test
    void onlyTheOwnerMayAppendAndOnlyAtTheEnd() {
        Object owner = new Object();
        Bitstring.Tail tail = new Bitstring.Tail(owner, 16);
        assertFalse(tail.isEnd(owner, 8));
        assertFalse(tail.isEnd(new Object(), 16));
        assertTrue(tail.isEnd(owner, 16));
        tail.fill(24);
        assertFalse(tail.isEnd(owner, 16));
    }

    @Test
    void textIsUtf8() {
        String text = "a\u00e9\u03a9\ud83d\ude00";
        assertEquals(text, Terms.utf8Text(Terms.utf8(text)));
        assertNull(Terms.utf8Text(Bitstring.of(new byte[] {(byte) 0xff})));
        assertNull(Terms.utf8Text(Bitstring.of(new byte[] {1, 2}).slice(0, 9)));
    }
}
