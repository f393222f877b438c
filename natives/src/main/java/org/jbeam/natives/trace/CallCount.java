package org.jbeam.natives.trace;

import java.util.concurrent.atomic.LongAdder;

/** How often a function was called, by whatever process. */
final class CallCount {
    private final LongAdder calls = new LongAdder();
    private volatile boolean active = true;

    void increment() {
        if (active) {
            calls.increment();
        }
    }

    void pause() {
        active = false;
    }

    void restart() {
        calls.reset();
        active = true;
    }

    long value() {
        return calls.sum();
    }
}
