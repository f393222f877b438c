package org.jbeam.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntToLongFunction;

/**
 * Where the stack of the current thread ends, out of what libc's {@code getcontext} saves: Linux on x86-64 only. The first calls answer 0, until
 * the way into libc was made, aside.
 */
@SuppressWarnings("restricted")
public final class StackTop implements IntToLongFunction {
    private static final FunctionDescriptor GETCONTEXT = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
    /** Of {@code ucontext_t} on x86-64; with room for what processors have added to it. */
    private static final long CONTEXT_BYTES = 4096;
    private static final long ALIGNMENT = 64;
    private static final long STACK_POINTER_OFFSET = 160;
    /** The machine may be at its end before so many questions are asked. */
    private static final int PATIENCE = 20;

    private final MemorySegment[] contexts;
    private final AtomicBoolean linking = new AtomicBoolean();
    private int asked;
    private volatile MethodHandle getContext;

    private StackTop(int threads) {
        contexts = new MemorySegment[threads];
    }

    /** For threads with indexes below {@code threads}; null where it cannot be told. */
    public static IntToLongFunction of(int threads) {
        boolean known = System.getProperty("os.name", "").equals("Linux") && System.getProperty("os.arch", "").equals("amd64");
        return known ? new StackTop(threads) : null;
    }

    @Override
    public long applyAsLong(int thread) {
        MethodHandle handle = getContext;
        if (handle == null) {
            if (++asked > PATIENCE * contexts.length && linking.compareAndSet(false, true)) {
                Thread.ofPlatform().daemon().name("jbeam-stack-top").start(this::link);
            }
            return 0;
        }
        MemorySegment context = contexts[thread];
        try {
            int failed = (int) handle.invokeExact(context);
            return failed == 0 ? context.get(ValueLayout.JAVA_LONG, STACK_POINTER_OFFSET) : 0;
        } catch (Throwable e) {
            throw new LinkageError("getcontext", e);
        }
    }

    private void link() {
        Linker linker = Linker.nativeLinker();
        linker.defaultLookup().find("getcontext").ifPresent(address -> {
            for (int i = 0; i < contexts.length; i++) {
                contexts[i] = Arena.global().allocate(CONTEXT_BYTES, ALIGNMENT);
            }
            getContext = linker.downcallHandle(address, GETCONTEXT, Linker.Option.critical(false));
        });
    }
}
