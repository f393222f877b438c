package org.jbeam.natives.inet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jbeam.natives.LibC;
import org.jbeam.natives.PosixException;

/** The network interfaces of the machine, as {@code getifaddrs} lists them. */
final class Interfaces {
    private static final int ADDRESS = 1;
    private static final int BROADCAST = 2;
    private static final int DESTINATION = 3;
    private static final int MTU = 4;
    private static final int NETMASK = 5;
    private static final int FLAGS = 6;
    private static final int HARDWARE = 7;
    private static final int FAMILY_LINK = Numbers.LINUX ? 17 : 18;
    /** The system's flags, and prim_inet's. */
    private static final int[][] FLAG_NAMES = {{1, 1}, {2, 2}, {8, 4}, {0x10, 8}, {0x40, 0x10}, {Numbers.LINUX ? 0x1000 : 0x8000, 0x20}};
    private static final int HAS_BROADCAST = 2;
    private static final int POINT_TO_POINT = 0x10;
    private static final int LONGEST_ADDRESS = 128;
    private static final int NAME_SIZE = 16;
    private static final long ENTRY_SIZE = 56;

    /** An entry of the list: an interface may have several. Addresses are socket addresses or null. */
    private record Entry(byte[] name, int flags, byte[] address, byte[] netmask, byte[] other) {
        int family() {
            return address == null ? Numbers.AF_UNSPEC : SocketAddress.familyOf(address);
        }

        boolean isInternet() {
            return family() == Numbers.AF_INET || family() == Numbers.AF_INET6;
        }
    }

    private Interfaces() {}

    /** Serves one of the requests about interfaces. */
    static byte[] request(int request, ByteBuffer in) throws PosixException, RequestRefused {
        return switch (request) {
            case InetCodes.INTERFACES -> all();
            case InetCodes.INTERFACE_NAMES -> names();
            case InetCodes.GET_INTERFACE -> one(in);
            default -> throw new RequestRefused("enotsup");
        };
    }

    private static List<Entry> list() throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment head = arena.allocate(ValueLayout.JAVA_LONG);
            long result = LibC.raw(LibC.newState(arena), "getifaddrs", head.address(), 0, 0, 0, 0, 0);
            if (result < 0) {
                throw new PosixException((int) -result);
            }
            long first = head.get(ValueLayout.JAVA_LONG, 0);
            List<Entry> entries = new ArrayList<>();
            for (long at = first; at != 0;) {
                MemorySegment entry = view(at, ENTRY_SIZE);
                int flags = entry.get(ValueLayout.JAVA_INT, 16);
                entries.add(new Entry(Hosts.text(view(pointer(entry, 8), NAME_SIZE)), flags, address(pointer(entry, 24)),
                        address(pointer(entry, 32)), address(pointer(entry, 40))));
                at = pointer(entry, 0);
            }
            LibC.raw(LibC.newState(arena), "freeifaddrs", first, 0, 0, 0, 0, 0);
            return entries;
        }
    }

    private static long pointer(MemorySegment entry, long at) {
        return entry.get(ValueLayout.JAVA_LONG, at);
    }

    @SuppressWarnings("restricted")
    private static MemorySegment view(long address, long size) {
        return MemorySegment.ofAddress(address).reinterpret(size);
    }

    private static byte[] address(long at) {
        if (at == 0) {
            return null;
        }
        byte[] family = view(at, 2).toArray(ValueLayout.JAVA_BYTE);
        int size = switch (SocketAddress.familyOf(family)) {
            case Numbers.AF_INET -> 16;
            case Numbers.AF_UNSPEC -> 2;
            default -> SocketAddress.familyOf(family) == Numbers.AF_INET6 ? 28 : Numbers.LINUX ? 20 : Math.min(LONGEST_ADDRESS, family[0] & 0xff);
        };
        return view(at, size).toArray(ValueLayout.JAVA_BYTE);
    }

    private static byte[] all() throws PosixException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Entry entry : list()) {
            // names are Latin-1 in the system's structure and UTF-8 in the answer
            out.writeBytes(new String(entry.name, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8));
            out.write(0);
            putFlags(out, entry.flags);
            if (entry.isInternet()) {
                putAddress(out, ADDRESS, entry.address);
                putAddress(out, NETMASK, entry.netmask);
                if ((entry.flags & POINT_TO_POINT) != 0) {
                    putAddress(out, DESTINATION, entry.other);
                } else if ((entry.flags & HAS_BROADCAST) != 0) {
                    putAddress(out, BROADCAST, entry.other);
                }
            } else if (entry.family() == FAMILY_LINK) {
                putHardware(out, entry.address);
            }
            out.write(0);
        }
        return out.toByteArray();
    }

    private static void putFlags(ByteArrayOutputStream out, int flags) {
        int known = 0;
        for (int[] pair : FLAG_NAMES) {
            known |= (flags & pair[0]) != 0 ? pair[1] : 0;
        }
        out.write(FLAGS);
        out.writeBytes(ByteBuffer.allocate(4).putInt(known).array());
    }

    private static void putAddress(ByteArrayOutputStream out, int option, byte[] address) {
        if (address == null) {
            return;
        }
        int family = SocketAddress.familyOf(address);
        if (family == Numbers.AF_INET) {
            out.write(option);
            out.write(SocketAddress.INET);
            out.write(address, 4, 4);
        } else if (family == Numbers.AF_INET6) {
            out.write(option);
            out.write(SocketAddress.INET6);
            out.write(address, 8, 16);
        }
    }

    private static void putHardware(ByteArrayOutputStream out, byte[] link) {
        int from = Numbers.LINUX ? 12 : 8 + link[5];
        int length = Numbers.LINUX ? link[11] : link[6];
        if (length > 0 && from + length <= link.length) {
            out.write(HARDWARE);
            out.writeBytes(ByteBuffer.allocate(2).putShort((short) length).array());
            out.write(link, from, length);
        }
    }

    private static byte[] names() throws PosixException {
        Set<String> names = new LinkedHashSet<>();
        for (Entry entry : list()) {
            if (entry.family() == Numbers.AF_INET) {
                names.add(new String(entry.name, StandardCharsets.ISO_8859_1));
            }
        }
        return (String.join("\0", names) + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] one(ByteBuffer in) throws PosixException, RequestRefused {
        int length = in.get() & 0xff;
        if (length > in.remaining()) {
            throw RequestRefused.invalid();
        }
        byte[] name = new byte[length];
        in.get(name);
        byte[] cut = Arrays.copyOf(name, Math.min(length, NAME_SIZE - 1));
        List<Entry> entries = list().stream().filter(entry -> Arrays.equals(entry.name, cut)).toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (in.hasRemaining()) {
            option(in.get(), new String(cut, StandardCharsets.ISO_8859_1), entries, out);
        }
        return out.toByteArray();
    }

    private static void option(int option, String name, List<Entry> entries, ByteArrayOutputStream out) throws RequestRefused {
        switch (option) {
            case FLAGS -> putFlags(out, entries.isEmpty() ? 0 : entries.get(0).flags);
            case ADDRESS, NETMASK, BROADCAST, DESTINATION -> entries.stream().filter(e -> e.family() == Numbers.AF_INET).findFirst()
                    .ifPresent(e -> putAddress(out, option, option == ADDRESS ? e.address : option == NETMASK ? e.netmask : e.other));
            case HARDWARE -> entries.stream().filter(e -> e.family() == FAMILY_LINK).findFirst().ifPresent(e -> putHardware(out, e.address));
            case MTU -> putMtu(name, out);
            default -> throw RequestRefused.invalid();
        }
    }

    private static void putMtu(String name, ByteArrayOutputStream out) {
        try {
            NetworkInterface found = NetworkInterface.getByName(name);
            if (found != null) {
                out.write(MTU);
                out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.BIG_ENDIAN).putInt(found.getMTU()).array());
            }
        } catch (IOException e) {
            // like any option that the system does not tell, it is left out
            System.getLogger("org.jbeam.natives").log(System.Logger.Level.DEBUG, e.getMessage());
        }
    }
}
