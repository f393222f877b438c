package org.jbeam.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jbeam.term.Node;
import org.jbeam.term.Pid;

/**
 * The processes alive, by number. A power of two of slots; the numbers count up, over slots in use, so that a number comes back late; the
 * serial counts
 * the rounds.
 */
final class ProcessTable {
    private static final int NUMBER_BITS = 28;

    private final AtomicReferenceArray<ErlangProcess> slots;
    private final int mask;
    private final int limit;
    private final AtomicLong next = new AtomicLong();
    private final AtomicInteger count = new AtomicInteger();

    ProcessTable(int limit) {
        int size = Integer.highestOneBit(Math.max(1024, limit) - 1) << 1;
        this.limit = size;
        this.slots = new AtomicReferenceArray<>(size);
        this.mask = size - 1;
    }

    /** Makes a process with a new pid and enters it; null when the table is full. */
    ErlangProcess add(Function<Pid, ErlangProcess> maker) {
        if (count.incrementAndGet() > limit) {
            count.decrementAndGet();
            return null;
        }
        while (true) {
            long number = next.getAndIncrement();
            int slot = (int) number & mask;
            if (slots.get(slot) != null) {
                continue;
            }
            Pid pid = new Pid(Node.LOCAL, (int) (number & ((1 << NUMBER_BITS) - 1)), (int) (number >>> NUMBER_BITS));
            ErlangProcess process = maker.apply(pid);
            if (slots.compareAndSet(slot, null, process)) {
                pid.attach(process);
                return process;
            }
        }
    }

    void remove(ErlangProcess process) {
        slots.set(process.pid().number() & mask, null);
        process.pid().attach(null);
        count.decrementAndGet();
    }

    ErlangProcess get(Pid pid) {
        if (!pid.node().isLocal()) {
            return null;
        }
        if (pid.attachment() instanceof ErlangProcess process) {
            return process;
        }
        ErlangProcess process = slots.get(pid.number() & mask);
        return process != null && process.pid().equals(pid) ? process : null;
    }

    int count() {
        return count.get();
    }

    int limit() {
        return limit;
    }

    List<ErlangProcess> all() {
        List<ErlangProcess> all = new ArrayList<>();
        for (int i = 0; i <= mask; i++) {
            ErlangProcess process = slots.get(i);
            if (process != null) {
                all.add(process);
            }
        }
        all.sort((a, b) -> Integer.compareUnsigned(a.pid().number(), b.pid().number()));
        return all;
    }
}
