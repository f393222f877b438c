package org.jbeam.vm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Debian packages: an {@code ar} archive whose member {@code data.tar.*} holds the files.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/deb.5.html">deb(5)</a>
 */
final class DebArchive {
    private static final int ANY_EXECUTE = 0111;
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwx------");

    private DebArchive() {}

    /**
     * Unpacks the files under one folder of a package into another folder. Links that lead out of that folder are left out.
     *
     * @param folder the folder in the package, without slashes at its ends
     * @throws IOException the package is damaged, or the target cannot be written
     */
    static void unpack(Path deb, String folder, Path target) throws IOException {
        try (ArArchiveInputStream members = new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(deb)))) {
            for (ArArchiveEntry member = members.getNextEntry(); member != null; member = members.getNextEntry()) {
                if (member.getName().startsWith("data.tar")) {
                    unpackMember(deb, member.getName(), members, folder, target);
                    return;
                }
            }
        }
        throw new IOException(deb.getFileName() + " holds no files");
    }

    private static void unpackMember(Path deb, String name, InputStream member, String folder, Path target) throws IOException {
        switch (name) {
            case "data.tar" -> unpackTar(member, folder, target);
            case "data.tar.xz" -> unpackTar(new XZCompressorInputStream(member), folder, target);
            case "data.tar.gz" -> unpackTar(new GzipCompressorInputStream(member), folder, target);
            default -> unpackWithDpkg(deb, folder, target);
        }
    }

    /** Other compressions (zstd) by Debian's own program, which stands wherever {@code apt-get} does. */
    private static void unpackWithDpkg(Path deb, String folder, Path target) throws IOException {
        Process dpkg = new ProcessBuilder("dpkg-deb", "--fsys-tarfile", deb.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (InputStream tar = dpkg.getInputStream()) {
            unpackTar(tar, folder, target);
        } finally {
            dpkg.destroy();
        }
    }

    private static void unpackTar(InputStream tar, String folder, Path target) throws IOException {
        // not closed: closing would end the archive around it
        TarArchiveInputStream entries = new TarArchiveInputStream(new BufferedInputStream(tar));
        String prefix = "./" + folder + "/";
        for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            if (entry.getName().startsWith(prefix) && entry.getName().length() > prefix.length()) {
                unpackEntry(entry, entries, inside(target, target.resolve(entry.getName().substring(prefix.length()))), prefix, target);
            }
        }
    }

    private static void unpackEntry(TarArchiveEntry entry, InputStream content, Path to, String prefix, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(to);
        } else if (entry.isSymbolicLink()) {
            Path link = Path.of(entry.getLinkName());
            if (!link.isAbsolute() && to.resolveSibling(link).normalize().startsWith(target)) {
                Files.createDirectories(to.getParent());
                Files.createSymbolicLink(to, link);
            }
        } else if (entry.isLink()) {
            Files.copy(inside(target, target.resolve(entry.getLinkName().substring(prefix.length()))), to, StandardCopyOption.REPLACE_EXISTING);
        } else if (entry.isFile()) {
            Files.createDirectories(to.getParent());
            Files.copy(content, to, StandardCopyOption.REPLACE_EXISTING);
            if ((entry.getMode() & ANY_EXECUTE) != 0) {
                Files.setPosixFilePermissions(to, EXECUTABLE);
            }
        }
    }

    private static Path inside(Path target, Path path) throws IOException {
        Path normal = path.normalize();
        if (!normal.startsWith(target)) {
            throw new IOException("a file name leads out of the package: " + path);
        }
        return normal;
    }
}
