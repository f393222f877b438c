package org.jbeam.translator;

import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The Java types and methods that generated code refers to. */
final class Rt {
    static final ClassDesc TERM = term("Term");
    static final ClassDesc TERMS = term("Terms");
    static final ClassDesc ATOM = term("Atom");
    static final ClassDesc NIL = term("Nil");
    static final ClassDesc CONS = term("Cons");
    static final ClassDesc LIST = term("ListTerm");
    static final ClassDesc TUPLE = term("Tuple");
    static final ClassDesc TUPLE_N = term("TupleN");
    static final ClassDesc MAP = term("MapTerm");
    static final ClassDesc SMALL_INT = term("SmallInt");
    static final ClassDesc BIG_INT = term("BigInt");
    static final ClassDesc INTEGER = term("IntegerTerm");
    static final ClassDesc FLOAT = term("FloatTerm");
    static final ClassDesc BITSTRING = term("Bitstring");
    static final ClassDesc PID = term("Pid");
    static final ClassDesc PORT = term("Port");
    static final ClassDesc REF = term("Ref");
    static final ClassDesc FUN = term("Fun");

    static final ClassDesc PROCESS = runtime("ErlangProcess");
    static final ClassDesc MODULE_CODE = runtime("ModuleCode");
    static final ClassDesc EXPORT = runtime("Export");
    static final ClassDesc CALL_SITE = runtime("ExportCallSite");
    static final ClassDesc CALLABLE = runtime("CallableFun");
    static final ClassDesc CLOSURE = runtime("Closure");
    static final ClassDesc EXCEPTION = runtime("ErlangException");
    static final ClassDesc BIF_EXCEPTION = runtime("BifException");
    static final ClassDesc BIF_ENTRY = ClassDesc.of("org.jbeam.runtime.BifTable$Entry");
    static final ClassDesc LAMBDA = ClassDesc.of("org.jbeam.runtime.LoadedModule$Lambda");

    static final ClassDesc CALL_OPS = ops("CallOps");
    static final ClassDesc TRACE_OPS = ops("TraceOps");
    static final ClassDesc DATA_OPS = ops("DataOps");
    static final ClassDesc COMPARE = ops("Compare");
    static final ClassDesc ARITH = ops("Arith");
    static final ClassDesc LONGS = ops("Longs");
    static final ClassDesc FLOAT_OPS = ops("FloatOps");
    static final ClassDesc MAP_OPS = ops("MapOps");
    static final ClassDesc EXCEPTION_OPS = ops("ExceptionOps");
    static final ClassDesc MATCH_CONTEXT = ops("MatchContext");
    static final ClassDesc BIT_MATCH = ops("BitMatch");
    static final ClassDesc BIT_BUILDER = ops("BitBuilder");
    static final ClassDesc SEGMENTS = ops("SegmentFrame");
    static final ClassDesc SELECT_TABLE = ops("SelectTable");
    static final ClassDesc MODULE = ClassDesc.of("org.jbeam.translator.TranslatedModule");

    static final ClassDesc INT = ConstantDescs.CD_int;
    static final ClassDesc LONG = ConstantDescs.CD_long;
    static final ClassDesc DOUBLE = ConstantDescs.CD_double;
    static final ClassDesc BOOLEAN = ConstantDescs.CD_boolean;
    static final ClassDesc VOID = ConstantDescs.CD_void;
    static final ClassDesc TERM_ARRAY = TERM.arrayType();
    static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    static final ClassDesc OBJECT_ARRAY = OBJECT.arrayType();

    /** The classes that nearly every module calls: {@link org.jbeam.runtime.ModuleLoader#expect}. */
    static final List<String> COMMON = Stream.of(TERM, TERMS, ATOM, NIL, CONS, LIST, TUPLE, TUPLE_N, MAP, SMALL_INT, BIG_INT, INTEGER, FLOAT,
            BITSTRING, PROCESS, MODULE_CODE, EXPORT, CALLABLE, CLOSURE, EXCEPTION, BIF_EXCEPTION, BIF_ENTRY, CALL_OPS, DATA_OPS, COMPARE, ARITH,
            LONGS, FLOAT_OPS, MAP_OPS, EXCEPTION_OPS, MATCH_CONTEXT, BIT_MATCH, BIT_BUILDER, ops("GuardBifs"), term("Tuple1"), term("Tuple2"),
            term("Tuple3"), term("Tuple4"), term("Tuple5"), term("Tuple6"), term("Tuple7"), term("Tuple8"))
            .map(c -> c.packageName() + "." + c.displayName().replace('.', '$')).toList();

    /** The most arguments that get a parameter each; beyond, they come in an array. */
    static final int MAX_SPREAD = 250;

    /** A method; identity is what caches look at, so make each once. */
    record Method(ClassDesc owner, String name, MethodTypeDesc type, boolean isStatic) {
        TypeKind result() {
            return TypeKind.from(type.returnType());
        }
    }

    private Rt() {}

    private static ClassDesc term(String name) {
        return ClassDesc.of("org.jbeam.term." + name);
    }

    private static ClassDesc runtime(String name) {
        return ClassDesc.of("org.jbeam.runtime." + name);
    }

    private static ClassDesc ops(String name) {
        return ClassDesc.of("org.jbeam.runtime.ops." + name);
    }

    static Method statik(ClassDesc owner, String name, ClassDesc result, ClassDesc... parameters) {
        return new Method(owner, name, MethodTypeDesc.of(result, parameters), true);
    }

    static Method virtual(ClassDesc owner, String name, ClassDesc result, ClassDesc... parameters) {
        return new Method(owner, name, MethodTypeDesc.of(result, parameters), false);
    }

    /** {@code first…, Term × count}. */
    static ClassDesc[] terms(int count, ClassDesc... first) {
        ClassDesc[] all = Arrays.copyOf(first, first.length + count);
        Arrays.fill(all, first.length, all.length, TERM);
        return all;
    }

    /** {@code (ErlangProcess, int, Term × arity)Term}, or with one array beyond {@link #MAX_SPREAD}. */
    static MethodTypeDesc functionType(int arity) {
        if (arity > MAX_SPREAD) {
            return MethodTypeDesc.of(TERM, PROCESS, INT, TERM_ARRAY);
        }
        return MethodTypeDesc.of(TERM, Collections.nCopies(arity, TERM)).insertParameterTypes(0, PROCESS, INT);
    }

    /** The class of tuples of this arity, 1..8. */
    static ClassDesc tuple(int arity) {
        return ClassDesc.of("org.jbeam.term.Tuple" + arity);
    }
}
