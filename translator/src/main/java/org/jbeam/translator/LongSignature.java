package org.jbeam.translator;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.BitSet;

/**
 * What of a function's second Java method is unboxed: {@code (ErlangProcess, int, Term or long…) -> Term or long}. A long that is a result may
 * be an escape, for which the value is in the process: {@link org.jbeam.runtime.ops.Longs#ESCAPE}.
 *
 * @param parameters the numbers of the arguments that are longs
 * @param result is the result a long?
 * @param method the Java method
 */
record LongSignature(BitSet parameters, boolean result, Rt.Method method) {
    /** The signature of the second method of {@code function}, whose first one is known. */
    static LongSignature of(FunctionInfo function, BitSet parameters, boolean result) {
        ClassDesc[] types = Rt.terms(function.arity(), Rt.PROCESS, Rt.INT);
        parameters.stream().forEach(i -> types[2 + i] = Rt.LONG);
        MethodTypeDesc type = MethodTypeDesc.of(result ? Rt.LONG : Rt.TERM, types);
        return new LongSignature(parameters, result, new Rt.Method(function.method.owner(), function.javaName() + "$l", type, true));
    }

    /** How many local variables the arguments take, with process and depth. */
    int slots() {
        return method.type().parameterCount() + parameters.cardinality();
    }
}
