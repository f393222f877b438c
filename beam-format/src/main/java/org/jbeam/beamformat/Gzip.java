package org.jbeam.beamformat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Inflates compressed files up to a limit. */
final class Gzip {
    private Gzip() {}

    static byte[] inflate(byte[] file) {
        if (file.length < 2 || file[0] != 0x1f || file[1] != (byte) 0x8b) {
            return file;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
            byte[] content = in.readNBytes(BeamLimits.MAX_FILE_BYTES);
            if (in.read() >= 0) {
                throw new MalformedBeamException("file", 0, "more than " + BeamLimits.MAX_FILE_BYTES + " bytes");
            }
            return content;
        } catch (IOException e) {
            throw new MalformedBeamException("file", 0, "does not inflate: " + e.getMessage());
        }
    }
}
