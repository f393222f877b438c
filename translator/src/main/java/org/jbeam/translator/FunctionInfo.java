package org.jbeam.translator;

import org.jbeam.beamformat.FunctionCode;
import org.jbeam.runtime.BifTable;

/** What the translation of a module knows of one of its functions. */
final class FunctionInfo {
    final int number;
    final FunctionCode code;
    final boolean exported;
    final boolean nif;
    /** The built-in function that replaces the body, or null. */
    final BifTable.Entry bif;
    /** The Java method; its class is known once the functions are distributed over classes. */
    Rt.Method method;
    /** May a call return {@link org.jbeam.runtime.TailCall#TAIL}? */
    boolean mayTail = true;
    FlowGraph graph;
    /** The functions that share a Java method with this one, or null. */
    TailCircle circle;
    /** The second Java method, with unboxed integers, or null. */
    LongSignature unboxed;

    FunctionInfo(int number, FunctionCode code, boolean exported, boolean nif, BifTable.Entry bif) {
        this.number = number;
        this.code = code;
        this.exported = exported;
        this.nif = nif;
        this.bif = bif;
    }

    int arity() {
        return code.arity();
    }

    String javaName() {
        return Names.function(code.name(), code.arity());
    }
}
