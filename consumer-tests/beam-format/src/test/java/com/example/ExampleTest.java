package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.jbeam.beamformat.BeamFile;
import org.junit.jupiter.api.Test;

class ExampleTest {
    private static final Path SAMPLE = Path.of("../../beam-format/src/test/resources/org/jbeam/beamformat/sample.beam");

    @Test
    void theReadmeIsTrue() throws IOException {
        StringBuilder out = new StringBuilder();
        byte[] small = Example.strip(SAMPLE, out);
        assertTrue(out.toString().startsWith("sample"), out.toString());
        assertTrue(out.toString().contains("{function, h, 3, "), out.toString());
        assertEquals("sample", BeamFile.parse(small).module().name());
    }
}
