package org.jbeam.translator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Translated modules on disk, so that a later run does not translate them again. A file for each, in the folder {@code jbeam/code} of the user's
 * caches; what it holds is only used when it was made of the same bytes, by the same build of jbeam, with the same options, on the same Java.
 *
 * <p>A file is written under another name and then renamed, so that readers see all of it or nothing, whatever else runs at the time. A damaged file
 * counts as none. The folder has to belong to the user who runs this, with no rights for others; there is no cache otherwise. No trouble with the
 * cache is an error of the program: it runs as it would without one.
 */
public final class CodeCache {
    /** No cache: nothing is found and nothing kept. */
    public static final CodeCache NONE = new CodeCache(null, "");
    /** The name of the environment variable that switches the cache off with {@code off}, or names another folder. */
    public static final String VARIABLE = "JBEAM_CODE_CACHE";

    /** Kept at most, in bytes; the files that were used longest ago go. */
    static final long MAX_BYTES = 512L << 20;
    private static final long MAGIC = 0x6a6265616d000001L;
    private static final int HEADER = 8 + 8 + 4 + 4;
    /** One of so many writes looks how much there is; the first does. */
    private static final int CHECK_EVERY = 256;
    private static final Duration FRESH = Duration.ofHours(12);
    private static final Duration ABANDONED = Duration.ofHours(1);
    private static final String TEMPORARY = ".new";
    private static final System.Logger LOG = System.getLogger(CodeCache.class.getName());

    private final Path folder;
    private final String build;
    private final long maxBytes;
    private final AtomicInteger writes = new AtomicInteger();

    private CodeCache(Path folder, String build) {
        this(folder, build, MAX_BYTES);
    }

    CodeCache(Path folder, String build, long maxBytes) {
        this.folder = folder;
        this.build = build;
        this.maxBytes = maxBytes;
    }

    /**
     * The cache that these environment variables ask for: the folder named by {@value #VARIABLE}, else {@code $XDG_CACHE_HOME/jbeam/code}, else
     * {@code ~/.cache/jbeam/code}; {@link #NONE} when it is switched off, or the folder cannot be made or is not ours alone.
     */
    public static CodeCache of(Map<String, String> env) {
        String wanted = env.getOrDefault(VARIABLE, "");
        if (wanted.equals("off")) {
            return NONE;
        }
        Path folder = folder(wanted, env);
        return folder == null ? NONE : open(folder, CodeCacheKey.build(), MAX_BYTES);
    }

    private static Path folder(String wanted, Map<String, String> env) {
        if (!wanted.isEmpty()) {
            return Path.of(wanted);
        }
        String caches = env.getOrDefault("XDG_CACHE_HOME", "");
        if (!caches.isEmpty() && Path.of(caches).isAbsolute()) {
            return Path.of(caches, "jbeam", "code");
        }
        String home = env.getOrDefault("HOME", "");
        return home.isEmpty() ? null : Path.of(home, ".cache", "jbeam", "code");
    }

    /** The cache in this folder, for a build of jbeam; {@link #NONE} when the folder does not serve. */
    static CodeCache open(Path folder, String build, long maxBytes) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder.toAbsolutePath().getParent());
                CodeCacheKey.makePrivate(folder);
            }
            if (CodeCacheKey.isPrivate(folder)) {
                return new CodeCache(folder, build, maxBytes);
            }
            LOG.log(System.Logger.Level.DEBUG, "{0} is not the user''s alone: modules are not cached", folder);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.log(System.Logger.Level.DEBUG, () -> "modules are not cached in " + folder, e);
        }
        return NONE;
    }

    /** What an earlier run of the same build kept under this name, or null. */
    public byte[] find(String name) {
        return folder == null ? null : read(CodeCacheKey.of(name, build), 0);
    }

    /** Keeps these bytes under a name, for later runs of the same build, if there is a way to. */
    public void store(String name, byte[] bytes) {
        if (folder != null) {
            write(CodeCacheKey.of(name, build), 0, bytes);
        }
    }

    /** What an earlier run made of this file, or null. */
    CodeCacheImage find(byte[] file, String className, TranslatorOptions options) {
        if (folder == null) {
            return null;
        }
        long key = CodeCacheKey.of(file, build, className, options);
        byte[] image = read(key, file.length);
        try {
            return image == null ? null : CodeCacheReader.read(image);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            LOG.log(System.Logger.Level.DEBUG, () -> "not to be used: " + path(key), e);
            return null;
        }
    }

    /** Keeps what was made of this file, if there is a way to. */
    void store(byte[] file, TranslatorOptions options, CodeCacheImage image) {
        if (folder != null) {
            write(CodeCacheKey.of(file, build, image.className(), options), file.length, CodeCacheWriter.write(image));
        }
    }

    private byte[] read(long key, int fileLength) {
        Path path = path(key);
        try {
            byte[] content = checked(Files.readAllBytes(path), key, fileLength);
            if (content != null) {
                touch(path);
            }
            return content;
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, () -> "cannot be read: " + path, e);
            return null;
        }
    }

    private void write(long key, int fileLength, byte[] content) {
        try {
            Path made = Files.createTempFile(folder, "", TEMPORARY);
            try {
                Files.write(made, entry(content, key, fileLength));
                Files.move(made, path(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(made);
            }
            if (writes.getAndIncrement() % CHECK_EVERY == 0) {
                evict();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, () -> "not kept: " + path(key), e);
        }
    }

    private Path path(long key) {
        return folder.resolve(Long.toHexString(key) + ".code");
    }

    private static byte[] entry(byte[] content, long key, int fileLength) {
        ByteBuffer entry = ByteBuffer.allocate(HEADER + content.length);
        entry.putLong(MAGIC).putLong(key).putInt(fileLength).putInt(0).put(content);
        return entry.putInt(HEADER - 4, checksum(entry.array())).array();
    }

    private static byte[] checked(byte[] entry, long key, int fileLength) {
        ByteBuffer in = ByteBuffer.wrap(entry);
        if (entry.length < HEADER || in.getLong() != MAGIC || in.getLong() != key || in.getInt() != fileLength || in.getInt() != checksum(entry)) {
            return null;
        }
        return java.util.Arrays.copyOfRange(entry, HEADER, entry.length);
    }

    /** Of all but itself. */
    private static int checksum(byte[] entry) {
        CRC32C sum = new CRC32C();
        sum.update(entry, 0, HEADER - 4);
        sum.update(entry, HEADER, entry.length - HEADER);
        return (int) sum.getValue();
    }

    /** Notes the use, but not each time. */
    private static void touch(Path path) throws IOException {
        Instant now = Instant.now();
        if (Files.getLastModifiedTime(path).toInstant().isBefore(now.minus(FRESH))) {
            Files.setLastModifiedTime(path, FileTime.from(now));
        }
    }

    private record Kept(Path path, long bytes, FileTime used) {}

    /** Deletes what is too much, down to three quarters of what there may be, and what a killed run left behind. */
    private void evict() throws IOException {
        FileTime abandoned = FileTime.from(Instant.now().minus(ABANDONED));
        List<Kept> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.map(CodeCache::kept).filter(k -> k.bytes >= 0).sorted(Comparator.comparing(Kept::used)).toList();
        }
        long bytes = files.stream().mapToLong(Kept::bytes).sum();
        long wanted = bytes > maxBytes ? maxBytes / 4 * 3 : bytes;
        for (Kept k : files) {
            boolean left = k.path.toString().endsWith(TEMPORARY) && k.used.compareTo(abandoned) < 0;
            if (left || bytes > wanted) {
                Files.deleteIfExists(k.path);
                bytes -= k.bytes;
            }
        }
    }

    /** Of −1 bytes when it has gone meanwhile. */
    private static Kept kept(Path path) {
        try {
            return new Kept(path, Files.size(path), Files.getLastModifiedTime(path));
        } catch (IOException e) {
            return new Kept(path, -1, FileTime.fromMillis(0));
        }
    }
}
