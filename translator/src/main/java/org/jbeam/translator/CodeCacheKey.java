package org.jbeam.translator;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** By what cached code is found again, and whom it has to belong to. */
final class CodeCacheKey {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    /** A jar's list of files, with their checksums, stands at its end. */
    private static final int DIRECTORY_END = 22;
    private static final int DIRECTORY_END_SIGNATURE = 0x06054b50;

    /** Two sums of 32 bits that have nothing to do with each other; both are instructions of the processor. */
    private final CRC32 one = new CRC32();
    private final CRC32C two = new CRC32C();

    private CodeCacheKey() {}

    /** Of the bytes of a {@code .beam} file, the build of jbeam, and how it translates. */
    static long of(byte[] file, String build, String className, TranslatorOptions options) {
        return new CodeCacheKey().add(file).add(build).add(className).add(options.toString()).value();
    }

    /** Of what is kept under a name. */
    static long of(String name, String build) {
        return new CodeCacheKey().add(name).add(build).value();
    }

    /** Tells one build of jbeam on one Java from any other: by the content of the jars on the class path, and the times of what is not in a jar. */
    static String build() {
        return build(System.getProperty("java.class.path", "") + File.pathSeparator + System.getProperty("jdk.module.path", ""));
    }

    static String build(String path) {
        CodeCacheKey key = new CodeCacheKey().add(Runtime.version().toString()).add(System.getProperty("java.vm.vendor", ""));
        for (String entry : path.split(File.pathSeparator)) {
            if (entry.isEmpty()) {
                continue;
            }
            try {
                key.addPlace(Path.of(entry));
            } catch (IOException e) {
                key.add(entry);
            }
        }
        return Long.toHexString(key.value());
    }

    private void addPlace(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            List<Path> files;
            try (Stream<Path> all = Files.walk(place)) {
                files = all.filter(p -> p.toString().endsWith(".class")).sorted(Comparator.naturalOrder()).toList();
            }
            for (Path p : files) {
                BasicFileAttributes a = Files.readAttributes(p, BasicFileAttributes.class);
                add(p + " " + a.size() + " " + a.lastModifiedTime());
            }
        } else {
            addJar(place);
        }
    }

    private void addJar(Path jar) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(jar.toFile(), "r")) {
            byte[] end = new byte[DIRECTORY_END];
            long size = in.length();
            in.seek(Math.max(0, size - end.length));
            in.readFully(end);
            java.nio.ByteBuffer fields = java.nio.ByteBuffer.wrap(end).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            long bytes = fields.getInt(12) & 0xffff_ffffL;
            long at = fields.getInt(16) & 0xffff_ffffL;
            if (fields.getInt(0) != DIRECTORY_END_SIGNATURE || at + bytes + end.length != size) {
                add(jar + " " + size + " " + Files.getLastModifiedTime(jar));
                return;
            }
            byte[] directory = new byte[(int) bytes];
            in.seek(at);
            in.readFully(directory);
            add(directory);
        }
    }

    private CodeCacheKey add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return add(bytes).add(new byte[] {0, (byte) bytes.length});
    }

    private CodeCacheKey add(byte[] bytes) {
        one.update(bytes);
        two.update(bytes);
        return this;
    }

    private long value() {
        return one.getValue() << 32 | two.getValue();
    }

    /** Makes a folder that is the user's alone. */
    static void makePrivate(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER));
        } catch (java.nio.file.FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** Is this a folder, no link, that the user who runs this owns, and that no one else may use? */
    static boolean isPrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
        return OWNER.containsAll(rights) && Files.getAttribute(folder, "unix:uid").equals(me());
    }

    /** The user's number: that of the process' entry in /proc, else of the home folder's owner. */
    private static Object me() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.getAttribute(Files.exists(self) ? self : Path.of(System.getProperty("user.home")), "unix:uid");
    }
}
