package org.jbeam.natives.inet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jbeam.natives.Errno;
import org.jbeam.natives.PacketFraming;

/**
 * The bytes that a connection has read and not passed on yet, and the packets they make. The array grows with what has come, never with what a header
 * promises. Used under the port's lock.
 */
final class TcpInput {
    /** More is needed. */
    static final int WAIT = 0;
    /** The connection is over, which has been told. */
    static final int OVER = -1;
    private static final byte[] NONE = {};
    /** Reads at once of one socket, before others have their turn. */
    private static final int ROUNDS = 16;

    private final TcpPort port;
    private final SocketSettings settings;
    private byte[] bytes = NONE;
    private int start;
    private int end;
    /** Bytes that the buffer may hold: where a line is cut, and the room that is left. */
    private int limit;
    private boolean begun;
    /** Bytes of the packet that are known to be missing, 0 when that is not known. */
    private int missing;
    /** The length of the packet that {@link #measure} has found, or what it lacks. */
    private int length;
    private boolean httpHeaders;

    TcpInput(TcpPort port) {
        this.port = port;
        this.settings = port.settings;
    }

    /** Forgets everything. */
    void clear() {
        bytes = NONE;
        start = 0;
        end = 0;
        limit = 0;
        missing = 0;
        begun = false;
    }

    /** A reader has given up: what has come stays. */
    void forgetRequest() {
        missing = 0;
        if (start == end) {
            clear();
        }
    }

    /** Puts data back before what has come. */
    void push(byte[] data) {
        byte[] all = Arrays.copyOf(data, data.length + end - start);
        System.arraycopy(bytes, start, all, data.length, end - start);
        limit = begun ? limit + data.length : data.length;
        bytes = all;
        start = 0;
        end = all.length;
        missing = 0;
        begun = true;
    }

    /**
     * Reads and passes on what is complete.
     *
     * @param wanted bytes asked for, 0 for a packet
     * @return how many packets were passed on, {@link #WAIT} or {@link #OVER}
     */
    int receive(int wanted) {
        if (!begun) {
            begun = true;
            limit = wanted > 0 ? wanted : settings.buffer;
            missing = wanted;
        } else if (wanted > 0) {
            int has = end - start;
            if (has >= wanted) {
                return deliver(wanted);
            }
            limit = Math.max(limit, start + wanted);
            missing = wanted - has;
        } else if (missing == 0 && end > start) {
            int more = measure();
            if (more <= 0) {
                return more == 0 ? deliver(length) : port.receiveFailed(Numbers.EMSGSIZE);
            }
            missing = length;
        }
        return readOn();
    }

    private int readOn() {
        for (int round = 0; round < ROUNDS; round++) {
            compact();
            int room = missing > 0 ? missing : limit - end;
            int n = read(room);
            if (n <= 0) {
                return n == -Errno.EAGAIN ? waiting() : port.inputEnded(n);
            }
            if (missing > 0) {
                missing -= n;
                if (missing == 0) {
                    return deliver(end - start);
                }
                continue;
            }
            int more = measure();
            if (more <= 0) {
                return more == 0 ? deliver(length) : port.receiveFailed(Numbers.EMSGSIZE);
            }
            missing = length;
        }
        return WAIT;
    }

    private int waiting() {
        if (start == end && missing == 0) {
            clear();
        }
        return WAIT;
    }

    private int read(int room) {
        try (Scratch s = Scratch.take()) {
            int n = Calls.receive(s, port.fd, room);
            if (n > 0) {
                if (end + n > bytes.length) {
                    bytes = Arrays.copyOf(bytes, room(n));
                }
                MemorySegment.copy(s.data, ValueLayout.JAVA_BYTE, 0, bytes, end, n);
                end += n;
            }
            return n;
        }
    }

    /** The size of an array that is to take {@code n} bytes more. */
    private int room(int n) {
        // a packet of which a part is there gets its whole room, unless that is much more than has come
        long wanted = missing > 0 ? (long) end + missing : end + n;
        return (int) Math.max(end + n, Math.min(wanted, 2L * bytes.length + Scratch.DATA));
    }

    private void compact() {
        if (start == 0) {
            return;
        }
        System.arraycopy(bytes, start, bytes, 0, end - start);
        end -= start;
        start = 0;
    }

    /** How the next packet is cut out: headers follow the first line of HTTP. */
    private PacketFraming framing() {
        PacketFraming type = PacketTypes.of(settings.packet);
        if (type.isHeader()) {
            httpHeaders = true;
        }
        if (!httpHeaders) {
            return type;
        }
        return type == PacketFraming.HTTP ? PacketFraming.HTTPH : type == PacketFraming.HTTP_BIN ? PacketFraming.HTTPH_BIN : type;
    }

    /** The bytes of HTTP's next line belong to headers, or begin a message. */
    void httpHeaders(boolean follow) {
        httpHeaders = follow;
    }

    /**
     * Looks for a packet: 0 when there is one, of {@link #length}; how many more bytes to read, exactly {@link #length} of them if that is not 0; or
     * -1 when it is none, or too long.
     */
    private int measure() {
        int has = end - start;
        length = 0;
        int size = framing().length(bytes, start, end,
                new PacketFraming.Limits(settings.packetSize & 0xffff_ffffL, limit, settings.delimiter));
        if (size == PacketFraming.INVALID) {
            return -1;
        }
        if (size > 0) {
            length = size <= has ? size : size - has;
            limit = (int) Math.max(limit, Math.min(Integer.MAX_VALUE, (long) start + size));
            return size <= has ? 0 : length;
        }
        int room = limit - end;
        if (room > 0) {
            return room;
        }
        if (start > 0) {
            return start;
        }
        if (settings.packetSize > end) {
            limit = settings.packetSize;
            return settings.packetSize;
        }
        return -1;
    }

    /**
     * Passes packets on: one to a reader that waits, as many as there are in active mode.
     *
     * @param first bytes of the first, 0 to look for one
     * @return how many, or -1 when what follows is none
     */
    int deliver(int first) {
        int size = first;
        if (size == 0) {
            if (!begun || missing > 0 || start == end) {
                return 0;
            }
            int more = measure();
            if (more != 0) {
                missing = more > 0 ? length : missing;
                return Math.min(more, 0);
            }
            size = length;
        }
        int count = 0;
        while (size > 0) {
            pass(size);
            count++;
            size = 0;
            if (!port.isActive()) {
                port.wantRead(false);
            } else if (begun) {
                int more = measure();
                if (more < 0) {
                    return more;
                }
                missing = more > 0 ? length : 0;
                size = more > 0 ? 0 : length;
            }
        }
        return count;
    }

    private void pass(int size) {
        port.statistics.received(size);
        byte[] all = bytes;
        int from = start;
        // a packet that fills most of the array takes it along, and is not copied
        boolean given = size * 4L >= all.length * 3L;
        start += size;
        if (start == end) {
            clear();
        } else {
            missing = 0;
            if (given) {
                bytes = Arrays.copyOfRange(all, start, end);
                end -= start;
                start = 0;
            }
        }
        port.packet(framing(), all, from, size, given);
    }
}
