package org.jbeam.runtime;

import java.util.HashMap;
import java.util.Map;
import org.jbeam.term.Pid;

/** Who has suspended a process, and how often. Changed by the suspended process' own signal handling. */
final class SuspendCount {
    private final Map<Pid, Integer> suspenders = new HashMap<>();

    void add(Pid suspender) {
        suspenders.merge(suspender, 1, Integer::sum);
    }

    /** Takes one suspension back; false when there was none. */
    boolean remove(Pid suspender) {
        Integer count = suspenders.get(suspender);
        if (count == null) {
            return false;
        }
        if (count == 1) {
            suspenders.remove(suspender);
        } else {
            suspenders.put(suspender, count - 1);
        }
        return true;
    }

    void removeAll(Pid suspender) {
        suspenders.remove(suspender);
    }

    boolean isEmpty() {
        return suspenders.isEmpty();
    }

    /** Parks the process until no one suspends it. */
    void await(ErlangProcess p) {
        while (!suspenders.isEmpty()) {
            if (!p.hasSignals()) {
                p.park();
            }
            p.fetchSignals();
        }
        p.suspension(null);
    }
}
