package org.jbeam.beamformat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Mutated files, most of them with a container in order and one chunk damaged, so that the damage is met late: what {@link FuzzTest#use} does with each
 * succeeds or ends with {@link MalformedBeamException}, soon and within its bound of memory. Runs a second, or {@code -Djbeam.fuzz.seconds}
 * ({@code conformance/fuzz}); a failure names its seed for {@code -Djbeam.seed}.
 */
class BeamFuzzTest {
    private static final long LIMIT_NANOS = 5_000_000_000L;
    private static final List<byte[]> CORPUS = List.of(Samples.SAMPLE, Samples.OLDER);

    @Test
    void nothingButItsOwnExceptions() {
        long end = System.nanoTime() + 1_000_000_000L * Long.getLong("jbeam.fuzz.seconds", 1);
        long seed = Long.getLong("jbeam.seed", System.nanoTime());
        long inputs = 0;
        long good = 0;
        for (; System.nanoTime() < end; seed++) {
            Random random = new Random(seed);
            byte[] original = CORPUS.get(random.nextInt(CORPUS.size()));
            byte[] file = random.nextInt(4) == 0 ? mutated(original, random) : withDamagedChunk(original, random);
            long start = System.nanoTime();
            try {
                good += FuzzTest.use(file) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("-Djbeam.seed=" + seed, e);
            }
            assertTrue(System.nanoTime() - start < LIMIT_NANOS, "-Djbeam.seed=" + seed);
            inputs++;
        }
        System.out.println("fuzzed BEAM files: " + inputs + ", " + good + " of them valid");
    }

    private static byte[] withDamagedChunk(byte[] file, Random random) {
        BeamChunks chunks = BeamChunks.parse(file);
        Chunk chunk = chunks.list().get(random.nextInt(chunks.list().size()));
        return BeamWriter.write(BeamWriter.replace(chunks, Chunk.of(chunk.name(), mutated(chunk.toByteArray(), random))));
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int changes = random.nextInt(4); changes >= 0 && bytes.length > 4; changes--) {
            int at = random.nextInt(bytes.length - 3);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> Arrays.fill(bytes, at, at + 4, (byte) (random.nextBoolean() ? 0xff : 0));
                case 3 -> bytes = Arrays.copyOf(bytes, at + 1);
                case 4 -> System.arraycopy(bytes, random.nextInt(bytes.length - 3), bytes, at, 4);
                default -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + 3);
                    System.arraycopy(bytes, at, longer, at + 3, bytes.length - at);
                    bytes = longer;
                }
            }
        }
        return bytes;
    }
}
