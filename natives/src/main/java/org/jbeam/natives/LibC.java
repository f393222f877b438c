package org.jbeam.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls functions of the C library, with the error number of the call. Every argument and result is passed as a 64-bit integer, which the calling
 * conventions of 64-bit systems allow for any fixed-arity function of integers and pointers: one call shape has to be linked, not one per function.
 */
@SuppressWarnings("restricted")
public final class LibC {
    private static final boolean LINUX = System.getProperty("os.name", "").startsWith("Linux");
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();
    private static final ConcurrentHashMap<String, MemorySegment> FOUND = new ConcurrentHashMap<>();
    private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO =
            Linker.Option.captureStateLayout().varHandle(java.lang.foreign.MemoryLayout.PathElement.groupElement("errno"));
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
    private static final MethodHandle CALL = LINKER.downcallHandle(FunctionDescriptor.of(WORD, WORD, WORD, WORD, WORD, WORD, WORD), CAPTURE);
    /** Elsewhere variable arguments do not go where fixed ones do. */
    private static final MethodHandle VARIADIC_CALL = LINUX ? CALL
            : LINKER.downcallHandle(FunctionDescriptor.of(WORD, WORD, WORD, WORD, WORD, WORD, WORD), CAPTURE, Linker.Option.firstVariadicArg(2));

    private LibC() {}

    /**
     * Calls a function that returns an {@code int}, -1 for failure; tries again when a signal interrupts it.
     *
     * @param arena of the call
     * @throws PosixException it failed
     */
    static int call(Arena arena, String function, long a, long b, long c, long d) throws PosixException {
        MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
        while (true) {
            int result = (int) invoke(CALL, function, state, a, b, c, d, 0, 0);
            if (result != -1) {
                return result;
            }
            refuse(state);
        }
    }

    /** As {@link #call}, for a function that returns a {@code long} or a pointer, whose failure is {@code failed}. */
    static long callLong(Arena arena, String function, long failed, long a, long b, long c, long d) throws PosixException {
        MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
        while (true) {
            long result = invoke(CALL, function, state, a, b, c, d, 0, 0);
            if (result != failed) {
                return result;
            }
            refuse(state);
        }
    }

    /** {@code open(path, flags, mode)}, and functions like it whose third argument is a variable one. */
    static int callVariadic(Arena arena, String function, long a, long b, long c) throws PosixException {
        MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
        while (true) {
            int result = (int) invoke(VARIADIC_CALL, function, state, a, b, c, 0, 0, 0);
            if (result != -1) {
                return result;
            }
            refuse(state);
        }
    }

    /** Calls a function that returns an error number, 0 for none. */
    static void check(Arena arena, String function, long... words) throws PosixException {
        MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
        long[] w = java.util.Arrays.copyOf(words, 6);
        int errno = (int) invoke(CALL, function, state, w[0], w[1], w[2], w[3], w[4], w[5]);
        if (errno != 0) {
            throw new PosixException(errno);
        }
    }

    /** Where a call leaves its error number: for {@link #raw}. */
    public static MemorySegment newState(Arena arena) {
        return arena.allocate(Linker.Option.captureStateLayout());
    }

    /**
     * Calls a function that returns a {@code long}, or an {@code int}, without allocating: for calls that come often.
     *
     * @param state of {@link #newState}, used by one call at a time
     * @return its result; a failure is the negative error number
     */
    public static long raw(MemorySegment state, String function, long a, long b, long c, long d, long e, long f) {
        long result = invoke(CALL, function, state, a, b, c, d, e, f);
        // an int comes in the lower half of the register, whatever is in the other
        return (int) result == -1 ? -(int) ERRNO.get(state, 0L) : result;
    }

    /** Has the C library this function? */
    public static boolean has(String function) {
        return FOUND.containsKey(function) || SYMBOLS.find(function).isPresent();
    }

    private static void refuse(MemorySegment state) throws PosixException {
        int errno = (int) ERRNO.get(state, 0L);
        if (errno != Errno.EINTR) {
            throw new PosixException(errno);
        }
    }

    private static long invoke(MethodHandle handle, String function, MemorySegment state, long a, long b, long c, long d, long e,
            long f) {
        MemorySegment symbol = FOUND.get(function);
        if (symbol == null) {
            symbol = SYMBOLS.find(function).orElseThrow(() -> new UnsupportedOperationException("the C library has no " + function));
            FOUND.put(function, symbol);
        }
        try {
            return (long) handle.invokeExact(symbol, state, a, b, c, d, e, f);
        } catch (RuntimeException | Error error) {
            throw error;
        } catch (Throwable error) {
            throw new IllegalStateException(error);
        }
    }
}
