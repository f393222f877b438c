package org.jbeam.benchmarks.bitsyntax;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.jbeam.bitsyntax.BitField;
import org.jbeam.bitsyntax.BitMatcher;
import org.jbeam.bitsyntax.BitPattern;
import org.jbeam.bitsyntax.Bits;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * An IPv4 header: its version is checked and its 14 fields are read out of one of many packets. {@code byHand} is what one would write with
 * {@code VarHandle}s; {@code fields} asks constants of type {@link BitField}, {@code indices} and {@code names} ask the matcher.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@State(Scope.Thread)
public class Ipv4HeaderBenchmark {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int PACKET_BYTES = 64;
    private static final int PACKETS = 64;

    private static final BitPattern HEADER = BitPattern.compile("<<4:4, Ihl:4, Dscp:6, Ecn:2, Length:16, Id:16, Reserved:1, Df:1, Mf:1, "
            + "Fragment:13, Ttl, Protocol, Sum:16, Source:32, Target:32, Payload/bits>>");
    private static final BitField IHL = HEADER.field("Ihl");
    private static final BitField DSCP = HEADER.field("Dscp");
    private static final BitField ECN = HEADER.field("Ecn");
    private static final BitField LENGTH = HEADER.field("Length");
    private static final BitField ID = HEADER.field("Id");
    private static final BitField RESERVED = HEADER.field("Reserved");
    private static final BitField DF = HEADER.field("Df");
    private static final BitField MF = HEADER.field("Mf");
    private static final BitField FRAGMENT = HEADER.field("Fragment");
    private static final BitField TTL = HEADER.field("Ttl");
    private static final BitField PROTOCOL = HEADER.field("Protocol");
    private static final BitField SUM = HEADER.field("Sum");
    private static final BitField SOURCE = HEADER.field("Source");
    private static final BitField TARGET = HEADER.field("Target");
    private static final int FIELDS = HEADER.variables().size() - 1;

    private final byte[] packets = new byte[PACKETS * PACKET_BYTES];
    private final BitMatcher matcher = HEADER.matcher();
    private int next;

    /** Random packets of version 4. */
    public Ipv4HeaderBenchmark() {
        new java.util.Random(1).nextBytes(packets);
        for (int at = 0; at < packets.length; at += PACKET_BYTES) {
            packets[at] = (byte) (packets[at] & 0xf | 0x40);
        }
    }

    private int next() {
        next = (next + PACKET_BYTES) % packets.length;
        return next;
    }

    /** The code that one would write. */
    @Benchmark
    public boolean byHand(Blackhole hole) {
        int at = next();
        byte[] a = packets;
        if (PACKET_BYTES < 20 || (a[at] & 0xff) >>> 4 != 4) {
            return false;
        }
        hole.consume(a[at] & 0xfL);
        hole.consume((a[at + 1] & 0xffL) >>> 2);
        hole.consume(a[at + 1] & 3L);
        hole.consume((short) SHORT.get(a, at + 2) & 0xffffL);
        hole.consume((short) SHORT.get(a, at + 4) & 0xffffL);
        int flags = (short) SHORT.get(a, at + 6);
        hole.consume(flags >>> 15 & 1L);
        hole.consume(flags >>> 14 & 1L);
        hole.consume(flags >>> 13 & 1L);
        hole.consume(flags & 0x1fffL);
        hole.consume(a[at + 8] & 0xffL);
        hole.consume(a[at + 9] & 0xffL);
        hole.consume((short) SHORT.get(a, at + 10) & 0xffffL);
        hole.consume((int) INT.get(a, at + 12) & 0xffffffffL);
        hole.consume((int) INT.get(a, at + 16) & 0xffffffffL);
        return true;
    }

    /** Only whether the pattern matches. */
    @Benchmark
    public boolean matchAlone() {
        return matcher.matches(packets, 8L * next(), 8L * PACKET_BYTES);
    }

    /** A pattern, read by constants. */
    @Benchmark
    public boolean fields(Blackhole hole) {
        BitMatcher m = matcher;
        if (!m.matches(packets, 8L * next(), 8L * PACKET_BYTES)) {
            return false;
        }
        hole.consume(IHL.integer(m));
        hole.consume(DSCP.integer(m));
        hole.consume(ECN.integer(m));
        hole.consume(LENGTH.integer(m));
        hole.consume(ID.integer(m));
        hole.consume(RESERVED.integer(m));
        hole.consume(DF.integer(m));
        hole.consume(MF.integer(m));
        hole.consume(FRAGMENT.integer(m));
        hole.consume(TTL.integer(m));
        hole.consume(PROTOCOL.integer(m));
        hole.consume(SUM.integer(m));
        hole.consume(SOURCE.integer(m));
        hole.consume(TARGET.integer(m));
        return true;
    }

    /** A pattern, read by index. */
    @Benchmark
    public boolean indices(Blackhole hole) {
        if (!matcher.matches(packets, 8L * next(), 8L * PACKET_BYTES)) {
            return false;
        }
        for (int i = 0; i < FIELDS; i++) {
            hole.consume(matcher.integer(i));
        }
        return true;
    }

    /** A pattern, read by name. */
    @Benchmark
    public boolean names(Blackhole hole) {
        if (!matcher.matches(packets, 8L * next(), 8L * PACKET_BYTES)) {
            return false;
        }
        for (int i = 0; i < FIELDS; i++) {
            hole.consume(matcher.integer(HEADER.variables().get(i)));
        }
        return true;
    }

    /** The payload as bits, which is one object. */
    @Benchmark
    public Bits payload() {
        return matcher.matches(packets, 8L * next(), 8L * PACKET_BYTES) ? matcher.bits("Payload") : Bits.EMPTY;
    }
}
