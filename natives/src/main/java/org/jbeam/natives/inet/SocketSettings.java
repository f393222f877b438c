package org.jbeam.natives.inet;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jbeam.natives.PosixException;

/** The options of a socket: those that its driver keeps, and the way to those of the operating system. Used under the port's lock. */
final class SocketSettings {
    private static final int RECEIVE_BUFFER = 7;
    private static final int PRIORITY = 8;
    private static final int TOS = 9;
    private static final int LINGER = 3;
    private static final int MULTICAST_IF = 11;
    private static final int ADD_MEMBERSHIP = 14;
    private static final int DROP_MEMBERSHIP = 15;
    private static final int BUFFER = 20;
    private static final int HEADER = 21;
    private static final int ACTIVE_MODE = 22;
    private static final int PACKET = 23;
    private static final int MODE = 24;
    private static final int DELIVER = 25;
    private static final int EXIT_ON_CLOSE = 26;
    private static final int HIGH_WATERMARK = 27;
    private static final int LOW_WATERMARK = 28;
    private static final int SEND_TIMEOUT = 30;
    private static final int DELAY_SEND = 31;
    private static final int PACKET_SIZE = 32;
    private static final int READ_PACKETS = 33;
    private static final int RAW = 34;
    private static final int SEND_TIMEOUT_CLOSE = 35;
    private static final int HIGH_QUEUE = 36;
    private static final int LOW_QUEUE = 37;
    private static final int NAMESPACE = 38;
    private static final int SHOW_RESET = 39;
    private static final int LINE_DELIMITER = 40;
    private static final int TCLASS = 41;
    private static final int BIND_TO_DEVICE = 42;
    private static final int RECVTOS = 43;
    private static final int RECVTCLASS = 44;
    private static final int PACKET_OPTIONS = 45;
    private static final int TTL = 46;
    private static final int RECVTTL = 47;
    private static final int NOPUSH = 48;
    private static final int DEBUG = 99;
    private static final int DEFAULT_BUFFER = 1460;
    private static final int DATAGRAM_BUFFER = 1 << 16;
    private static final int DEFAULT_READ_PACKETS = 5;
    private static final int DEVICE_NAME = 16;
    private static final int OPTION_MAX = 1 << 16;
    private static final int CONTROL_SIZE = 48;

    /**
     * What setting options came to.
     *
     * @param refused one was wrong; those before it hold
     * @param countedOut the count of active messages has come to 0
     */
    record Changes(boolean refused, boolean countedOut) {}

    /** Makes a descriptor. */
    @FunctionalInterface
    interface Opening {
        int open() throws PosixException;
    }

    private final boolean stream;
    int buffer = DEFAULT_BUFFER;
    private boolean bufferSet;
    int header;
    int active;
    int activeCount;
    /** A packet type, as {@link PacketTypes} numbers them. */
    int packet;
    int packetSize;
    int mode;
    int deliver = InetCodes.DELIVER_TERM;
    boolean exitOnClose = true;
    int high = 1 << 13;
    int low = 1 << 12;
    int highQueue = 1 << 13;
    int lowQueue = 1 << 12;
    int sendTimeout = InetCodes.INFINITY;
    boolean sendTimeoutClose;
    boolean delaySend;
    boolean showReset;
    boolean lingerZero;
    /** Closing the socket may take as long as the option linger says. */
    boolean lingers;
    int readPackets = DEFAULT_READ_PACKETS;
    byte delimiter = '\n';
    private byte[] namespace;
    private boolean debug;
    /** What comes with datagrams: {@code recvtos}, {@code recvtclass}, {@code recvttl}. */
    boolean ancillary;
    private final boolean[] received = new boolean[RECVTTL + 1];

    SocketSettings(boolean stream) {
        this.stream = stream;
    }

    /** Takes what an accepted socket inherits before its options are set. */
    void inherit(SocketSettings from) {
        mode = from.mode;
        exitOnClose = from.exitOnClose;
        deliver = from.deliver;
        packet = from.packet;
        packetSize = from.packetSize;
        header = from.header;
        buffer = from.buffer;
        high = from.high;
        low = from.low;
        highQueue = from.highQueue;
        lowQueue = from.lowQueue;
        sendTimeout = from.sendTimeout;
        sendTimeoutClose = from.sendTimeoutClose;
        showReset = from.showReset;
        lingerZero = from.lingerZero;
        delimiter = from.delimiter;
    }

    // ---- setting

    /** Sets options; stops at the first that is refused. */
    Changes write(int fd, int family, ByteBuffer in) {
        int countBefore = activeCount;
        boolean counted = false;
        boolean refused = false;
        while (in.remaining() >= 5 && !refused) {
            int option = in.get();
            int value = in.getInt();
            if (option == ACTIVE_MODE) {
                refused = !activeMode(value, in);
                counted |= !refused && value == InetCodes.MULTI && active == InetCodes.PASSIVE;
            } else {
                refused = !driverOption(option, value) && !kernelOption(fd, family, option, value, in);
            }
        }
        if (refused && counted) {
            activeCount = countBefore;
        }
        return new Changes(refused, counted);
    }

    private boolean activeMode(int value, ByteBuffer in) {
        active = value;
        if (value != InetCodes.MULTI) {
            activeCount = 0;
            return true;
        }
        int sum = activeCount + in.getShort();
        if (sum > Short.MAX_VALUE || sum < Short.MIN_VALUE) {
            return false;
        }
        activeCount = Math.max(0, sum);
        if (activeCount == 0) {
            active = InetCodes.PASSIVE;
        }
        return true;
    }

    /** Sets an option that the driver keeps; false when it is none of them. */
    private boolean driverOption(int option, int value) {
        switch (option) {
            case HEADER -> header = value;
            case MODE -> mode = value;
            case DELIVER -> deliver = value;
            case BUFFER -> {
                buffer = Math.max(1, value);
                bufferSet = true;
            }
            case PACKET -> packet = value;
            case PACKET_SIZE -> packetSize = value;
            case EXIT_ON_CLOSE -> exitOnClose = value != 0;
            case HIGH_WATERMARK -> {
                high = Math.max(0, value);
                low = Math.min(low, high);
            }
            case LOW_WATERMARK -> {
                low = Math.max(0, value);
                high = Math.max(low, high);
            }
            case SEND_TIMEOUT -> sendTimeout = value;
            case SEND_TIMEOUT_CLOSE -> sendTimeoutClose = value != 0;
            case DELAY_SEND -> delaySend = value != 0;
            case SHOW_RESET -> showReset = value != 0;
            case LINE_DELIMITER -> delimiter = (byte) value;
            case DEBUG -> debug = value != 0;
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean kernelOption(int fd, int family, int option, int value, ByteBuffer in) {
        switch (option) {
            case HIGH_QUEUE -> {
                highQueue = value;
                lowQueue = Math.min(lowQueue, value);
                return value >= 1;
            }
            case LOW_QUEUE -> {
                lowQueue = value;
                highQueue = Math.max(highQueue, value);
                return value >= 1;
            }
            case READ_PACKETS -> {
                readPackets = stream ? readPackets : value;
                return stream || value > 0;
            }
            case NAMESPACE -> {
                namespace = text(value, in);
                return namespace != null;
            }
            case LINGER -> {
                int seconds = in.getInt();
                lingerZero = value != 0 && seconds == 0;
                lingers = value != 0 && seconds != 0;
                quietly(fd, Numbers.SOL_SOCKET, Numbers.SO_LINGER, integers(value, seconds));
                return true;
            }
            case MULTICAST_IF -> {
                quietly(fd, family == Numbers.AF_INET ? Numbers.IPPROTO_IP : Numbers.IPPROTO_IPV6,
                        family == Numbers.AF_INET ? Numbers.IP_MULTICAST_IF : Numbers.IPV6_MULTICAST_IF,
                        family == Numbers.AF_INET ? ByteBuffer.allocate(4).putInt(value).array() : integers(value));
                return family != Numbers.AF_UNIX;
            }
            case ADD_MEMBERSHIP, DROP_MEMBERSHIP -> {
                return membership(fd, family, option == ADD_MEMBERSHIP, value, in);
            }
            case RAW -> {
                return raw(fd, value, in);
            }
            case BIND_TO_DEVICE -> {
                byte[] device = text(value, in);
                return device != null && device.length <= DEVICE_NAME
                        && set(fd, Numbers.SOL_SOCKET, Numbers.SO_BINDTODEVICE, Arrays.copyOf(device, DEVICE_NAME));
            }
            default -> {
                return integer(fd, option, value);
            }
        }
    }

    private boolean integer(int fd, int option, int value) {
        KernelOption kernel = KernelOption.of(option);
        if (kernel == null) {
            return false;
        }
        if (option == RECEIVE_BUFFER && !bufferSet) {
            buffer = Math.max(buffer, stream ? value : Math.min(value, DATAGRAM_BUFFER));
        }
        if (kernel.name() == Numbers.NONE) {
            return true;
        }
        boolean done = set(fd, kernel.level(), kernel.name(), integers(value));
        if (done && (option == RECVTOS || option == RECVTCLASS || option == RECVTTL)) {
            received[option] = value != 0;
            ancillary = received[RECVTOS] || received[RECVTCLASS] || received[RECVTTL];
        }
        return done || !kernel.told();
    }

    private static byte[] text(int length, ByteBuffer in) {
        if (length < 0 || in.remaining() < length) {
            return null;
        }
        byte[] text = new byte[length];
        in.get(text);
        return text;
    }

    private static boolean membership(int fd, int family, boolean add, int code, ByteBuffer in) {
        int index = in.getInt();
        if (code == SocketAddress.INET && family == Numbers.AF_INET) {
            // group, own address, index
            byte[] request = new byte[12];
            in.get(request, 0, 8);
            ByteBuffer.wrap(request).order(ByteOrder.nativeOrder()).putInt(8, index);
            quietly(fd, Numbers.IPPROTO_IP, add ? Numbers.IP_ADD_MEMBERSHIP : Numbers.IP_DROP_MEMBERSHIP, request);
            return true;
        }
        if (code == SocketAddress.INET6 && family == Numbers.AF_INET6) {
            byte[] request = new byte[20];
            in.get(request, 0, 16);
            ByteBuffer.wrap(request).order(ByteOrder.nativeOrder()).putInt(16, index);
            quietly(fd, Numbers.IPPROTO_IPV6, add ? Numbers.IPV6_JOIN_GROUP : Numbers.IPV6_LEAVE_GROUP, request);
            return true;
        }
        return false;
    }

    private static boolean raw(int fd, int level, ByteBuffer in) {
        int name = in.getInt();
        byte[] value = text(in.getInt(), in);
        if (value == null) {
            return false;
        }
        quietly(fd, level, name, value);
        return true;
    }

    private static void quietly(int fd, int level, int name, byte[] value) {
        set(fd, level, name, value);
    }

    private static boolean set(int fd, int level, int name, byte[] value) {
        boolean service = Numbers.LINUX && level == Numbers.IPPROTO_IP && name == Numbers.IP_TOS;
        byte[] priority = service ? get(fd, Numbers.SOL_SOCKET, Numbers.SO_PRIORITY, new byte[Integer.BYTES]) : null;
        try {
            Calls.setOption(fd, level, name, value);
            if (priority != null) {
                // Linux sets it along with the type of service; for Erlang the two have nothing to do with each other
                set(fd, Numbers.SOL_SOCKET, Numbers.SO_PRIORITY, priority);
            }
            return true;
        } catch (PosixException e) {
            return false;
        }
    }

    private static byte[] integers(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.nativeOrder());
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    // ---- reading

    /** The values of options, each with its number before it; those that the system does not know are left out. */
    byte[] read(int fd, int family, ByteBuffer in) throws RequestRefused {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            while (in.hasRemaining()) {
                readOne(fd, family, in, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes.size() > OPTION_MAX) {
            throw RequestRefused.invalid();
        }
        return bytes.toByteArray();
    }

    private void readOne(int fd, int family, ByteBuffer in, DataOutputStream out) throws IOException, RequestRefused {
        int option = in.get();
        switch (option) {
            case BUFFER -> put(out, option, buffer);
            case HEADER -> put(out, option, header);
            case MODE -> put(out, option, mode);
            case DELIVER -> put(out, option, deliver);
            case PACKET -> put(out, option, packet);
            case PACKET_SIZE -> put(out, option, packetSize);
            case EXIT_ON_CLOSE -> put(out, option, exitOnClose ? 1 : 0);
            case HIGH_QUEUE -> put(out, option, highQueue);
            case LOW_QUEUE -> put(out, option, lowQueue);
            case DEBUG -> put(out, option, debug ? 1 : 0);
            case LINE_DELIMITER -> put(out, option, delimiter & 0xff);
            case ACTIVE_MODE -> {
                put(out, option, active);
                if (active == InetCodes.MULTI) {
                    out.writeShort(activeCount);
                }
            }
            case NAMESPACE -> putText(out, option, namespace);
            case HIGH_WATERMARK, LOW_WATERMARK, SEND_TIMEOUT, SEND_TIMEOUT_CLOSE, DELAY_SEND, SHOW_RESET -> {
                if (stream) {
                    put(out, option, streamOption(option));
                }
            }
            case READ_PACKETS -> {
                if (!stream) {
                    put(out, option, readPackets);
                }
            }
            default -> readKernel(fd, family, option, in, out);
        }
    }

    private int streamOption(int option) {
        return switch (option) {
            case HIGH_WATERMARK -> high;
            case LOW_WATERMARK -> low;
            case SEND_TIMEOUT -> sendTimeout;
            case SEND_TIMEOUT_CLOSE -> sendTimeoutClose ? 1 : 0;
            case DELAY_SEND -> delaySend ? 1 : 0;
            default -> showReset ? 1 : 0;
        };
    }

    private static void put(DataOutputStream out, int option, int value) throws IOException {
        out.writeByte(option);
        out.writeInt(value);
    }

    private static void putText(DataOutputStream out, int option, byte[] text) throws IOException {
        if (text != null) {
            put(out, option, text.length);
            out.write(text);
        }
    }

    private void readKernel(int fd, int family, int option, ByteBuffer in, DataOutputStream out) throws IOException, RequestRefused {
        switch (option) {
            case LINGER -> {
                byte[] both = get(fd, Numbers.SOL_SOCKET, Numbers.SO_LINGER, new byte[2 * Integer.BYTES]);
                if (both != null) {
                    ByteBuffer values = ByteBuffer.wrap(both).order(ByteOrder.nativeOrder());
                    put(out, option, values.getInt());
                    out.writeInt(values.getInt());
                }
            }
            case MULTICAST_IF -> readMulticast(fd, family, out);
            case RAW -> readRaw(fd, in, out);
            case BIND_TO_DEVICE -> {
                byte[] name = get(fd, Numbers.SOL_SOCKET, Numbers.SO_BINDTODEVICE, new byte[DEVICE_NAME]);
                putText(out, option, name == null ? null : new String(name, StandardCharsets.ISO_8859_1).split("\0", 2)[0]
                        .getBytes(StandardCharsets.ISO_8859_1));
            }
            case PACKET_OPTIONS -> readPacketOptions(fd, family, out);
            default -> readInteger(fd, option, out);
        }
    }

    private static void readInteger(int fd, int option, DataOutputStream out) throws IOException, RequestRefused {
        KernelOption kernel = KernelOption.of(option);
        if (kernel == null) {
            throw RequestRefused.invalid();
        }
        if (kernel.name() == Numbers.NONE) {
            if (option == PRIORITY || option == TOS || option == NOPUSH) {
                put(out, option, 0);
            }
            return;
        }
        byte[] value = get(fd, kernel.level(), kernel.name(), new byte[Integer.BYTES]);
        if (value != null) {
            put(out, option, ByteBuffer.wrap(Arrays.copyOf(value, Integer.BYTES)).order(ByteOrder.nativeOrder()).getInt());
        }
    }

    private static void readMulticast(int fd, int family, DataOutputStream out) throws IOException, RequestRefused {
        if (family != Numbers.AF_INET && family != Numbers.AF_INET6) {
            throw RequestRefused.invalid();
        }
        boolean inet = family == Numbers.AF_INET;
        byte[] value = get(fd, inet ? Numbers.IPPROTO_IP : Numbers.IPPROTO_IPV6, inet ? Numbers.IP_MULTICAST_IF : Numbers.IPV6_MULTICAST_IF,
                new byte[Integer.BYTES]);
        if (value != null) {
            put(out, MULTICAST_IF, SocketAddress.code(family));
            out.writeInt(ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).getInt());
        }
    }

    private static void readRaw(int fd, ByteBuffer in, DataOutputStream out) throws IOException, RequestRefused {
        int level = in.getInt();
        int name = in.getInt();
        boolean given = in.get() != 0;
        int size = in.getInt();
        if (size < 0 || size > OPTION_MAX || given && in.remaining() < size) {
            throw RequestRefused.invalid();
        }
        byte[] value = new byte[size];
        if (given) {
            in.get(value);
        }
        byte[] result = get(fd, level, name, value);
        if (result != null) {
            put(out, RAW, level);
            out.writeInt(name);
            out.writeInt(result.length);
            out.write(result);
        }
    }

    private static void readPacketOptions(int fd, int family, DataOutputStream out) throws IOException, RequestRefused {
        if (family != Numbers.AF_INET && family != Numbers.AF_INET6 || Numbers.IP_PKTOPTIONS == Numbers.NONE) {
            throw RequestRefused.invalid();
        }
        boolean inet = family == Numbers.AF_INET;
        byte[] control = get(fd, inet ? Numbers.IPPROTO_IP : Numbers.IPPROTO_IPV6, inet ? Numbers.IP_PKTOPTIONS : Numbers.IPV6_PKTOPTIONS,
                new byte[CONTROL_SIZE]);
        if (control != null) {
            ByteArrayOutputStream values = new ByteArrayOutputStream();
            DataOutputStream each = new DataOutputStream(values);
            for (Ancillary item : Ancillary.parse(control)) {
                put(each, item.option(), item.value());
            }
            put(out, PACKET_OPTIONS, values.size());
            out.write(values.toByteArray());
        }
    }

    private static byte[] get(int fd, int level, int name, byte[] value) {
        try {
            return Calls.option(fd, level, name, value);
        } catch (PosixException e) {
            return null;
        }
    }

    /** The number of an option that comes or goes with datagrams. */
    static int ancillaryOption(String name) {
        return switch (name) {
            case "tos" -> TOS;
            case "tclass" -> TCLASS;
            default -> TTL;
        };
    }

    /** Opens a socket in the network namespace that was asked for. */
    int inNamespace(Opening opening) throws PosixException {
        return namespace == null ? opening.open() : Namespaces.in(namespace, opening);
    }
}
