package org.jbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OTP's compiler, run by both VMs in one folder, makes the same files. */
class CompilerTest {
    private static final int HEADER_BYTES = 12;

    @Test
    void theBenchmarksCompileToTheSameChunks(@TempDir Path folder) throws Exception {
        Files.copy(Vm.ROOT.resolve("benchmarks/jb_bench.erl"), folder.resolve("jb_bench.erl"));
        Map<String, byte[]> expected = chunks(compile(Vm.oracle(), folder, "jb_bench"));
        Map<String, byte[]> actual = chunks(compile(Vm.jbeam(), folder, "jb_bench"));
        assertEquals(new ArrayList<>(expected.keySet()), new ArrayList<>(actual.keySet()));
        expected.forEach((name, bytes) -> assertArrayEquals(bytes, actual.get(name), () -> "chunk " + name));
    }

    private static byte[] compile(Vm vm, Path folder, String module) throws Exception {
        Path beam = folder.resolve(module + ".beam");
        Files.deleteIfExists(beam);
        Vm.Result result = vm.in(folder).run("-noshell", "-eval", "{ok, _} = compile:file(\"" + module + "\"), halt(0).");
        assertEquals(0, result.status(), result.out() + result.err());
        assertTrue(Files.exists(beam), result.out() + result.err());
        return Files.readAllBytes(beam);
    }

    /** The chunks of a file in their order; a name that stands twice fails. */
    private static Map<String, byte[]> chunks(byte[] file) {
        Map<String, byte[]> chunks = new LinkedHashMap<>();
        ByteBuffer bytes = ByteBuffer.wrap(file).position(HEADER_BYTES);
        while (bytes.hasRemaining()) {
            byte[] name = new byte[4];
            bytes.get(name);
            byte[] data = new byte[bytes.getInt()];
            bytes.get(data);
            bytes.position(Math.min(bytes.limit(), (bytes.position() + 3) & ~3));
            assertEquals(null, chunks.put(new String(name, StandardCharsets.ISO_8859_1), data));
        }
        return chunks;
    }
}
