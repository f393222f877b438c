package org.jbeam.runtime;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/**
 * Links calls to functions of other modules: {@code invokedynamic} sites that HotSpot sees through, and that change when the callee's code does.
 * The type of a site is {@code (ErlangProcess, int, Term…)Term}.
 */
public final class ExportCallSite {
    private static final MethodHandle CALL_N;
    private static final MethodHandle[] CALL = new MethodHandle[ModuleCode.DIRECT + 1];

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodType type = MethodType.methodType(Term.class, ErlangProcess.class, int.class);
            CALL_N = lookup.findVirtual(Export.class, "callN", type.appendParameterTypes(Term[].class));
            for (int i = 0; i < CALL.length; i++) {
                CALL[i] = lookup.findVirtual(Export.class, "call" + i, type);
                type = type.appendParameterTypes(Term.class);
            }
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private ExportCallSite() {}

    /** The bootstrap method of generated code. */
    public static CallSite bootstrap(MethodHandles.Lookup caller, String name, MethodType type, String module, String function) {
        return CodeTable.current().export(Atom.of(module), Atom.of(function), type.parameterCount() - 2).link(type);
    }

    static MethodHandle target(Export export, MethodType type) {
        MethodHandle direct = export.handle();
        if (direct != null && direct.type().equals(type)) {
            return direct;
        }
        int arity = type.parameterCount() - 2;
        return arity < CALL.length ? CALL[arity].bindTo(export)
                : CALL_N.bindTo(export).asCollector(Term[].class, arity).asType(type);
    }
}
