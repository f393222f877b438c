package org.jbeam.natives;

import java.util.List;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;

/** The words that a machine was started with, the program first: {@code system_info(emu_args)}. */
public final class EmulatorArguments {
    private volatile List<String> words = List.of();

    private EmulatorArguments() {}

    /** Those of a machine. */
    public static EmulatorArguments of(VirtualMachine vm) {
        return vm.service(EmulatorArguments.class, EmulatorArguments::new);
    }

    /** Sets them, before the machine starts. */
    public void set(List<String> all) {
        words = List.copyOf(all);
    }

    Term term() {
        return Terms.list(words.stream().map(Terms::charList).toList());
    }
}
