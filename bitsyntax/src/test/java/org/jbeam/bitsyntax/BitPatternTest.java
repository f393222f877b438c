package org.jbeam.bitsyntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitPatternTest {
    private static final String HEADER = "<<Ver:4, Ihl:4, Tos, Len:16/big, Rest/bits>>";

    @Test
    void takesAHeaderApartAndPutsItTogether() {
        BitPattern pattern = BitPattern.compile(HEADER);
        Bits packet = Bits.octets(0x45, 7, 1, 2, 9, 9);
        BitMatcher matcher = pattern.matcher();
        assertTrue(matcher.matches(packet));
        assertEquals(List.of("Ver", "Ihl", "Tos", "Len", "Rest"), pattern.variables());
        assertEquals(4, matcher.integer("Ver"));
        assertEquals(258, matcher.integer(pattern.index("Len")));
        Bits rest = matcher.bits("Rest");
        assertEquals(Bits.octets(9, 9), rest);
        assertTrue(packet.array() == rest.array());
        Bits built = pattern.builder().set("Ver", 4).set("Ihl", 5).set("Tos", 7).set("Len", 258).set("Rest", rest).build();
        assertEquals(packet, built);
    }

    @Test
    void holdsNothingAfterAFailure() {
        BitMatcher matcher = BitPattern.compile("<<A, 1>>").matcher();
        assertTrue(matcher.matches(Bits.octets(5, 1)));
        assertFalse(matcher.matches(Bits.octets(5, 2)));
        assertThrows(IllegalStateException.class, () -> matcher.integer("A"));
        assertTrue(matcher.matches(Bits.octets(6, 1)));
        assertEquals(6, matcher.integer("A"));
        assertThrows(IllegalStateException.class, () -> matcher.real("A"));
        assertThrows(IllegalStateException.class, () -> matcher.bits("A"));
        assertThrows(IllegalArgumentException.class, () -> matcher.integer("B"));
    }

    @Test
    void givesBigIntegersWholeOrNotAtAll() {
        BitMatcher matcher = BitPattern.compile("<<A:64>>").matcher();
        assertTrue(matcher.matches(Bits.of(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE).toByteArray()).from(8)));
        assertThrows(ArithmeticException.class, () -> matcher.integer("A"));
        assertEquals("ffffffffffffffff", matcher.bigInteger("A").toString(16));
    }

    @Test
    void inputsAreSizesAndAreCompared() {
        BitMatcher matcher = BitPattern.compile("<<Tag, A:Size/binary, Size:4, _/bits>>", "Size", "Tag").matcher();
        matcher.set("Size", 2).set("Tag", 7);
        assertTrue(matcher.matches(Bits.octets(7, 1, 2, 0x2f)));
        assertEquals(Bits.octets(1, 2), matcher.bits("A"));
        assertFalse(matcher.matches(Bits.octets(8, 1, 2, 0x2f)));
        assertFalse(matcher.matches(Bits.octets(7, 1, 2, 0x3f)));
        assertThrows(IllegalArgumentException.class, () -> matcher.set("A", 1));
        assertFalse(matcher.set("Size", -1).matches(Bits.octets(7, 1, 2, 0x2f)));
        assertFalse(matcher.set("Size", BigInteger.ONE.shiftLeft(64)).matches(Bits.octets(7, 1, 2, 0x2f)));
        assertFalse(matcher.set("Size", Long.MAX_VALUE).matches(Bits.octets(7, 1, 2, 0x2f)));
        BitMatcher pinned = BitPattern.compile("<<F:32/float, B/bits>>", "F", "B").matcher().set("F", 1.5).set("B", Bits.octets(1));
        assertTrue(pinned.matches(Bits.octets(0x3f, 0xc0, 0, 0, 1)));
        assertFalse(pinned.matches(Bits.octets(0x3f, 0xc0, 0, 0, 2)));
    }

    @Test
    void walksOverAGenerator() {
        BitMatcher matcher = BitPattern.compile("<<Key, Size, Value:Size/binary>>").matcher().over(Bits.octets(1, 1, 9, 2, 0, 3, 5));
        List<Long> keys = new ArrayList<>();
        while (matcher.next()) {
            keys.add(matcher.integer("Key"));
        }
        assertEquals(List.of(1L, 2L), keys);
        assertEquals(40, matcher.end());
        assertFalse(BitPattern.compile("<<A:0>>").matcher().over(Bits.octets(1)).next());
        assertThrows(IllegalStateException.class, () -> BitPattern.compile("<<A>>").matcher().next());
    }

    @Test
    void takesTheFirstOfSeveral() {
        BitMatcher matcher = BitPattern.firstOf(BitPattern.compile("<<Size, Data:Size/binary, 1>>"),
                BitPattern.compile("<<Size, Data:Size/binary, 2, More>>"), BitPattern.compile("<<Size, Data:Size/binary>>"),
                BitPattern.compile("<<Other/bits>>"));
        assertTrue(matcher.matches(Bits.octets(1, 7, 2, 3)));
        assertEquals(1, matcher.which());
        assertEquals(Bits.octets(7), matcher.bits("Data"));
        assertEquals(3, matcher.integer("More"));
        assertTrue(matcher.matches(Bits.octets(1, 7)));
        assertEquals(2, matcher.which());
        assertTrue(matcher.matches(Bits.octets(9, 7)));
        assertEquals(3, matcher.which());
        assertThrows(IllegalStateException.class, () -> matcher.over(Bits.EMPTY).next());
        assertThrows(IllegalArgumentException.class, () -> BitPattern.firstOf());
        assertThrows(IllegalArgumentException.class, () -> BitPattern.firstOf(BitPattern.compile("<<A>>"), BitPattern.compile("<<A>>", "B")));
    }

    @Test
    void buildsWhatOnlyBuildingCan() {
        BitPattern pattern = BitPattern.compile("<<A/bits, (-1):2, B:12/bits, 300, \"h\\x{e9}\":16/little, 1:32/float>>".replace("(-1)", "-1"));
        Bits built = pattern.builder().set("A", Bits.octets(0xff).slice(0, 2)).set("B", Bits.octets(1, 2, 3)).build();
        assertEquals(Bits.octets(0xf0, 0x10, 44, 'h', 0, 0xe9, 0, 0x3f, 0x80, 0, 0), built);
        BitBuffer buffer = new BitBuffer();
        BitPattern.compile("<<7:3>>").builder().appendTo(buffer);
        assertEquals(3, buffer.size());
        assertEquals(0, assertThrows(BitSyntaxException.class, pattern::matcher).position() - 2);
        assertThrows(BitSyntaxException.class, () -> BitPattern.compile("<<_>>").builder());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <<A>> | the value is not set
            <<A:(-1 + 0)>> | syntax
            <<1:N>> | the size is negative
            <<1:S>> | the size is no integer
            <<S>> | the value has the wrong type
            <<I/bits>> | the value has the wrong type
            <<I:8/float>> | no float has 8 bits
            <<S/float>> | the value has the wrong type
            <<H/float>> | the integer is too large for a float
            <<S:4/binary>> | the value has 24 bits, not 32
            <<S/binary-unit:16>> | the value has 24 bits, not a multiple of 16
            <<I/utf8>> | the value is no Unicode code point
            <<H/utf16>> | the value is no Unicode code point
            <<16#d800/utf32>> | the value is no Unicode code point
            <<"a", (I)/bits>> | syntax
            """)
    void saysWhatCannotBeBuilt(String text, String problem) {
        if (problem.equals("syntax")) {
            assertThrows(BitSyntaxException.class, () -> BitPattern.compile(text));
            return;
        }
        BitBuilder builder = BitPattern.compile(text, "N", "S", "I", "H").builder();
        builder.set("N", -5).set("S", Bits.octets(1, 2, 3)).set("I", -1).set("H", BigInteger.ONE.shiftLeft(2000));
        BitBuildException thrown = assertThrows(BitBuildException.class, builder::build);
        assertTrue(thrown.getMessage().startsWith(problem), thrown.getMessage());
        assertEquals(2, thrown.position());
    }

    @Test
    void refusesToBuildWhatIsTooLong() {
        BitPattern pattern = BitPattern.compile("<<1:N, 2:N>>", "N");
        assertThrows(BitsTooLongException.class, () -> pattern.builder().set("N", 1L << 34).build());
        assertThrows(BitsTooLongException.class, () -> pattern.builder().set("N", Long.MAX_VALUE).build());
        assertThrows(IllegalArgumentException.class, () -> pattern.builder().set("N", Double.NaN));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '' | 0
            '<A>' | 0
            '<<' | 2
            '<<A' | 3
            '<<A,>>' | 4
            '<<A>> B' | 6
            '<<A:N>>' | 4
            '<<A:>>' | 4
            '<<A:B>>' | 4
            '<<A:-1>>' | 4
            '<<A:(1>>' | 6
            '<<A:(1 div 0)>>' | 12
            '<<A:99999999999999999999>>' | 4
            '<<A/foo>>' | 4
            '<<A/big-little>>' | 8
            '<<A/integer-float>>' | 12
            '<<A/bytes-bits>>' | 10
            '<<A:1/unit:0>>' | 11
            '<<A:1/unit:257>>' | 11
            '<<A/unit:8>>' | 2
            '<<A:8/utf8>>' | 2
            '<<A/utf16-unit:1>>' | 2
            '<<"ab>>' | 7
            '<<"ab"/binary>>' | 2
            '<<1/bits>>' | 2
            '<<1.5>>' | 2
            '<<1.0e999/float>>' | 2
            '<<37#1>>' | 2
            '<<2#2>>' | 4
            '<<$>>' | 4
            '<<"\\x{110000}">>' | 11
            '<<a>>' | 2
            '<<é>>' | 2
            '<<-A>>' | 3
            """)
    void saysWhereTheTextIsWrong(String text, int position) {
        String unescaped = text.replace("\\\\", "\\");
        assertEquals(position, assertThrows(BitSyntaxException.class, () -> BitPattern.compile(unescaped)).position(), unescaped);
    }

    @Provide
    Arbitrary<String> almostPatterns() {
        Arbitrary<String> piece = Arbitraries.of("<<", ">>", ",", ":", "/", "-", "+", "*", "(", ")", "A", "B", "_", "Long_name@1", "1",
                "16#fF", "1_0",
                "$a", "$\\n", "\"ab\"", "\"\\x{1f600}\"", "1.5e-3", " ", "%c\n", "integer", "float", "binary", "bits", "utf8",
                "utf16", "signed", "little",
                "unit:", "8", "300", "div", "rem", "\"", "\\", "\ud800", "é", "#", ".", "e", "<", ">", "0", "99999999999999999999");
        return piece.list().ofMaxSize(30).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> damagedPatterns() {
        String valid = "<<Ver:4/little, \"a\\x{e9}\"/utf8, N:16#10, 1.5e3:32/float, X:(N*8 div 2)/bits, $\\n, Rest/binary-unit:4>>";
        return Arbitraries.integers().between(0, valid.length()).tuple2().flatMap(cut -> almostPatterns().map(middle -> {
            int from = Math.min(cut.get1(), cut.get2());
            return valid.substring(0, from) + middle.substring(0, Math.min(middle.length(), 3)) + valid.substring(Math.max(cut.get1(), cut.get2()));
        }));
    }

    private static void compilesOrSaysWhere(String text) {
        try {
            BitPattern pattern = BitPattern.compile(text);
            pattern.matcher().matches(Bits.octets(1, 2, 3, 4, 5, 6, 7));
            pattern.builder().build();
        } catch (BitSyntaxException e) {
            assertTrue(e.position() >= 0 && e.position() <= text.length(), text);
        } catch (BitBuildException | BitsTooLongException e) {
            assertTrue(e.getMessage() != null);
        }
    }

    @Property(tries = 500)
    void anyTextCompilesOrSaysWhereItIsWrong(@ForAll String text) {
        compilesOrSaysWhere(text);
        compilesOrSaysWhere("<<" + text + ">>");
    }

    @Property(tries = 500)
    void almostPatternsCompileOrSayWhereTheyAreWrong(@ForAll("almostPatterns") String text) {
        compilesOrSaysWhere(text);
        compilesOrSaysWhere("<<" + text + ">>");
    }

    @Property(tries = 500)
    void damagedPatternsCompileOrSayWhereTheyAreWrong(@ForAll("damagedPatterns") String text) {
        compilesOrSaysWhere(text);
    }

    @Test
    void deepOrLongTextsAreRefused() {
        compilesOrSaysWhere("<<A:" + "(".repeat(100_000));
        compilesOrSaysWhere("<<N, A:(" + "N+".repeat(100_000) + "1)>>");
        compilesOrSaysWhere("<<" + "9".repeat(100_000) + ">>");
        compilesOrSaysWhere("<<0:" + "9".repeat(18) + ">>");
    }
}
