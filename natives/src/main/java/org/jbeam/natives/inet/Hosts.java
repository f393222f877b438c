package org.jbeam.natives.inet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jbeam.natives.LibC;
import org.jbeam.natives.PosixException;

/** Requests that are about the machine rather than a socket: its name, its interfaces, the names of services. */
final class Hosts {
    private static final int MAX_NAME = 256;
    private static final int PORT_AT = 16;

    private Hosts() {}

    /** Serves a request; the first two need an open socket. */
    static byte[] request(int request, ByteBuffer in, boolean isOpen) throws PosixException, RequestRefused {
        return switch (request) {
            case InetCodes.HOST_NAME -> hostName(in);
            case InetCodes.SERVICE_BY_NAME -> serviceByName(in);
            case InetCodes.SERVICE_BY_PORT -> serviceByPort(in);
            case InetCodes.INTERFACE_NAMES, InetCodes.INTERFACES, InetCodes.GET_INTERFACE, InetCodes.SET_INTERFACE -> {
                if (!isOpen) {
                    throw new RequestRefused(RequestRefused.BAD_PORT);
                }
                yield Interfaces.request(request, in);
            }
            default -> throw new RequestRefused(RequestRefused.BAD_PORT);
        };
    }

    private static byte[] hostName(ByteBuffer in) throws PosixException, RequestRefused {
        if (in.hasRemaining()) {
            throw RequestRefused.invalid();
        }
        try (Scratch s = Scratch.take()) {
            long result = LibC.raw(s.state, "gethostname", s.small.address(), MAX_NAME, 0, 0, 0, 0);
            if (result < 0) {
                throw new PosixException((int) -result);
            }
            return text(s.small.asSlice(0, MAX_NAME));
        }
    }

    /** The bytes up to a zero. */
    static byte[] text(MemorySegment segment) {
        byte[] all = segment.toArray(ValueLayout.JAVA_BYTE);
        int end = 0;
        while (end < all.length && all[end] != 0) {
            end++;
        }
        return Arrays.copyOf(all, end);
    }

    private static String counted(ByteBuffer in) throws RequestRefused {
        int length = in.get() & 0xff;
        if (length > in.remaining()) {
            throw RequestRefused.invalid();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] serviceByName(ByteBuffer in) throws RequestRefused {
        String name = counted(in);
        String protocol = counted(in);
        // the C library's answer stands in memory of its own: nobody else may ask meanwhile
        synchronized (Hosts.class) {
            MemorySegment entry = service("getservbyname", name, protocol, 0);
            int port = Short.toUnsignedInt(Short.reverseBytes((short) entry.get(ValueLayout.JAVA_INT, PORT_AT)));
            return ByteBuffer.allocate(2).putShort((short) port).array();
        }
    }

    private static byte[] serviceByPort(ByteBuffer in) throws RequestRefused {
        short port = in.getShort();
        String protocol = counted(in);
        synchronized (Hosts.class) {
            MemorySegment entry = service("getservbyport", null, protocol, Short.toUnsignedInt(Short.reverseBytes(port)));
            long name = entry.get(ValueLayout.JAVA_LONG, 0);
            return text(view(name, MAX_NAME));
        }
    }

    private static MemorySegment service(String function, String name, String protocol, int port) throws RequestRefused {
        try (Scratch s = Scratch.take()) {
            put(s.small, PORT_AT, protocol);
            if (name != null) {
                put(s.data, 0, name);
            }
            long entry = LibC.raw(s.state, function, name == null ? port : s.data.address(), s.small.address() + PORT_AT, 0, 0, 0, 0);
            if (entry == 0) {
                throw RequestRefused.invalid();
            }
            return view(entry, MAX_NAME);
        }
    }

    private static void put(MemorySegment to, long at, String text) {
        byte[] bytes = (text + '\0').getBytes(StandardCharsets.ISO_8859_1);
        MemorySegment.copy(bytes, 0, to, ValueLayout.JAVA_BYTE, at, bytes.length);
    }

    @SuppressWarnings("restricted")
    private static MemorySegment view(long address, int size) {
        return MemorySegment.ofAddress(address).reinterpret(size);
    }
}
