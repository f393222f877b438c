package org.jbeam.etf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jbeam.term.Term;
import org.jbeam.term.TermHash;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random terms against the real {@code erl}, each run with others: {@code -Djbeam.differential=100000} for so many of them (or
 * {@code conformance/run-long terms}). Skipped where there is no {@code erl}.
 */
class EtfDifferentialTest {
    private static final EtfEncoder ENCODER = EtfEncoder.create();
    private static final int COUNT = Integer.getInteger("jbeam.differential", 1000);
    private static final long SEED = Long.getLong("jbeam.seed", System.nanoTime() & 0xff_ffff);

    @TempDir
    private Path folder;

    private String erl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("../conformance/oracle", "-noshell", "-boot", "no_dot_erlang", "-run", "escript", "start", "-extra",
                Path.of("src/test/erl/terms.escript").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder oracle = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        oracle.environment().put("JBEAM_BUILD", "never");
        Process process = oracle.start();
        String out = new String(process.getInputStream().readAllBytes());
        int status = process.waitFor();
        Assumptions.assumeTrue(status != 127, "skipped: there is no real erl to compare with");
        assertEquals(0, status, "with -Djbeam.seed=" + SEED);
        return out;
    }

    private static byte[] next(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    @Test
    void termsOfOtp() throws IOException, InterruptedException {
        Path file = folder.resolve("made");
        erl("make", Long.toString(SEED), Integer.toString(COUNT), file.toString());
        try (DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
            for (int i = 0; i < COUNT; i++) {
                check(next(in), next(in), next(in), next(in), ByteBuffer.wrap(next(in)), "term " + i + " with -Djbeam.seed=" + SEED);
            }
            assertEquals(-1, in.read());
        }
        System.out.println("equal to OTP: " + COUNT + " terms decoded and encoded in four dialects");
    }

    private static void check(byte[] plain, byte[] utf8, byte[] text, byte[] sorted, ByteBuffer facts, String name) {
        Term term = EtfDecoder.create().decode(plain);
        for (byte[] same : new byte[][] {utf8, text, sorted}) {
            assertEquals(term, EtfDecoder.create().decode(same), name);
        }
        assertArrayEquals(plain, ENCODER.encode(term), name);
        assertArrayEquals(utf8, ENCODER.minorVersion(2).encode(term), name);
        assertArrayEquals(text, ENCODER.minorVersion(0).encode(term), name);
        assertArrayEquals(sorted, ENCODER.deterministic(true).encode(term), name);
        assertEquals(facts.getInt(), ENCODER.size(term), name);
        assertEquals(facts.getInt(), TermHash.phash2(term), name);
    }

    @Test
    void termsForOtp() throws IOException, InterruptedException {
        Path file = folder.resolve("taken");
        List<Term> terms = new ArrayList<>();
        try (DataOutputStream out = new DataOutputStream(new java.io.BufferedOutputStream(Files.newOutputStream(file)))) {
            for (int i = 0; i < COUNT; i++) {
                terms.add(RandomTerms.foreign(SEED + i));
                byte[] bytes = ENCODER.deterministic(true).encode(terms.get(i));
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }
        List<String> answers = erl("take", file.toString()).lines().toList();
        assertEquals(COUNT, answers.size(), "with -Djbeam.seed=" + SEED);
        for (int i = 0; i < COUNT; i++) {
            assertEquals(TermHash.phash2(terms.get(i)) + " true", answers.get(i), terms.get(i).toString());
        }
        System.out.println("equal to OTP: " + COUNT + " terms encoded for it");
    }
}
