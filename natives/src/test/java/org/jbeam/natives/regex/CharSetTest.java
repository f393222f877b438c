package org.jbeam.natives.regex;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CharSetTest {
    @Property(tries = 300)
    void setsAreLikeBitSets(@ForAll @Size(max = 12) List<@IntRange(max = 600) Integer> bounds) {
        BitSet model = new BitSet();
        CharSet.Builder b = new CharSet.Builder();
        for (int i = 0; i + 1 < bounds.size(); i += 2) {
            int lo = bounds.get(i);
            int hi = lo + bounds.get(i + 1) % 50;
            b.add(lo, hi);
            model.set(lo, hi + 1);
        }
        CharSet set = b.build();
        CharSet others = set.complement();
        for (int c = 0; c < 700; c++) {
            assertEquals(model.get(c), set.contains(c), "at " + c);
            assertEquals(!model.get(c), others.contains(c), "at " + c);
        }
        assertArrayEquals(set.ranges(), others.complement().ranges());
    }

    @Property(tries = 300)
    void codePointsSurviveUtf8(@ForAll @IntRange(max = 0x10FFFF) int c) {
        byte[] bytes = Utf8.encode(c);
        boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
        assertEquals(c, Utf8.decode(bytes, 0, bytes.length));
        assertEquals(bytes.length, Utf8.length(bytes[0]));
        assertEquals(0, Utf8.previous(bytes, bytes.length, 0));
        assertEquals(surrogate ? 0 : -1, Utf8.firstInvalid(bytes, 0, bytes.length));
        if (!surrogate) {
            assertArrayEquals(new String(Character.toChars(c)).getBytes(StandardCharsets.UTF_8), bytes);
        }
    }

    @Property(tries = 300)
    void validityIsThatOfJava(@ForAll @Size(max = 6) byte[] bytes) {
        boolean valid = new String(bytes, StandardCharsets.UTF_8).indexOf('\uFFFD') < 0;
        assertEquals(valid, Utf8.firstInvalid(bytes, 0, bytes.length) < 0);
    }

    @Test
    void propertiesAreThoseOfUnicode7() {
        assertTrue(UnicodeProperties.set("Lu").contains('A'));
        assertFalse(UnicodeProperties.set("Lu").contains('a'));
        assertTrue(UnicodeProperties.set("Cn").contains(0x1F9D0));
        assertTrue(UnicodeProperties.set("L").contains(0x4E00));
        assertTrue(UnicodeProperties.exists("Greek"));
        assertFalse(UnicodeProperties.exists("Adlam"));
        assertFalse(UnicodeProperties.exists("+"));
    }

    @Test
    void caseSetsAreClosed() {
        assertArrayEquals(new int[] {'K', 'k', 0x212A}, CaseFolding.set('k'));
        assertTrue(CaseFolding.same(0x3C2, 0x3A3));
        assertFalse(CaseFolding.same(0x131, 'i'));
        assertEquals(0, CaseFolding.set('1').length);
    }

    @Test
    void everyCategoryIsDisjointFromTheOthers() {
        int[] count = new int[CharSet.MAX + 1];
        for (String letter : List.of("C", "L", "M", "N", "P", "S", "Z")) {
            int[] ranges = UnicodeProperties.set(letter).ranges();
            for (int i = 0; i < ranges.length; i += 2) {
                for (int c = ranges[i]; c <= ranges[i + 1]; c++) {
                    count[c]++;
                }
            }
        }
        for (int c = 0; c <= CharSet.MAX; c++) {
            assertEquals(1, count[c], "at " + Integer.toHexString(c));
        }
    }
}
