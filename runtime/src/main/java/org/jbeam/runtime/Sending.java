package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.Ref;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple2;

/** {@code Dest ! Message} for every kind of destination. */
final class Sending {
    private Sending() {}

    static void send(ErlangProcess from, Term dest, Term message) {
        if (FlightEvents.ON) {
            FlightEvents.send(from, dest, message);
        } else {
            sendNow(from, dest, message);
        }
    }

    static void sendNow(ErlangProcess from, Term dest, Term message) {
        Tracee tracee = from.tracee();
        if (tracee != null) {
            tracee.sends(from, traced(from, dest), message);
        }
        if (dest instanceof Pid pid) {
            if (pid.attachment() instanceof ErlangProcess target) {
                target.enqueue(Message.of(from, target, message));
            } else {
                toPid(from, pid, message);
            }
        } else if (dest instanceof Atom name) {
            toName(from, name, message);
        } else {
            toOther(from, dest, message);
        }
    }

    /** The destination as a tracer sees it: a port by its identifier. */
    private static Term traced(ErlangProcess from, Term dest) {
        return dest instanceof Atom name && from.vm().names().whereis(name) instanceof ErlangPort port ? port.id() : dest;
    }

    private static void toPid(ErlangProcess from, Pid pid, Term message) {
        ErlangProcess target = from.vm().process(pid);
        if (target != null) {
            target.enqueue(Message.of(from, target, message));
        } else if (!pid.node().isLocal()) {
            from.vm().remote(pid.node()).send(from, pid, message);
        }
    }

    private static void toName(ErlangProcess from, Atom name, Term message) {
        if (!toNamed(from, from.vm().names().whereis(name), message)) {
            throw BifException.badarg();
        }
    }

    private static void toOther(ErlangProcess from, Term dest, Term message) {
        VirtualMachine vm = from.vm();
        switch (dest) {
            case Ref ref -> {
                if (ref.node().isLocal()) {
                    vm.aliases().send(from, ref, message);
                } else {
                    vm.remote(ref.node()).send(from, ref, message);
                }
            }
            case Port id -> {
                ErlangPort port = vm.port(id);
                if (port != null) {
                    toPort(from, port, message);
                }
            }
            case Tuple2 t when t.e0() instanceof Atom name && t.e1() instanceof Atom node -> toNode(from, name, node, message);
            default -> throw BifException.badarg();
        }
    }

    private static void toNode(ErlangProcess from, Atom name, Atom node, Term message) {
        VirtualMachine vm = from.vm();
        if (node != vm.nodeName()) {
            vm.distribution().node(node).send(from, name, message);
            return;
        }
        toNamed(from, vm.names().whereis(name), message);
    }

    /** Sends to what a name stands for; false when it is null. */
    private static boolean toNamed(ErlangProcess from, Object named, Term message) {
        if (named instanceof ErlangProcess target) {
            target.enqueue(Message.of(from, target, message));
        } else if (named instanceof ErlangPort port) {
            toPort(from, port, message);
        } else {
            return false;
        }
        return true;
    }

    private static void toPort(ErlangProcess from, ErlangPort port, Term message) {
        if (from.seqTrace() != null) {
            from.seqTrace().sending(port.id(), message);
        }
        port.message(from, message);
    }
}
