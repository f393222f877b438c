package org.jbeam.runtime;

/** Unwinds a process of a machine that has halted. No Erlang handler catches it. */
final class VirtualMachineHalted extends Error {
    private static final long serialVersionUID = 1L;

    VirtualMachineHalted() {
        super(null, null, false, false);
    }
}
