package org.jbeam.natives;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Term;

/**
 * A file's path as bytes, as the operating system has it. The names that Java takes are text in the encoding of the locale, so that not
 * every name can be
 * given to it; a file URI can hold any bytes, and is the way round that.
 */
final class FilePath {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final byte[] given;
    private final byte[] absolute;

    private FilePath(byte[] given, byte[] absolute) {
        this.given = given;
        this.absolute = absolute;
    }

    /**
     * The path that a binary holds, zero bytes at its end.
     *
     * @param folder where relative paths begin, absolute
     * @throws PosixException einval, when it is no such binary
     */
    static FilePath of(Term name, byte[] folder) throws PosixException {
        if (!(name instanceof Bitstring b) || !b.isBinary()) {
            throw new PosixException(Errno.EINVAL);
        }
        byte[] bytes = b.toByteArray();
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        if (length == bytes.length) {
            throw new PosixException(Errno.EINVAL);
        }
        for (int i = length; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                throw new PosixException(Errno.EINVAL);
            }
        }
        return of(Arrays.copyOf(bytes, length), folder);
    }

    /** The path of these bytes. */
    static FilePath of(byte[] bytes, byte[] folder) {
        if (bytes.length == 0 || bytes[0] == '/') {
            return new FilePath(bytes, bytes);
        }
        boolean slash = folder[folder.length - 1] == '/';
        byte[] all = Arrays.copyOf(folder, folder.length + (slash ? 0 : 1) + bytes.length);
        if (!slash) {
            all[folder.length] = '/';
        }
        System.arraycopy(bytes, 0, all, all.length - bytes.length, bytes.length);
        return new FilePath(bytes, all);
    }

    /** The bytes as they were given. */
    byte[] given() {
        return given;
    }

    /** The bytes from the root on; none for the empty path. */
    byte[] absolute() {
        return absolute;
    }

    /** The absolute path as a string of C; its address. */
    long address(Arena arena) {
        return address(arena, absolute);
    }

    /** These bytes as a string of C; its address. */
    static long address(Arena arena, byte[] bytes) {
        return arena.allocateFrom(ValueLayout.JAVA_BYTE, Arrays.copyOf(bytes, bytes.length + 1)).address();
    }

    /** Can Java do with {@link #path()} what the operating system would: no slash at the end, which Java drops, and not empty? */
    boolean isPlain() {
        return absolute.length > 0 && (absolute[absolute.length - 1] != '/' || absolute.length == 1);
    }

    /** The path for Java's file functions. */
    Path path() {
        return path(absolute);
    }

    /** The path of absolute bytes. */
    static Path path(byte[] bytes) {
        if (isAscii(bytes)) {
            return Path.of(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        StringBuilder uri = new StringBuilder("file://");
        for (byte b : bytes) {
            boolean letter = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '/';
            if (letter) {
                uri.append((char) b);
            } else {
                HEX.toHexDigits(uri.append('%'), b);
            }
        }
        return Path.of(URI.create(uri.toString()));
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b <= 0) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of a path of Java's, made absolute unless {@code name} says that the last element alone is wanted. */
    static byte[] bytes(Path path, boolean name) {
        String text = (name ? path.getFileName() : path.toAbsolutePath()).toString();
        boolean ascii = text.chars().allMatch(c -> c < 128 && c != '?');
        if (ascii) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
        byte[] raw = unescape(path.toUri().getRawPath());
        int end = raw.length > 1 && raw[raw.length - 1] == '/' ? raw.length - 1 : raw.length;
        int start = 0;
        for (int i = 0; name && i < end; i++) {
            if (raw[i] == '/') {
                start = i + 1;
            }
        }
        return Arrays.copyOfRange(raw, start, end);
    }

    private static byte[] unescape(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                bytes.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(raw.charAt(i));
            }
        }
        return bytes.toByteArray();
    }
}
