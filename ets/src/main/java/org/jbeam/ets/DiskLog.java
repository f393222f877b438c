package org.jbeam.ets;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jbeam.ets.TableFileException.Reason;

/**
 * A halt log of OTP's {@code disk_log} in its internal format: 4 bytes of magic, 4 of state, then items of a size (4 bytes, big-endian), a magic
 * number and the bytes; items of 65,528 bytes and more have the MD5 of their size (its 4 bytes) before the bytes. Logs of very old
 * versions have another magic number and never an MD5.
 */
final class DiskLog {
    private static final int LOG = 0x01020304;
    private static final int OPENED = 0x06070809;
    private static final int CLOSED = 0x63584d0b;
    private static final int OLD_ITEM = 0x0c212c37;
    private static final int ITEM = 0x62574c41;
    private static final int LARGE = 65528;
    private static final int MD5_BYTES = 16;
    private static final int STATE_AT = 4;

    private DiskLog() {}

    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    private static byte[] sum(int size) {
        return md5().digest(ByteBuffer.allocate(Integer.BYTES).putInt(size).array());
    }

    /** Writes a log; it counts as closed only when {@link #close} has gone well. */
    static final class Writer implements AutoCloseable {
        private final Path path;
        private final DataOutputStream out;

        Writer(Path path) throws IOException {
            this.path = path;
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path)));
            out.writeInt(LOG);
            out.writeInt(OPENED);
        }

        void item(byte[] bytes) throws IOException {
            out.writeInt(bytes.length);
            out.writeInt(ITEM);
            if (bytes.length >= LARGE) {
                out.write(sum(bytes.length));
            }
            out.write(bytes);
        }

        @Override
        public void close() throws IOException {
            out.close();
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                file.seek(STATE_AT);
                file.writeInt(CLOSED);
            }
        }
    }

    /** Reads a log that was closed. */
    static final class Reader implements AutoCloseable {
        private final DataInputStream in;
        private long left;

        Reader(Path path) throws IOException {
            left = Files.size(path);
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)));
            try {
                if (left < 2 * Integer.BYTES || in.readInt() != LOG) {
                    throw bad("no log file");
                }
                int state = in.readInt();
                if (state != CLOSED) {
                    throw state == OPENED ? new TableFileException(Reason.NEED_REPAIR, "the log was not closed") : bad("no log file");
                }
            } catch (IOException e) {
                in.close();
                throw e;
            }
            left -= 2 * Integer.BYTES;
        }

        private static TableFileException bad(String what) {
            return new TableFileException(Reason.BADFILE, what);
        }

        /** The next item, or null at the end. */
        byte[] item() throws IOException {
            if (left == 0) {
                return null;
            }
            if (left < 2 * Integer.BYTES) {
                throw bad("an item is cut off");
            }
            int size = in.readInt();
            int magic = in.readInt();
            boolean summed = magic == ITEM && size >= LARGE;
            left -= 2 * Integer.BYTES + (summed ? MD5_BYTES : 0);
            if (magic != ITEM && magic != OLD_ITEM || size < 0 || size > left) {
                throw bad("no item, or one that is cut off");
            }
            if (summed && !Arrays.equals(in.readNBytes(MD5_BYTES), sum(size))) {
                throw bad("an item is damaged");
            }
            left -= size;
            byte[] bytes = in.readNBytes(size);
            if (bytes.length < size) {
                throw bad("an item is cut off");
            }
            return bytes;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
