package org.jbeam.natives;

import java.math.BigInteger;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.BigInt;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * The machine's clock, in ns. Monotonic time begins at {@link #START}, as OTP's does, and follows {@link System#nanoTime()}; system time is
 * monotonic time plus an
 * offset fixed at start, which is OTP's default mode (no time warp).
 */
public final class Clock {
    /** Monotonic time when the machine starts. */
    static final long START = -576_460_752_000_000_000L;
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000L);

    private final long startNanos;
    private final long offset;
    private final AtomicLong lastMicros = new AtomicLong();

    private Clock(VirtualMachine vm) {
        this.startNanos = vm.startNanos();
        Instant now = Instant.now();
        long epochNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        this.offset = epochNanos - monotonic();
    }

    static Clock of(ErlangProcess p) {
        return of(p.vm());
    }

    /** The clock of a machine; its first use sets the offset. */
    public static Clock of(VirtualMachine vm) {
        return vm.service(Clock.class, () -> new Clock(vm));
    }

    long monotonic() {
        return monotonic(System.nanoTime());
    }

    /** The monotonic time at this reading of {@link System#nanoTime()}. */
    long monotonic(long nanoTime) {
        return START + (nanoTime - startNanos);
    }

    /** The {@link System#nanoTime()} at this monotonic time. */
    long nanoTime(long monotonic) {
        return monotonic - START + startNanos;
    }

    long system() {
        return monotonic() + offset;
    }

    long offset() {
        return offset;
    }

    /** Microseconds since the epoch, greater at each call. */
    long uniqueMicros() {
        long now = system() / 1000;
        return lastMicros.updateAndGet(last -> Math.max(last + 1, now));
    }

    /** {@code {MegaSecs, Secs, MicroSecs}}. */
    static Term timestamp(long micros) {
        long seconds = Math.floorDiv(micros, 1_000_000L);
        return Tuple.of(SmallInt.of(seconds / 1_000_000), SmallInt.of(seconds % 1_000_000),
                SmallInt.of(Math.floorMod(micros, 1_000_000L)));
    }

    /** Nanoseconds in a time unit as {@code erlang:monotonic_time/1} takes it; rounded towards negative infinity. */
    static Term convert(long nanos, Term unit) {
        if (unit instanceof SmallInt perSecond && perSecond.value() > 0) {
            return scaled(nanos, perSecond.bigValue());
        }
        if (unit instanceof BigInt perSecond && perSecond.signum() > 0) {
            return scaled(nanos, perSecond.bigValue());
        }
        if (!(unit instanceof Atom name)) {
            throw BifException.badarg();
        }
        return switch (name.name()) {
            case "native", "nanosecond", "nano_seconds", "perf_counter" -> SmallInt.of(nanos);
            case "microsecond", "micro_seconds" -> SmallInt.of(Math.floorDiv(nanos, 1_000L));
            case "millisecond", "milli_seconds" -> SmallInt.of(Math.floorDiv(nanos, 1_000_000L));
            case "second", "seconds" -> SmallInt.of(Math.floorDiv(nanos, 1_000_000_000L));
            default -> throw BifException.badarg();
        };
    }

    private static Term scaled(long nanos, BigInteger perSecond) {
        BigInteger[] q = BigInteger.valueOf(nanos).multiply(perSecond).divideAndRemainder(NANOS);
        return IntegerTerm.of(q[1].signum() < 0 ? q[0].subtract(BigInteger.ONE) : q[0]);
    }
}
