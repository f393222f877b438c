package org.jbeam.natives;

import java.util.concurrent.atomic.AtomicInteger;
import org.jbeam.runtime.VirtualMachine;

/** How many requests to processes OTP's code purger has under way at once: {@code outstanding_system_requests_limit}, 1 to 2<sup>27</sup>-1. */
final class SystemRequestLimit {
    static final int MAX = (1 << 27) - 1;
    private static final int DEFAULT_BY_CARRIER = 2;

    private final AtomicInteger limit;

    private SystemRequestLimit(VirtualMachine vm) {
        limit = new AtomicInteger(DEFAULT_BY_CARRIER * vm.scheduler().carriers());
    }

    static SystemRequestLimit of(VirtualMachine vm) {
        return vm.service(SystemRequestLimit.class, () -> new SystemRequestLimit(vm));
    }

    int value() {
        return limit.get();
    }

    /** Sets it: the value before. */
    int set(int wanted) {
        return limit.getAndSet(wanted);
    }
}
