package org.jbeam.bitsyntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class BitPatternBuilderTest {
    @Test
    void isThePatternOfItsText() {
        BitPatternBuilder builder = BitPattern.define().literal(4, 4).integer("Words", 4).skip(8).integer("Length", 16, BitOption.LITTLE)
                .text("né").real("Weight", 32, BitOption.LITTLE).utf16("Char", BitOption.LITTLE).literal(-1, 8, BitOption.SIGNED)
                .literal(1.5, 16).literal(BigInteger.TWO, 8)
                .bytes("Payload", BitSize.of("Length").minus(BitSize.of("Words")).times(BitSize.of(1))).rest("More");
        BitPattern pattern = builder.compile();
        assertEquals(builder.toString(), pattern.text());
        Bits subject = Bits.octets(0x45, 9, 7, 0, 'n', 0xc3, 0xa9, 0, 0, 0x80, 0x3f, 'x', 0, 0xff, 0x3e, 0, 2, 'a', 'b', 3);
        BitMatcher matcher = pattern.matcher();
        assertTrue(matcher.matches(subject));
        assertEquals(7, matcher.integer("Length"));
        assertEquals(1.0, pattern.field("Weight").real(matcher));
        assertEquals('x', pattern.field("Char").integer(matcher));
        assertEquals(Bits.utf8("ab"), matcher.bits("Payload"));
        assertEquals(Bits.octets(3), pattern.field("More").bits(matcher));
    }

    @Test
    void inputsAndRestOfBytes() {
        BitPattern pattern = BitPattern.define().skip(BitSize.of("N").rem(BitSize.of(8))).integer("A", BitSize.of("N").div(BitSize.of(2)))
                .restOfBytes("R").compile("N");
        BitMatcher matcher = pattern.matcher().set("N", 12);
        assertTrue(matcher.matches(Bits.octets(0xf8, 0, 1, 2).slice(0, 26)));
        assertEquals(0x20, matcher.integer("A"));
        assertEquals(Bits.octets(0, 4), matcher.bits("R"));
    }

    @Test
    void whatIsWrongIsFoundWhenCompiling() {
        assertThrows(BitSyntaxException.class, () -> BitPattern.define().integer("lower", 3).compile());
        assertThrows(BitSyntaxException.class, () -> BitPattern.define().bits("A", BitSize.of("N")).compile());
        assertThrows(IllegalArgumentException.class, () -> BitPattern.define().integer("A, B", 3));
        assertThrows(IllegalArgumentException.class, () -> BitSize.of("N)"));
        assertThrows(IllegalArgumentException.class, () -> BitSize.of(-1));
        assertThrows(IllegalArgumentException.class, () -> BitPattern.define().literal(Double.NaN, 64));
    }

    @Test
    void fieldsBelongToOnePattern() {
        BitPattern one = BitPattern.compile("<<1, A:16, B:64, C:3/signed, D:12/little, _/bits>>");
        BitPattern two = BitPattern.compile("<<2, A:16, B:64, C:3, _/bits>>");
        BitMatcher matcher = BitPattern.firstOf(one, two);
        BitField a = one.field("A");
        assertThrows(IllegalStateException.class, () -> a.integer(matcher));
        Bits subject = Bits.octets(1, 2, 3, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xf5, 0x67, 0x89);
        for (int shift = 0; shift < 8; shift++) {
            Bits moved = Bits.of(new byte[1], 0, shift).append(subject).from(shift);
            assertTrue(matcher.matches(moved));
            assertEquals(0x203, a.integer(matcher));
            assertThrows(ArithmeticException.class, () -> one.field("B").integer(matcher));
            assertEquals(-1, one.field("C").integer(matcher));
            assertEquals(matcher.integer("D"), one.field("D").integer(matcher));
            assertThrows(IllegalStateException.class, () -> one.field("C").bits(matcher));
        }
        assertTrue(matcher.matches(Bits.octets(2, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1, 0)));
        assertThrows(IllegalStateException.class, () -> a.integer(matcher));
        assertEquals(9, two.field("A").integer(matcher));
        assertFalse(matcher.matches(Bits.octets(3)));
        assertThrows(IllegalStateException.class, () -> two.field("A").integer(matcher));
    }
}
