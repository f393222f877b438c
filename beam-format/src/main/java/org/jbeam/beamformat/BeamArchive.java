package org.jbeam.beamformat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A code archive, {@code application.ez}: a zip file with an application's folders, from which OTP loads code as if they were folders. Escripts
 * with an archive inside are read, too. The whole file is in memory; entries are inflated when asked for. Any number of threads may share one.
 *
 * <pre>{@code
 * BeamArchive archive = BeamArchive.of(Files.readAllBytes(Path.of("application.ez")));
 * BeamFile file = BeamFile.parse(archive.find("application/ebin/module.beam").orElseThrow());
 * }</pre>
 *
 * <p>Source: OTP documentation, "Loading of Code From Archive Files" ({@code code}).
 */
public final class BeamArchive {
    private final byte[] bytes;
    private final List<String> names;

    private BeamArchive(byte[] bytes, List<String> names) {
        this.bytes = bytes;
        this.names = Collections.unmodifiableList(names);
    }

    /**
     * Reads an archive's table of contents. The array is kept and must not change any more.
     *
     * @throws MalformedBeamException no zip file, a damaged one, or one of more than {@link BeamLimits#MAX_ARCHIVE_ENTRIES} entries
     */
    public static BeamArchive of(byte[] bytes) {
        try (ZipFile zip = open(bytes)) {
            List<String> names = new ArrayList<>();
            for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                if (names.size() == BeamLimits.MAX_ARCHIVE_ENTRIES) {
                    throw new MalformedBeamException("archive", 0, "more than " + BeamLimits.MAX_ARCHIVE_ENTRIES + " entries");
                }
                if (!entry.isDirectory()) {
                    names.add(entry.getName());
                }
            }
            return new BeamArchive(bytes, names);
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    /** The paths of all files in it, folders left out, separated by {@code /}, in the order in which they stand there. */
    public List<String> names() {
        return names;
    }

    /**
     * A file's content, not yet {@linkplain BeamFile#gunzip(byte[]) unzipped} where it is itself compressed; empty when there is no such file.
     *
     * @param name its path, as of {@link #names()}
     * @throws MalformedBeamException a damaged entry, or one above {@link BeamLimits#MAX_FILE_BYTES} bytes
     */
    public Optional<byte[]> find(String name) {
        try (ZipFile zip = open(bytes)) {
            ZipArchiveEntry entry = zip.getEntry(name);
            if (entry == null || entry.isDirectory()) {
                return Optional.empty();
            }
            if (entry.getMethod() != ZipEntry.STORED && entry.getMethod() != ZipEntry.DEFLATED) {
                throw new MalformedBeamException("archive", 0, name + " is packed in a way that OTP does not read: " + entry.getMethod());
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return Optional.of(Gzip.all(in, "archive"));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    private static ZipFile open(byte[] bytes) throws IOException {
        return ZipFile.builder().setByteArray(bytes).setIgnoreLocalFileHeader(true).get();
    }

    private static MalformedBeamException damaged(Exception cause) {
        return new MalformedBeamException("archive", 0, "cannot be read: " + cause.getMessage());
    }
}
