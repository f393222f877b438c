package org.jbeam.natives.inet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Addresses as prim_inet writes them and as the operating system does. The first have a family byte, a port of 2 bytes and 4 or 16 bytes of address
 * (with flow and scope, 4 bytes each, where one is given to the driver); a local one has a length byte and a path.
 */
final class SocketAddress {
    static final int INET = 1;
    static final int INET6 = 2;
    static final int ANY = 3;
    static final int LOOPBACK = 4;
    static final int LOCAL = 5;
    private static final int UNSPECIFIED = 0;
    private static final int UNDEFINED = 6;
    private static final int INET_SIZE = 16;
    private static final int INET6_SIZE = 28;
    private static final int PATH_AT = 2;
    private static final int PATH_MAX = Numbers.LINUX ? 108 : 104;

    private SocketAddress() {}

    /** The system's number of one of prim_inet's families. */
    static int family(int code) throws RequestRefused {
        return switch (code) {
            case INET -> Numbers.AF_INET;
            case INET6 -> Numbers.AF_INET6;
            case LOCAL -> Numbers.AF_UNIX;
            default -> throw new RequestRefused("eafnosupport");
        };
    }

    /** prim_inet's number of one of the system's families. */
    static int code(int family) {
        return family == Numbers.AF_INET ? INET : family == Numbers.AF_INET6 ? INET6 : LOCAL;
    }

    /**
     * Reads an address, of the socket's own family where it is {@code any} or {@code loopback}.
     *
     * @param own the family of the socket
     * @return a socket address
     */
    static byte[] read(int own, ByteBuffer in) throws RequestRefused {
        if (!in.hasRemaining()) {
            throw RequestRefused.invalid();
        }
        int tag = in.get();
        if (tag != ANY && tag != LOOPBACK) {
            return read(family(tag), in, tag);
        }
        if (in.remaining() < 2 || own == Numbers.AF_UNIX) {
            throw RequestRefused.invalid();
        }
        byte[] ip = new byte[own == Numbers.AF_INET ? 4 : 16];
        short port = in.getShort();
        if (tag == LOOPBACK) {
            ip[ip.length - 1] = 1;
            ip[0] = (byte) (own == Numbers.AF_INET ? 127 : 0);
        }
        return own == Numbers.AF_INET ? inet(port, ip) : inet6(port, ip, 0, 0);
    }

    private static byte[] read(int family, ByteBuffer in, int tag) throws RequestRefused {
        switch (tag) {
            case INET -> {
                need(in, 6);
                return inet(in.getShort(), bytes(in, 4));
            }
            case INET6 -> {
                need(in, 26);
                return inet6(in.getShort(), bytes(in, 16), in.getInt(), in.getInt());
            }
            default -> {
                need(in, 1);
                int length = in.get() & 0xff;
                need(in, length);
                byte[] path = bytes(in, length);
                // an abstract name of Linux begins with 0 and needs none at its end
                boolean isAbstract = Numbers.LINUX && length > 0 && path[0] == 0;
                if (length + (isAbstract ? 0 : 1) > PATH_MAX) {
                    throw RequestRefused.invalid();
                }
                return start(family, PATH_AT + length).position(PATH_AT).put(path).array();
            }
        }
    }

    private static void need(ByteBuffer in, int count) throws RequestRefused {
        if (in.remaining() < count) {
            throw RequestRefused.invalid();
        }
    }

    private static byte[] bytes(ByteBuffer in, int count) {
        byte[] result = new byte[count];
        in.get(result);
        return result;
    }

    private static ByteBuffer start(int family, int size) {
        ByteBuffer address = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
        if (Numbers.LINUX) {
            return address.putShort((short) family);
        }
        return address.put((byte) size).put((byte) family);
    }

    private static byte[] inet(short port, byte[] ip) {
        return start(Numbers.AF_INET, INET_SIZE).order(ByteOrder.BIG_ENDIAN).putShort(port).put(ip).array();
    }

    private static byte[] inet6(short port, byte[] ip, int flow, int scope) {
        ByteBuffer address = start(Numbers.AF_INET6, INET6_SIZE).order(ByteOrder.BIG_ENDIAN).putShort(port);
        return address.order(ByteOrder.nativeOrder()).putInt(flow).put(ip).putInt(scope).array();
    }

    /** The address that ends the connection of a datagram socket. */
    static byte[] unspecified() {
        return start(Numbers.AF_UNSPEC, INET_SIZE).array();
    }

    /** The family of a socket address. */
    static int familyOf(byte[] address) {
        if (address.length < 2) {
            return Numbers.AF_UNSPEC;
        }
        return Numbers.LINUX ? ByteBuffer.wrap(address).order(ByteOrder.nativeOrder()).getShort() : address[1];
    }

    /** The port of an internet address; 0 for a local one. */
    static int port(byte[] address) {
        int family = familyOf(address);
        return family == Numbers.AF_INET || family == Numbers.AF_INET6 ? (address[2] & 0xff) << 8 | address[3] & 0xff : 0;
    }

    /** A socket address as prim_inet reads it. */
    static byte[] write(byte[] address) {
        int family = familyOf(address);
        if (family == Numbers.AF_INET && address.length >= INET_SIZE) {
            return join(INET, Arrays.copyOfRange(address, 2, 8));
        }
        if (family == Numbers.AF_INET6 && address.length >= INET6_SIZE) {
            byte[] result = new byte[19];
            result[0] = INET6;
            System.arraycopy(address, 2, result, 1, 2);
            System.arraycopy(address, 8, result, 3, 16);
            return result;
        }
        if (family == Numbers.AF_UNIX) {
            byte[] path = path(address);
            return join(LOCAL, join(path.length, path));
        }
        return new byte[] {(byte) (family == Numbers.AF_UNSPEC ? UNSPECIFIED : UNDEFINED)};
    }

    /** The path of a local address, without what ends it. */
    private static byte[] path(byte[] address) {
        int end = PATH_AT;
        while (end < address.length && address[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(address, PATH_AT, end == PATH_AT && Numbers.LINUX ? address.length : end);
    }

    private static byte[] join(int first, byte[] rest) {
        byte[] result = new byte[rest.length + 1];
        result[0] = (byte) first;
        System.arraycopy(rest, 0, result, 1, rest.length);
        return result;
    }
}
