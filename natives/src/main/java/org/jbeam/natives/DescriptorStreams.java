package org.jbeam.natives;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Streams over descriptors of the operating system. Through the C library, which tells why something failed. Closing does nothing. */
final class DescriptorStreams {
    private DescriptorStreams() {}

    /** What can be read from a descriptor. */
    static InputStream input(int fd) {
        return new Input(fd);
    }

    /** What is written to a descriptor. */
    static OutputStream output(int fd) {
        return new Output(fd);
    }

    /** What the operating system said against reading or writing. */
    @SuppressWarnings("serial") // never written
    static final class Failure extends IOException {
        private final int errno;

        Failure(PosixException e) {
            super(e.getMessage());
            this.errno = e.errno();
        }

        int errno() {
            return errno;
        }
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
                throw new Failure(e);
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
                throw new Failure(e);
            }
        }
    }
}
