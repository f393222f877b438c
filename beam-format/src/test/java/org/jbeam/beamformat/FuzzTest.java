package org.jbeam.beamformat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to a file, reading it succeeds or ends with {@link MalformedBeamException}, within the memory that its bytes warrant. */
class FuzzTest {
    private static final long MAX_ALLOCATED = 8 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Everything that can be done with a file; the only exception allowed is the one for damage. */
    static boolean use(byte[] bytes) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            return use(BeamFile.parse(BeamFile.gunzip(bytes)));
        } catch (MalformedBeamException e) {
            return false;
        } finally {
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < MAX_ALLOCATED, () -> allocated + " bytes allocated");
        }
    }

    static boolean use(BeamFile file) {
        try {
            file.code().functions();
            if (file.md5()[0] % 4 == 0) {
                disassemble(file);
            }
            CodeValidator.validate(file, 28);
            return true;
        } catch (MalformedBeamException e) {
            return false;
        }
    }

    private static void disassemble(BeamFile file) {
        try {
            Disassembler.disassemble(file);
        } catch (MalformedBeamException e) {
            assertTrue(e.getMessage().contains(e.chunk()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample.beam", "older.beam"})
    void everyByteChanged(String name) {
        byte[] original = Samples.bytes(name);
        assertTrue(use(original));
        int refused = 0;
        for (int at = 0; at < original.length; at++) {
            byte[] damaged = original.clone();
            for (int bit = 0; bit < 8; bit++) {
                damaged[at] = (byte) (original[at] ^ 1 << bit);
                refused += use(damaged) ? 0 : 1;
            }
            for (int value : new int[] {0, 0xf8, 0xff}) {
                damaged[at] = (byte) value;
                refused += use(damaged) ? 0 : 1;
            }
        }
        assertTrue(refused > original.length, "damage is hardly ever noticed: " + refused);
    }

    @Test
    void everyLength() {
        for (int length = 0; length < Samples.SAMPLE.length; length++) {
            assertTrue(!use(Arrays.copyOf(Samples.SAMPLE, length)), "cut at " + length);
        }
    }

    @Property(tries = 500)
    void randomDamage(@ForAll @IntRange(max = 1 << 16) int seed, @ForAll @IntRange(min = 1, max = 12) int bytes) {
        java.util.Random random = new java.util.Random(seed);
        byte[] damaged = (seed & 1) == 0 ? Samples.SAMPLE.clone() : Samples.OLDER.clone();
        for (int i = 0; i < bytes; i++) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        use(damaged);
    }

    @Property(tries = 500)
    void randomCode(@ForAll byte[] code) {
        CompactWriter out = new CompactWriter();
        for (int number : new int[] {16, 0, 180, 30, 1}) {
            out.i32(number);
        }
        byte[] original = Samples.sample().chunks().find("Code").orElseThrow().toByteArray();
        int keep = Math.floorMod(Arrays.hashCode(code), original.length - 20);
        out.raw(original, 20, keep);
        out.raw(code, 0, code.length);
        out.u8(3);
        BeamChunks chunks = BeamWriter.replace(Samples.sample().chunks(), Chunk.of("Code", out.toByteArray()));
        use(BeamWriter.write(chunks));
    }
}
