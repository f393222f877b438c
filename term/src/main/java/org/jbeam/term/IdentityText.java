package org.jbeam.term;

/** Pids, ports, references and funs as {@code pid_to_list/1} and its kin print them. */
final class IdentityText {
    private IdentityText() {}

    static void append(Pid pid, StringBuilder out) {
        out.append('<').append(pid.node().channel()).append('.').append(Integer.toUnsignedString(pid.number())).append('.')
                .append(Integer.toUnsignedString(pid.serial())).append('>');
    }

    static void append(Port port, StringBuilder out) {
        out.append("#Port<").append(port.node().channel()).append('.').append(Long.toUnsignedString(port.number())).append('>');
    }

    static void append(Ref ref, StringBuilder out) {
        out.append("#Ref<").append(ref.node().channel());
        for (int i = ref.wordCount() - 1; i >= 0; i--) {
            out.append('.').append(Integer.toUnsignedString(ref.word(i)));
        }
        out.append('>');
    }

    static void append(Fun fun, PrintStyle style, StringBuilder out) {
        if (fun.isExternal()) {
            out.append("fun ");
            style.append(fun.module(), out);
            out.append(':');
            style.append(fun.function(), out);
            out.append('/').append(fun.arity());
        } else {
            out.append("#Fun<").append(fun.module().name()).append('.').append(fun.oldIndex()).append('.').append(fun.oldUniq()).append('>');
        }
    }
}
