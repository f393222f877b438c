package org.jbeam.natives;

import java.util.Locale;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Tuple;
import sun.misc.Signal;
import sun.misc.SignalHandler;

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
        SignalHandler handler = switch (how) {
            case "ignore" -> SignalHandler.SIG_IGN;
            case "handle" -> signal -> tell(name);
            default -> name.equals("sigterm") ? signal -> tell(name) : SignalHandler.SIG_DFL;
        };
        try {
            Signal.handle(new Signal(name.substring("sig".length()).toUpperCase(Locale.ROOT)), handler);
        } catch (IllegalArgumentException e) {
            throw org.jbeam.runtime.BifException.badarg();
        }
    }

    private void tell(String name) {
        if (vm.names().whereis(Atom.of("erl_signal_server")) instanceof ErlangProcess server) {
            server.deliver(Tuple.of(Atom.of("notify"), Atom.of(name)));
        } else {
            vm.halt(TERMINATED, true);
        }
    }
}
