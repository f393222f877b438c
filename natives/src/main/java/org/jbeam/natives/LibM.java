package org.jbeam.natives;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The C library's functions of floats. OTP's {@code math} is these, and the last bit of a result is theirs: no formula of our own would follow what
 * differs from one library, or release of it, to the next. A call makes no transition of the thread's state, for each takes well below a microsecond.
 */
@SuppressWarnings("restricted")
final class LibM {
    private static final ValueLayout.OfDouble NUMBER = ValueLayout.JAVA_DOUBLE;
    private static final Linker LINKER = Linker.nativeLinker();
    /** The shapes are linked once; which function it is comes with the call. */
    private static final MethodHandle ONE = LINKER.downcallHandle(FunctionDescriptor.of(NUMBER, NUMBER), Linker.Option.critical(false));
    private static final MethodHandle TWO = LINKER.downcallHandle(FunctionDescriptor.of(NUMBER, NUMBER, NUMBER), Linker.Option.critical(false));

    static final MemorySegment SIN = symbol("sin");
    static final MemorySegment COS = symbol("cos");
    static final MemorySegment TAN = symbol("tan");
    static final MemorySegment ASIN = symbol("asin");
    static final MemorySegment ACOS = symbol("acos");
    static final MemorySegment ATAN = symbol("atan");
    static final MemorySegment ATAN2 = symbol("atan2");
    static final MemorySegment SINH = symbol("sinh");
    static final MemorySegment COSH = symbol("cosh");
    static final MemorySegment TANH = symbol("tanh");
    static final MemorySegment ASINH = symbol("asinh");
    static final MemorySegment ACOSH = symbol("acosh");
    static final MemorySegment ATANH = symbol("atanh");
    static final MemorySegment ERF = symbol("erf");
    static final MemorySegment ERFC = symbol("erfc");
    static final MemorySegment EXP = symbol("exp");
    static final MemorySegment LOG = symbol("log");
    static final MemorySegment LOG2 = symbol("log2");
    static final MemorySegment LOG10 = symbol("log10");
    static final MemorySegment POW = symbol("pow");

    private LibM() {}

    private static MemorySegment symbol(String function) {
        return LINKER.defaultLookup().find(function).orElseThrow(() -> new UnsupportedOperationException("the C library has no " + function));
    }

    static double call(MemorySegment function, double x) {
        try {
            return (double) ONE.invokeExact(function, x);
        } catch (Throwable e) {
            throw new LinkageError("a function of the C library", e);
        }
    }

    static double call(MemorySegment function, double x, double y) {
        try {
            return (double) TWO.invokeExact(function, x, y);
        } catch (Throwable e) {
            throw new LinkageError("a function of the C library", e);
        }
    }
}
