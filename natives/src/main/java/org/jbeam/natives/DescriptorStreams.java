package org.jbeam.natives;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Streams over descriptors of the operating system. Java knows 0 to 2; others go through the C library. Closing does nothing. */
final class DescriptorStreams {
    private DescriptorStreams() {}

    /** What can be read from a descriptor. */
    static InputStream input(int fd) {
        return fd == 0 ? new FileInputStream(FileDescriptor.in) : new Input(fd);
    }

    /** What is written to a descriptor. */
    static OutputStream output(int fd) {
        return switch (fd) {
            case 1 -> new FileOutputStream(FileDescriptor.out);
            case 2 -> new FileOutputStream(FileDescriptor.err);
            default -> new Output(fd);
        };
    }

    private static IOException failed(PosixException e) {
        return new IOException(e.getMessage());
    }

    private static final class Input extends InputStream {
        private final int fd;

        Input(int fd) {
            this.fd = fd;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment buffer = arena.allocate(length);
                int count = (int) LibC.callLong(arena, "read", -1, fd, buffer.address(), length, 0);
                MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, target, from, count);
                return count == 0 ? -1 : count;
            } catch (PosixException e) {
                throw failed(e);
            }
        }
    }

    private static final class Output extends OutputStream {
        private final int fd;

        Output(int fd) {
            this.fd = fd;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int from, int length) throws IOException {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment buffer = arena.allocate(Math.max(1, length));
                MemorySegment.copy(source, from, buffer, ValueLayout.JAVA_BYTE, 0, length);
                int done = 0;
                while (done < length) {
                    done += (int) LibC.callLong(arena, "write", -1, fd, buffer.address() + done, length - done, 0);
                }
            } catch (PosixException e) {
                throw failed(e);
            }
        }
    }
}
