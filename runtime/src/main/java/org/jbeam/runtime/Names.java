package org.jbeam.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.term.Atom;

/** The registered names of processes and ports. */
public final class Names {
    private final ConcurrentHashMap<Atom, Object> names = new ConcurrentHashMap<>();

    Names() {}

    /** Registers a process; false when the name is taken, or the process has one or is ending. */
    public boolean register(Atom name, ErlangProcess process) {
        if (process.registeredName() != null || process.isExiting() || names.putIfAbsent(name, process) != null) {
            return false;
        }
        process.registeredName(name);
        if (process.isExiting()) {
            names.remove(name, process);
            return false;
        }
        process.tell(Tracee.REGISTER, name);
        return true;
    }

    /** Registers a port; false when the name is taken or the port has one. */
    public boolean register(Atom name, ErlangPort port) {
        if (port.registeredName() != null || names.putIfAbsent(name, port) != null) {
            return false;
        }
        port.registeredName(name);
        port.tell(Tracee.REGISTER, name, null);
        return true;
    }

    /** Frees a name; false when there was none. */
    public boolean unregister(Atom name) {
        Object holder = names.remove(name);
        switch (holder) {
            case ErlangProcess process -> {
                process.registeredName(null);
                process.tell(Tracee.UNREGISTER, name);
            }
            case ErlangPort port -> {
                port.registeredName(null);
                port.tell(Tracee.UNREGISTER, name, null);
            }
            case null, default -> {
                return false;
            }
        }
        return true;
    }

    /** The {@link ErlangProcess} or {@link ErlangPort} of a name, or null. */
    public Object whereis(Atom name) {
        return names.get(name);
    }

    /** All names, in no order. */
    public List<Atom> all() {
        return new ArrayList<>(names.keySet());
    }

    void ended(ErlangProcess process) {
        Atom name = process.registeredName();
        if (name != null) {
            names.remove(name, process);
            process.registeredName(null);
            process.tell(Tracee.UNREGISTER, name);
        }
    }
}
