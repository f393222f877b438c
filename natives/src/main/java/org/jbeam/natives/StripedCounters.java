package org.jbeam.natives;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jbeam.scheduler.Scheduler;
import org.jbeam.term.MagicRef;
import org.jbeam.term.PlainRef;

/**
 * The object behind {@code counters:new(Size, [write_concurrency])}: each carrier adds to values of its own, a reader adds them up. The counters that
 * share a cache line are those of one carrier, as in OTP, so that writers do not take it from one another.
 */
final class StripedCounters extends MagicRef {
    /** 64-bit values of a cache line; a power of two. */
    private static final int LINE = 8;
    private static final int LINE_BYTES = 64;
    private static final int HEADER_BYTES = 32;
    private final AtomicLongArray values;
    private final int size;
    /** One for each carrier, before them one for all other threads. */
    private final int stripes;

    StripedCounters(PlainRef id, int size, int carriers) {
        super(id.word(0), id.word(1), id.word(2));
        this.size = size;
        this.stripes = carriers + 1;
        this.values = new AtomicLongArray(lines(size) * LINE * stripes);
    }

    private static int lines(int size) {
        return (size + LINE - 1) / LINE;
    }

    /** How many counters there may be at most: a Java array has to hold them all. */
    static int limit(int carriers) {
        return (Integer.MAX_VALUE - LINE) / (carriers + 1) / LINE * LINE;
    }

    int size() {
        return size;
    }

    /** The bytes that OTP has for them. */
    long bytes() {
        return HEADER_BYTES + (long) lines(size) * LINE_BYTES * stripes;
    }

    private int place(int index, int stripe) {
        return (index / LINE * stripes + stripe) * LINE + index % LINE;
    }

    private int ownStripe() {
        return Math.min(Scheduler.currentCarrier(), stripes - 1);
    }

    /** What counter {@code index}, from 0, amounts to; what others add meanwhile may be in it or not. */
    long sum(int index) {
        long sum = 0;
        for (int stripe = 0; stripe < stripes; stripe++) {
            sum += values.get(place(index, stripe));
        }
        return sum;
    }

    void add(int index, long increment) {
        values.getAndAdd(place(index, ownStripe()), increment);
    }

    /** Makes it amount to this, as far as nobody else writes at the same time. */
    void set(int index, long value) {
        add(index, value - sum(index));
    }
}
