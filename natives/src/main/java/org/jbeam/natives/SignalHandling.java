package org.jbeam.natives;

import java.util.Locale;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Tuple;

/** Passes signals of the operating system on to {@code erl_signal_server} as {@code {notify, Signal}}. */
public final class SignalHandling {
    private static final int TERMINATED = 128 + 15;
    private final VirtualMachine vm;

    private SignalHandling(VirtualMachine vm) {
        this.vm = vm;
    }

    /** That of a machine. */
    public static SignalHandling of(VirtualMachine vm) {
        return vm.service(SignalHandling.class, () -> new SignalHandling(vm));
    }

    /**
     * Says what a signal shall do.
     *
     * @param name as Erlang names it, {@code sigterm}
     * @param how {@code default}, {@code handle} or {@code ignore}
     * @throws org.jbeam.runtime.BifException a signal that the JVM keeps for itself
     */
    public void set(String name, String how) {
        if (name.equals("sigstop")) {
            // no program can change what it does, and OTP says nothing of that
            return;
        }
        String signal = name.substring("sig".length()).toUpperCase(Locale.ROOT);
        try {
            switch (how) {
                case "ignore" -> OsSignal.ignore(signal);
                case "handle" -> OsSignal.handle(signal, () -> tell(name));
                default -> setDefault(name, signal);
            }
        } catch (IllegalArgumentException e) {
            throw org.jbeam.runtime.BifException.badarg();
        }
    }

    /** OTP's default for SIGTERM is to tell {@code erl_signal_server}, which stops the node in order. */
    private void setDefault(String name, String signal) {
        if (name.equals("sigterm")) {
            OsSignal.handle(signal, () -> tell(name));
        } else {
            OsSignal.useDefault(signal);
        }
    }

    /** Tells {@code erl_signal_server} of a signal, named as Erlang names it. */
    void tell(String name) {
        if (vm.names().whereis(Atom.of("erl_signal_server")) instanceof ErlangProcess server) {
            server.deliver(Tuple.of(Atom.of("notify"), Atom.of(name)));
        } else {
            vm.halt(TERMINATED, true);
        }
    }
}
