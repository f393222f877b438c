package org.jbeam.etf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, decoding gives a term or an {@link EtfException}, soon and with little memory. */
class FuzzProperties {
    private static final int[] TAGS = {70, 77, 80, 82, 88, 89, 90, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113,
        114, 115, 116, 118, 119, 120};
    /** Atoms made of wild bytes would fill the table of the test's JVM. */
    private static final EtfDecoder DECODER = EtfDecoder.create().resolver(new EtfResolver() {
        @Override
        public Atom newAtom(String name) {
            return Atom.OK;
        }
    });

    private static boolean survives(byte[] bytes, EtfDecoder decoder) {
        Term term;
        try {
            term = decoder.decode(bytes);
        } catch (EtfException e) {
            assertTrue(e.offset() >= 0);
            return false;
        }
        byte[] again = EtfEncoder.create().encode(term);
        assertEquals(term, EtfDecoder.create().decode(again));
        return true;
    }

    @Property(tries = 300)
    void randomBytes(@ForAll long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            byte[] bytes = new byte[1 + random.nextInt(60)];
            random.nextBytes(bytes);
            bytes[0] = (byte) 131;
            for (int i = 1; i < bytes.length; i++) {
                if (random.nextInt(3) > 0) {
                    bytes[i] = (byte) (random.nextBoolean() ? TAGS[random.nextInt(TAGS.length)] : random.nextInt(3));
                }
            }
            survives(bytes, DECODER);
            survives(bytes, EtfDecoder.untrusted());
        }
    }

    @Property(tries = 300)
    void mutatedTerms(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] good = EtfEncoder.create().minorVersion(random.nextInt(3)).encode(Samples.everything());
        for (int round = 0; round < 20; round++) {
            byte[] bytes = good.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int at = 1 + random.nextInt(bytes.length - 1);
                bytes[at] = (byte) switch (random.nextInt(4)) {
                    case 0 -> TAGS[random.nextInt(TAGS.length)];
                    case 1 -> bytes[at] ^ 1 << random.nextInt(8);
                    case 2 -> 0xff;
                    default -> random.nextInt(256);
                };
            }
            survives(bytes, DECODER);
            survives(bytes, EtfDecoder.untrusted());
        }
    }

    @Property(tries = 100)
    void mutatedCompressedTerms(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = EtfEncoder.create().compressed(6).encode(Samples.everything());
        assertEquals(80, bytes[1]);
        bytes[2 + random.nextInt(bytes.length - 2)] ^= (byte) (1 << random.nextInt(8));
        survives(bytes, DECODER);
    }

    @Test
    void aHeaderThatClaimsMuchFailsAtOnce() {
        for (int tag : new int[] {105, 108, 109, 111, 116, 77}) {
            for (int claimed : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 24, 100}) {
                byte[] bytes = new byte[16];
                bytes[0] = (byte) 131;
                bytes[1] = (byte) tag;
                Tags.INT.set(bytes, 2, claimed);
                EtfException e = assertThrows(EtfException.class, () -> EtfDecoder.create().decode(bytes));
                assertEquals(EtfException.Reason.TRUNCATED, e.reason());
            }
        }
    }

    @Test
    void aNestOfHeadersThatClaimAllThatIsLeftTakesMemoryOfTheBytesOnly() {
        byte[] bytes = new byte[5 * 200_000 + 1];
        bytes[0] = (byte) 131;
        for (int i = 1; i + 5 <= bytes.length; i += 5) {
            bytes[i] = 105;
            Tags.INT.set(bytes, i + 1, Math.min((1 << 24) - 1, bytes.length - i - 5));
        }
        assertTrue(allocatedBy(bytes, EtfDecoder.create()) < 100L * bytes.length);
    }

    @Test
    void aZipBombStopsAtTheLimits() {
        byte[] bomb = bomb(1 << 26);
        assertTrue(bomb.length < 1 << 17);
        assertTrue(allocatedBy(bomb, EtfDecoder.untrusted()) < 1 << 20);
        assertTrue(allocatedBy(bomb, EtfDecoder.untrusted().maxInflatedBytes(1 << 27)) < 1 << 20);
        assertTrue(allocatedBy(bomb, EtfDecoder.untrusted().maxInflatedBytes(1 << 20).maxInflateRatio(1 << 20)) < 1 << 20);
    }

    @Test
    void anAnnouncedSizeIsNotAllocatedAhead() {
        byte[] bytes = bomb(100);
        Tags.INT.set(bytes, 2, Integer.MAX_VALUE - 10);
        assertTrue(allocatedBy(bytes, EtfDecoder.create()) < 1 << 20);
    }

    /** A compressed binary of zeros. */
    private static byte[] bomb(int size) {
        byte[] inner = new byte[size];
        inner[0] = 109;
        Tags.INT.set(inner, 1, size - 5);
        Deflater deflater = new Deflater(9);
        deflater.setInput(inner);
        deflater.finish();
        byte[] out = new byte[size / 500 + 100];
        out[0] = (byte) 131;
        out[1] = 80;
        Tags.INT.set(out, 2, size);
        int length = deflater.deflate(out, 6, out.length - 6);
        deflater.end();
        return java.util.Arrays.copyOf(out, 6 + length);
    }

    private static long allocatedBy(byte[] bytes, EtfDecoder decoder) {
        return Allocation.of(() -> assertThrows(EtfException.class, () -> decoder.decode(bytes)));
    }
}
