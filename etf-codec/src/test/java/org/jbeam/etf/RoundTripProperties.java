package org.jbeam.etf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

class RoundTripProperties {
    @Property(tries = 500)
    void everyTermComesBack(@ForAll("terms") Term term, @ForAll @IntRange(max = 2) int version) {
        EtfEncoder encoder = EtfEncoder.create().minorVersion(version);
        byte[] bytes = encoder.encode(term);
        EtfDecoder.Decoded decoded = EtfDecoder.create().decode(bytes, 0, bytes.length);
        assertEquals(bytes.length, decoded.used());
        assertEquals(term, decoded.term());
        assertArrayEquals(bytes, encoder.encode(decoded.term()));
    }

    @Property(tries = 200)
    void compressedTermsComeBackAndAreNeverLonger(@ForAll("terms") Term term, @ForAll @IntRange(max = 9) int level) {
        byte[] plain = EtfEncoder.create().encode(term);
        byte[] bytes = EtfEncoder.create().compressed(level).encode(term);
        assertTrue(bytes.length <= plain.length);
        EtfDecoder.Decoded decoded = EtfDecoder.create().decode(bytes, 0, bytes.length);
        assertEquals(bytes.length, decoded.used());
        assertEquals(term, decoded.term());
    }

    @Property(tries = 200)
    void theRangeAndWhatFollowsDoNotMatter(@ForAll("terms") Term term, @ForAll @IntRange(max = 9) int before, @ForAll @IntRange(max = 9) int after) {
        byte[] body = EtfEncoder.create().encodeBody(term);
        byte[] bytes = new byte[before + body.length + after];
        Arrays.fill(bytes, (byte) 131);
        System.arraycopy(body, 0, bytes, before, body.length);
        EtfDecoder.Decoded decoded = EtfDecoder.create().share(true).decodeBody(bytes, before, body.length + after);
        assertEquals(body.length, decoded.used());
        assertEquals(term, decoded.term());
    }

    @Property(tries = 200)
    void noPrefixIsATerm(@ForAll("terms") Term term) {
        byte[] bytes = EtfEncoder.create().encode(term);
        int step = 1 + bytes.length / 100;
        for (int length = 0; length < bytes.length; length += step) {
            int cut = length;
            EtfException e = assertThrows(EtfException.class, () -> EtfDecoder.create().decode(bytes, 0, cut));
            assertEquals(EtfException.Reason.TRUNCATED, e.reason());
            assertTrue(e.offset() <= length);
        }
    }

    @Property(tries = 200)
    void theSizeIsThatOfTheBytes(@ForAll("terms") Term term) {
        Term plain = Tuple.of(term, term);
        long size = EtfEncoder.create().size(plain);
        long bytes = EtfEncoder.create().encode(plain).length;
        assertTrue(bytes <= size && (size - bytes) % 3 == 0, () -> size + " for " + bytes);
    }

    @Property(tries = 100)
    void equalMapsHaveEqualBytesWhenDeterministic(@ForAll("maps") MapTerm map) {
        MapTerm.Builder backwards = MapTerm.builder();
        Term[] keys = map.keys();
        for (int i = keys.length - 1; i >= 0; i--) {
            backwards.put(keys[i], map.get(keys[i]));
        }
        EtfEncoder encoder = EtfEncoder.create().deterministic(true);
        assertArrayEquals(encoder.encode(map), encoder.encode(backwards.build()));
        assertEquals(map, EtfDecoder.create().decode(encoder.encode(map)));
    }

    @Provide
    Arbitrary<Term> terms() {
        return Arbitraries.longs().map(RandomTerms::term);
    }

    @Provide
    Arbitrary<MapTerm> maps() {
        return Arbitraries.longs().map(RandomTerms::map);
    }
}
