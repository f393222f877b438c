package org.jbeam.natives.trace;

import org.jbeam.runtime.BifException;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.Term;

/**
 * Who gets trace messages: a process, or a port, which gets them in the external term format.
 *
 * @param id the pid or port
 */
public record Tracer(VirtualMachine vm, Term id) {
    /** The tracer of this identifier; null when it is none, or not there. */
    static Tracer of(VirtualMachine vm, Term id) {
        boolean there = id instanceof Pid pid ? vm.process(pid) != null : id instanceof Port port && vm.port(port) != null;
        return there ? new Tracer(vm, id) : null;
    }

    /** Is it there? */
    boolean isAlive() {
        return id instanceof Pid pid ? vm.process(pid) != null : vm.port((Port) id) != null;
    }

    /** Can it be told of this process or port? Nobody traces itself. */
    boolean listensTo(Term tracee) {
        return isAlive() && !id.equals(tracee);
    }

    /** Gives it a message. From any thread. */
    void tell(Term message) {
        if (id instanceof Pid pid) {
            ErlangProcess target = vm.process(pid);
            if (target != null) {
                target.deliver(message);
            }
            return;
        }
        ErlangPort port = vm.port((Port) id);
        if (port == null) {
            return;
        }
        try {
            port.command(ErlangProcess.running(), encoded(message));
        } catch (BifException e) {
            port.close(e.reason(), null);
        }
    }

    private static Term encoded(Term message) {
        return Bitstring.of(org.jbeam.etf.EtfEncoder.create().encode(message));
    }
}
