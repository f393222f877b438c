package org.jbeam.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;

/** Searching, text and numbers in binaries, compared with plain models. */
class DataProperties {
    /** Leftmost, then longest, without overlap. */
    private static List<int[]> model(byte[] text, List<byte[]> words) {
        List<int[]> found = new ArrayList<>();
        int at = 0;
        while (at < text.length) {
            int longest = 0;
            for (byte[] word : words) {
                if (word.length > longest && at + word.length <= text.length
                        && Arrays.equals(text, at, at + word.length, word, 0, word.length)) {
                    longest = word.length;
                }
            }
            if (longest > 0) {
                found.add(new int[] {at, longest});
            }
            at += Math.max(1, longest);
        }
        return found;
    }

    private static Term expected(List<int[]> found) {
        List<Term> terms = new ArrayList<>();
        found.forEach(f -> terms.add(org.jbeam.term.Tuple.of(SmallInt.of(f[0]), SmallInt.of(f[1]))));
        return Terms.list(terms);
    }

    private static Term matches(byte[] text, Term pattern) throws Exception {
        return BifMachine.in(p -> BinaryBifs.matches(p, Bitstring.of(text), pattern));
    }

    @Property(tries = 200)
    void oneWordIsFoundWhereItIs(@ForAll @Size(max = 60) @ByteRange(min = 0, max = 2) byte[] text,
            @ForAll @Size(min = 1, max = 5) @ByteRange(min = 0, max = 2) byte[] word) throws Exception {
        assertEquals(expected(model(text, List.of(word))), matches(text, Bitstring.of(word)));
    }

    @Property(tries = 200)
    void theLongestOfSeveralWordsIsFound(@ForAll @Size(max = 60) @ByteRange(min = 0, max = 2) byte[] text,
            @ForAll @Size(min = 2, max = 4) List<@Size(min = 1, max = 4) @ByteRange(min = 0, max = 2) byte[]> words) throws Exception {
        List<Term> pattern = new ArrayList<>();
        words.forEach(word -> pattern.add(Bitstring.of(word)));
        assertEquals(expected(model(text, words)), matches(text, Terms.list(pattern)));
    }

    @Property(tries = 200)
    void splitPartsAndSeparatorsMakeTheText(@ForAll @Size(max = 60) @ByteRange(min = 0, max = 2) byte[] text,
            @ForAll @ByteRange(min = 0, max = 2) byte separator) throws Exception {
        Term parts = BifMachine.in(p -> BinaryBifs.split(p, Bitstring.of(text), Bitstring.of(new byte[] {separator}), Term.parse("[global]")));
        java.io.ByteArrayOutputStream joined = new java.io.ByteArrayOutputStream();
        boolean first = true;
        for (Term part : Terms.elements(parts)) {
            if (!first) {
                joined.write(separator);
            }
            first = false;
            joined.writeBytes(((Bitstring) part).toByteArray());
        }
        org.junit.jupiter.api.Assertions.assertArrayEquals(text, joined.toByteArray());
    }

    @Property(tries = 300)
    void validUtf8IsWhatJavaTakesForValid(@ForAll @Size(max = 12) List<@IntRange(min = 0, max = 9) Integer> picks) {
        byte[][] pieces = {{'a'}, {(byte) 0xc3}, {(byte) 0xa9}, {(byte) 0xe2, (byte) 0x82}, {(byte) 0xac}, {(byte) 0xf0, (byte) 0x9f}, {(byte) 0x98},
            {(byte) 0x80}, {(byte) 0xed, (byte) 0xa0}, {(byte) 0xf5}};
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        picks.forEach(i -> out.writeBytes(pieces[i]));
        byte[] bytes = out.toByteArray();
        int end = Utf8Bytes.validUntil(bytes, 0, bytes.length);
        assertEquals(Terms.utf8Text(Bitstring.of(bytes)) != null, end == bytes.length);
        assertEquals(new String(bytes, 0, end, StandardCharsets.UTF_8), Terms.text(Utf8Bytes.toList(bytes, 0, end, Nil.NIL)));
    }

    @Property(tries = 200)
    void textSpreadOverBinariesIsTheSameText(@ForAll @Size(max = 20) String text, @ForAll @IntRange(min = 1, max = 4) int size) throws Exception {
        String clean = text.codePoints().filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        byte[] bytes = clean.getBytes(StandardCharsets.UTF_8);
        Term list = Nil.NIL;
        for (int end = bytes.length; end > 0; end -= size) {
            list = new Cons(Bitstring.of(Arrays.copyOfRange(bytes, Math.max(0, end - size), end)), list);
        }
        Term data = list;
        Term result = BifMachine.in(p -> UnicodeBifs.charactersToList(p, data, org.jbeam.term.Atom.of("utf8")));
        assertEquals(Terms.charList(clean), result);
    }

    @Property(tries = 200)
    void unsignedNumbersComeBack(@ForAll java.math.BigInteger number) {
        Term n = org.jbeam.term.IntegerTerm.of(number.abs());
        for (String order : new String[] {"big", "little"}) {
            Term atom = org.jbeam.term.Atom.of(order);
            assertEquals(n, BinaryBifs.decodeUnsigned(BinaryBifs.encodeUnsigned(n, atom), atom));
        }
    }

    @Property(tries = 200)
    void packetsAreNeverLongerThanTheirLengthSays(@ForAll @Size(max = 24) byte[] bytes, @ForAll PacketFraming framing) {
        int length = framing.length(bytes, 0, bytes.length, PacketFraming.Limits.NONE);
        assertTrue(length >= PacketFraming.INVALID);
        if (length > 0 && length <= bytes.length) {
            int[] body = framing.body(bytes, 0, length);
            assertTrue(framing == PacketFraming.FCGI || 0 <= body[0] && body[0] <= body[1] && body[1] <= length);
        }
    }
}
