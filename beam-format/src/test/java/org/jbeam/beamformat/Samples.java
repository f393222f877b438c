package org.jbeam.beamformat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The checked-in files; {@code generate.sh} beside them makes them. */
final class Samples {
    static final byte[] SAMPLE = bytes("sample.beam");
    static final byte[] OLDER = bytes("older.beam");

    private Samples() {}

    static byte[] bytes(String name) {
        try (InputStream in = Samples.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8).lines().toList();
    }

    static BeamFile sample() {
        return BeamFile.parse(SAMPLE);
    }
}
