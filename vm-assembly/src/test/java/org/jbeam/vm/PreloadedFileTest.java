package org.jbeam.vm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jbeam.beamformat.BeamChunks;
import org.jbeam.beamformat.BeamWriter;
import org.junit.jupiter.api.Test;

class PreloadedFileTest {
    /** What {@code beam_lib:strip_release/1} leaves of an OTP: all its files are compressed. */
    @Test
    void preloadedModulesMayBeCompressed() throws IOException {
        byte[] file = BeamWriter.write(BeamChunks.of(List.of()));
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(file);
        }
        assertArrayEquals(Machine.embedded(file), Machine.embedded(compressed.toByteArray()));
    }
}
