package org.jbeam.natives.inet;

import java.nio.ByteBuffer;

/** What {@code inet:getstat/2} tells of a socket: packets and octets. Written under the port's lock. */
final class InetStatistics {
    private static final int RECV_CNT = 1;
    private static final int RECV_MAX = 2;
    private static final int RECV_AVG = 3;
    private static final int RECV_DVI = 4;
    private static final int SEND_CNT = 5;
    private static final int SEND_MAX = 6;
    private static final int SEND_AVG = 7;
    private static final int SEND_PEND = 8;
    private static final int RECV_OCT = 9;
    private static final int SEND_OCT = 10;

    private volatile long received;
    private volatile long sent;
    private volatile long receivedPackets;
    private volatile long sentPackets;
    private long receivedMost;
    private long sentMost;
    private double receivedAverage;
    private double receivedDeviation;
    private double sentAverage;

    /** A packet of this many bytes has come. */
    void received(long length) {
        receivedPackets++;
        received += length;
        receivedMost = Math.max(receivedMost, length);
        receivedAverage += (length - receivedAverage) / receivedPackets;
        receivedDeviation += (length - receivedAverage - receivedDeviation) / receivedPackets;
    }

    /** A packet of this many bytes has been sent, or waits to be. */
    void sent(long length) {
        sentPackets++;
        sent += length;
        sentMost = Math.max(sentMost, length);
        sentAverage += (length - sentAverage) / sentPackets;
    }

    long octetsSent() {
        return sent;
    }

    long packetsReceived() {
        return receivedPackets;
    }

    long packetsSent() {
        return sentPackets;
    }

    /** The values asked for, each with its number before it. */
    byte[] read(byte[] items, long pending) throws RequestRefused {
        ByteBuffer out = ByteBuffer.allocate(items.length * (1 + Long.BYTES));
        for (byte item : items) {
            out.put(item);
            switch (item) {
                case RECV_OCT -> out.putLong(received);
                case SEND_OCT -> out.putLong(sent);
                case RECV_CNT -> out.putInt((int) receivedPackets);
                case RECV_MAX -> out.putInt((int) receivedMost);
                case RECV_AVG -> out.putInt((int) receivedAverage);
                case RECV_DVI -> out.putInt((int) Math.abs(receivedDeviation));
                case SEND_CNT -> out.putInt((int) sentPackets);
                case SEND_MAX -> out.putInt((int) sentMost);
                case SEND_AVG -> out.putInt((int) sentAverage);
                case SEND_PEND -> out.putInt((int) pending);
                default -> throw RequestRefused.invalid();
            }
        }
        return java.util.Arrays.copyOf(out.array(), out.position());
    }
}
