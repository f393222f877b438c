package org.jbeam.bitsyntax;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Mutated pattern texts: they compile, or say where they are wrong, in no time; what compiles matches, walks and builds, or says why not. Runs a second, or
 * {@code -Djbeam.fuzz.seconds} ({@code conformance/fuzz}); a failure names its seed for {@code -Djbeam.seed}.
 */
class PatternFuzzTest {
    private static final String PIECES = "<<>>,:/-+*()_ABNRabfiu0189\"$\\x{}'#%.e \n\té\ud83d\ude00";
    private static final long LIMIT_BITS = 1 << 20;
    private static final long LIMIT_NANOS = 5_000_000_000L;

    private final List<String> corpus;

    PatternFuzzTest() throws IOException {
        try (InputStream in = PatternFuzzTest.class.getResourceAsStream("patterns.txt")) {
            corpus = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(line -> line.substring(0, line.indexOf('\t'))).distinct().toList();
        }
    }

    @Test
    void nothingButItsOwnExceptions() {
        long end = System.nanoTime() + 1_000_000_000L * Long.getLong("jbeam.fuzz.seconds", 1);
        long seed = Long.getLong("jbeam.seed", System.nanoTime());
        long inputs = 0;
        for (; System.nanoTime() < end; seed++) {
            String text = mutated(new Random(seed));
            long start = System.nanoTime();
            try {
                use(text, new Random(seed));
            } catch (RuntimeException | Error e) {
                throw new AssertionError("-Djbeam.seed=" + seed + ": " + text, e);
            }
            assertTrue(System.nanoTime() - start < LIMIT_NANOS, text);
            inputs++;
        }
        System.out.println("fuzzed pattern texts: " + inputs);
    }

    private String mutated(Random random) {
        StringBuilder text = new StringBuilder(corpus.get(random.nextInt(corpus.size())));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(4));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
                case 2 -> text.replace(at, to, Long.toString(random.nextLong() >>> random.nextInt(64)));
                default -> {
                    String other = corpus.get(random.nextInt(corpus.size()));
                    int from = random.nextInt(other.length());
                    text.replace(at, to, other.substring(from, Math.min(other.length(), from + random.nextInt(20))));
                }
            }
        }
        return text.toString();
    }

    private static void use(String text, Random random) {
        BitPattern pattern;
        try {
            pattern = BitPattern.compile(text);
            pattern.matcher();
        } catch (BitSyntaxException e) {
            assertTrue(e.position() >= 0 && e.position() <= text.length());
            return;
        }
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        Bits subject = Bits.of(bytes, 0, Math.max(0, 8L * bytes.length - random.nextInt(8)));
        BitMatcher matcher = BitPattern.firstOf(pattern, pattern);
        if (matcher.matches(subject)) {
            pattern.variables().forEach(name -> read(pattern, matcher, name));
        }
        BitMatcher walk = pattern.matcher().over(subject);
        while (walk.next()) {
            assertTrue(walk.end() <= subject.size());
        }
        build(pattern, random);
    }

    private static void read(BitPattern pattern, BitMatcher matcher, String name) {
        int right = 0;
        for (int kind = 0; kind < 3; kind++) {
            try {
                Object value = kind == 0 ? matcher.bigInteger(name) : kind == 1 ? matcher.real(name) : pattern.field(name).bits(matcher);
                right += value == null ? 0 : 1;
            } catch (IllegalStateException otherType) {
                assertTrue(otherType.getMessage() != null);
            }
        }
        assertTrue(right == 1, name);
    }

    private static void build(BitPattern pattern, Random random) {
        try {
            BitBuilder builder = pattern.builder().limit(LIMIT_BITS);
            for (int i = 0; i < pattern.variables().size(); i++) {
                switch (random.nextInt(3)) {
                    case 0 -> builder.set(i, random.nextInt(300));
                    case 1 -> builder.set(i, random.nextGaussian());
                    default -> builder.set(i, Bits.octets(1, 2, 3));
                }
            }
            assertTrue(builder.build().size() <= LIMIT_BITS);
        } catch (BitsException e) {
            assertTrue(e.getMessage() != null);
        }
    }
}
