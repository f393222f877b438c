package org.jbeam.benchmarks.etf;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Terms to bytes and back, each implementation with values of its own that stand for the same term.
 *
 * <p>{@code benchmarks/jmh EtfBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class EtfBenchmark {
    /** Who does it. */
    @Param({"jbeam", "jinterface", "jinterface-otp"})
    public String peer;

    /** What is encoded and decoded. */
    @Param
    public Workload term;

    private Codec codec;
    private byte[] bytes;
    private Object value;

    /** Makes the term in the implementation's own objects. */
    @Setup
    public void setUp() throws IOException, ReflectiveOperationException {
        codec = Peers.codec(peer);
        bytes = term.bytes();
        value = codec.decode(bytes);
    }

    /** {@code term_to_binary}. */
    @Benchmark
    public byte[] encode() {
        return codec.encode(value);
    }

    /** {@code binary_to_term}. */
    @Benchmark
    public Object decode() {
        return codec.decode(bytes);
    }
}
