package org.jbeam.etf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;
import org.junit.jupiter.api.Test;

/**
 * Mutated external terms through every reader: a term or an {@link EtfException}, soon, in memory of the bytes' own measure, and the same whether
 * they come at once, in pieces or as a view. Runs a second, or {@code -Djbeam.fuzz.seconds} ({@code conformance/fuzz}); a failure names its seed for
 * {@code -Djbeam.seed}.
 */
class EtfFuzzTest {
    private static final long LIMIT_NANOS = 5_000_000_000L;
    private static final int FIRST_BYTES = 1 << 20;
    /** A small compressed term may be this many times as large. */
    private static final int INFLATED = 1 << 16;
    private static final int CORPUS = 200;
    /** Atoms made of wild bytes would fill the table of the test's JVM. */
    private static final EtfDecoder DECODER = EtfDecoder.create().maxInflatedBytes(INFLATED).resolver(new EtfResolver() {
        @Override
        public Atom newAtom(String name) {
            return Atom.OK;
        }
    });

    private final List<byte[]> corpus = new ArrayList<>();

    EtfFuzzTest() {
        for (int minor = 0; minor <= 2; minor++) {
            corpus.add(EtfEncoder.create().minorVersion(minor).encode(Samples.everything()));
            corpus.add(EtfEncoder.create().minorVersion(minor).compressed(6).encode(Samples.everything()));
        }
        for (int seed = 0; seed < CORPUS; seed++) {
            corpus.add(EtfEncoder.create().minorVersion(seed % 3).encode(RandomTerms.term(seed)));
        }
    }

    @Test
    void nothingButItsOwnExceptions() {
        long end = System.nanoTime() + 1_000_000_000L * Long.getLong("jbeam.fuzz.seconds", 1);
        long seed = Long.getLong("jbeam.seed", System.nanoTime());
        long inputs = 0;
        long terms = 0;
        for (; System.nanoTime() < end; seed++) {
            byte[] bytes = mutated(new Random(seed));
            long start = System.nanoTime();
            boolean[] good = new boolean[1];
            try {
                long allocated = Allocation.of(() -> good[0] = use(bytes));
                assertTrue(allocated < FIRST_BYTES + 4000L * (bytes.length + (bytes[1] == Tags.COMPRESSED ? INFLATED : 0)), allocated + " bytes allocated");
                assertTrue(System.nanoTime() - start < LIMIT_NANOS, "too slow");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("-Djbeam.seed=" + seed + ": " + Arrays.toString(bytes), e);
            }
            inputs++;
            terms += good[0] ? 1 : 0;
        }
        System.out.println("fuzzed external terms: " + inputs + ", " + terms + " of them decoded");
    }

    private byte[] mutated(Random random) {
        byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
        for (int changes = random.nextInt(4); changes >= 0 && bytes.length > 2; changes--) {
            int at = 1 + random.nextInt(bytes.length - 1);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes[at] = (byte) (Tags.NEW_FLOAT + random.nextInt(Tags.V4_PORT - Tags.NEW_FLOAT + 1));
                case 3 -> bytes = Arrays.copyOf(bytes, at + 1);
                case 4 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) (random.nextBoolean() ? 0xff : 0));
                default -> bytes = spliced(bytes, at, corpus.get(random.nextInt(corpus.size())), random);
            }
        }
        return bytes.length > 1 ? bytes : new byte[] {(byte) Tags.VERSION, Tags.NIL};
    }

    /** The bytes up to a place, and then those of another input from some place on. */
    private static byte[] spliced(byte[] bytes, int at, byte[] other, Random random) {
        int from = random.nextInt(other.length);
        byte[] joined = Arrays.copyOf(bytes, at + other.length - from);
        System.arraycopy(other, from, joined, at, other.length - from);
        return joined;
    }

    private static boolean use(byte[] bytes) {
        Term whole = decoded(bytes, DECODER);
        decoded(bytes, EtfDecoder.untrusted());
        view(bytes);
        packet(bytes);
        Term pieces = pulled(bytes);
        if (whole == null) {
            return false;
        }
        if (pieces != null) {
            assertEquals(whole, pieces);
        }
        EtfEncoder encoder = EtfEncoder.create();
        byte[] again = encoder.encode(whole);
        assertTrue(again.length <= encoder.size(whole));
        assertEquals(whole, EtfDecoder.create().decode(again));
        return true;
    }

    private static Term decoded(byte[] bytes, EtfDecoder decoder) {
        try {
            return decoder.decode(bytes);
        } catch (EtfException e) {
            assertTrue(e.offset() >= 0);
            return null;
        }
    }

    private static Term pulled(byte[] bytes) {
        EtfPullReader reader = EtfPullReader.create(DECODER);
        int piece = 1 + bytes.length / 3;
        try {
            for (int at = 0; at < bytes.length; at += piece) {
                reader.feed(bytes, at, Math.min(piece, bytes.length - at));
                Term term = reader.poll();
                if (term != null) {
                    return term;
                }
            }
        } catch (EtfException e) {
            assertTrue(e.offset() >= 0);
        }
        return null;
    }

    private static void view(byte[] bytes) {
        try {
            EtfView view = EtfView.of(DECODER, bytes);
            for (int depth = 0; depth < 8; depth++) {
                view.toByteArray();
                switch (view.kind()) {
                    case TUPLE, LIST -> {
                        if (view.size() == 0) {
                            return;
                        }
                        view = view.element(view.size() - 1);
                    }
                    case MAP -> {
                        if (view.size() == 0) {
                            return;
                        }
                        view = view.value(0);
                    }
                    default -> {
                        view.term();
                        return;
                    }
                }
            }
        } catch (EtfException e) {
            assertTrue(e.offset() >= 0);
        }
    }

    /** The same bytes as a packet of the distribution. */
    private static void packet(byte[] bytes) {
        byte[] packet = bytes.clone();
        packet[1] = (byte) (packet[1] & 1) == 0 ? (byte) Tags.DIST_HEADER : (byte) (Tags.DIST_FRAGMENT_FIRST + (packet[1] >>> 1 & 1));
        try {
            DistDecoder.create(DECODER).decode(packet);
        } catch (EtfException e) {
            assertTrue(e.offset() >= 0);
        }
    }
}
