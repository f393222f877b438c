package org.jbeam.beamformat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Inflates compressed files up to a limit. */
final class Gzip {
    private Gzip() {}

    static byte[] inflate(byte[] file) {
        if (file.length < 2 || file[0] != 0x1f || file[1] != (byte) 0x8b) {
            return file;
        }
        try (InputStream in = GzipCompressorInputStream.builder()
                .setInputStream(new ByteArrayInputStream(file)).setDecompressConcatenated(true).get()) {
            return all(in, "file");
        } catch (IOException e) {
            throw new MalformedBeamException("file", 0, "does not inflate: " + e.getMessage());
        }
    }

    /**
     * What a stream holds.
     *
     * @throws MalformedBeamException above {@link BeamLimits#MAX_FILE_BYTES} bytes, naming {@code what}
     */
    static byte[] all(InputStream in, String what) throws IOException {
        byte[] content = in.readNBytes(BeamLimits.MAX_FILE_BYTES);
        if (in.read() >= 0) {
            throw new MalformedBeamException(what, 0, "more than " + BeamLimits.MAX_FILE_BYTES + " bytes");
        }
        return content;
    }
}
