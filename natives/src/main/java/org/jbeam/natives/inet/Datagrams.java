package org.jbeam.natives.inet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jbeam.natives.Errno;
import org.jbeam.natives.LibC;

/** Datagrams in and out, with what comes beside the data where Linux' layout of messages is known. */
final class Datagrams {
    private static final int NAME_AT = 128;
    private static final int NAME_SIZE = 128;
    private static final int VECTOR_AT = 64;
    private static final int CONTROL_AT = 256;
    private static final int CONTROL_SIZE = 728;
    /** Offsets within {@code struct msghdr}. */
    private static final int M_NAME_LENGTH = 8;
    private static final int M_VECTOR = 16;
    private static final int M_VECTORS = 24;
    private static final int M_CONTROL = 32;
    private static final int M_CONTROL_LENGTH = 40;
    private static final int M_FLAGS = 48;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    /**
     * A datagram that has come.
     *
     * @param sender a socket address
     * @param beside what came beside the data
     */
    record Datagram(byte[] sender, byte[] data, List<Ancillary> beside) {}

    private int errno;

    /** The error of the last {@link #receive} that gave none. */
    int errno() {
        return errno;
    }

    /**
     * Reads a datagram, of which more than {@code most} bytes are lost; null when {@link #errno} says why not.
     *
     * @param ancillary what comes beside is wanted
     */
    Datagram receive(int fd, int most, boolean ancillary) {
        int length = Math.min(most, Scratch.DATA);
        try (Scratch s = Scratch.take()) {
            s.small.asSlice(NAME_AT, NAME_SIZE).fill((byte) 0);
            boolean message = ancillary && Numbers.LINUX;
            long n;
            do {
                n = message ? receiveMessage(s, fd, length) : receiveFrom(s, fd, length);
            } while (n == -Errno.EINTR);
            if (n < 0) {
                errno = (int) -n;
                return null;
            }
            int nameLength = Math.min(NAME_SIZE, s.small.get(INT, message ? M_NAME_LENGTH : 0));
            byte[] control = message ? bytes(s.small, CONTROL_AT, (int) s.small.get(LONG, M_CONTROL_LENGTH)) : new byte[0];
            return new Datagram(bytes(s.small, NAME_AT, nameLength), bytes(s.data, 0, (int) n), Ancillary.parse(control));
        }
    }

    private static byte[] bytes(MemorySegment from, long at, int length) {
        return from.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private static long receiveFrom(Scratch s, int fd, int length) {
        s.small.set(INT, 0, NAME_SIZE);
        return LibC.raw(s.state, "recvfrom", fd, s.data.address(), length, 0, s.small.address() + NAME_AT, s.small.address());
    }

    private static long receiveMessage(Scratch s, int fd, int length) {
        message(s, NAME_SIZE, length, CONTROL_SIZE);
        return LibC.raw(s.state, "recvmsg", fd, s.small.address(), 0, 0, 0, 0);
    }

    private static void message(Scratch s, int nameLength, int dataLength, int controlLength) {
        s.small.set(LONG, 0, nameLength == 0 ? 0 : s.small.address() + NAME_AT);
        s.small.set(LONG, M_NAME_LENGTH, nameLength);
        s.small.set(LONG, M_VECTOR, s.small.address() + VECTOR_AT);
        s.small.set(LONG, M_VECTORS, 1);
        s.small.set(LONG, M_CONTROL, s.small.address() + CONTROL_AT);
        s.small.set(LONG, M_CONTROL_LENGTH, controlLength);
        s.small.set(LONG, M_FLAGS, 0);
        s.small.set(LONG, VECTOR_AT, s.data.address());
        s.small.set(LONG, VECTOR_AT + Long.BYTES, dataLength);
    }

    /**
     * Sends a datagram.
     *
     * @param address where to, null on a connected socket
     * @param beside what goes beside the data
     * @return an error number, 0 for none
     */
    static int send(int fd, byte[] address, byte[] data, int from, int length, List<Ancillary> beside) {
        if (length > Scratch.DATA) {
            return Numbers.EMSGSIZE;
        }
        try (Scratch s = Scratch.take()) {
            MemorySegment.copy(data, from, s.data, ValueLayout.JAVA_BYTE, 0, length);
            int nameLength = address == null ? 0 : address.length;
            if (address != null) {
                MemorySegment.copy(address, 0, s.small, ValueLayout.JAVA_BYTE, NAME_AT, nameLength);
            }
            long n;
            do {
                n = beside.isEmpty() ? LibC.raw(s.state, "sendto", fd, s.data.address(), length, Numbers.MSG_NOSIGNAL,
                        address == null ? 0 : s.small.address() + NAME_AT, nameLength) : sendMessage(s, fd, nameLength, length, beside);
            } while (n == -Errno.EINTR);
            return n < 0 ? (int) -n : 0;
        }
    }

    private static long sendMessage(Scratch s, int fd, int nameLength, int length, List<Ancillary> beside) {
        int at = CONTROL_AT;
        for (Ancillary item : beside) {
            byte[] encoded = item.encode();
            MemorySegment.copy(encoded, 0, s.small, ValueLayout.JAVA_BYTE, at, encoded.length);
            at += encoded.length;
        }
        message(s, nameLength, length, at - CONTROL_AT);
        return LibC.raw(s.state, "sendmsg", fd, s.small.address(), Numbers.MSG_NOSIGNAL, 0, 0, 0);
    }
}
