package org.jbeam.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Iterator;
import java.util.List;
import org.jbeam.runtime.ops.SegmentFrame;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Opaque;
import org.jbeam.term.Term;

/**
 * The terms that the frames of the calling thread hold, by the JDK's live stack walker ({@code java.lang.LiveStackFrame}, which takes the
 * {@code --add-opens} that the scheduler needs as well). Costs about 1 µs a frame. A compiled frame tells only of what it still uses.
 */
final class StackRoots {
    private static final StackWalker WALKER;
    private static final MethodHandle LOCALS;
    private static final MethodHandle OPERANDS;
    private static final String LAST = ErlangProcess.class.getName();

    static {
        StackWalker walker = null;
        MethodHandle locals = null;
        MethodHandle operands = null;
        try {
            Class<?> type = Class.forName("java.lang.LiveStackFrame");
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            MethodType array = MethodType.methodType(Object[].class);
            walker = (StackWalker) lookup.findStatic(type, "getStackWalker", MethodType.methodType(StackWalker.class)).invoke();
            MethodType given = MethodType.methodType(Object[].class, StackWalker.StackFrame.class);
            locals = lookup.findVirtual(type, "getLocals", array).asType(given);
            operands = lookup.findVirtual(type, "getStack", array).asType(given);
        } catch (Throwable e) {
            // another JDK, or not opened: stacks are not looked into
            walker = null;
        }
        WALKER = walker;
        LOCALS = locals;
        OPERANDS = operands;
    }

    private final List<Term> roots;
    private final int most;
    private int frames;
    private int words;

    private StackRoots(List<Term> roots, int most) {
        this.roots = roots;
        this.most = most;
    }

    /**
     * Adds what the frames hold to {@code roots}.
     *
     * @param most how many frames are read
     * @return the size of the Erlang stack in words, or -1 if there were more frames, or none can be read
     */
    static int collect(List<Term> roots, int most) {
        if (WALKER == null) {
            return -1;
        }
        StackRoots found = new StackRoots(roots, most);
        boolean whole = WALKER.walk(stream -> found.read(stream.iterator()));
        return whole ? found.words : -1;
    }

    /** How many frames the calling thread has, counted up to {@code most}; about 0.3 µs a frame. */
    static long depth(long most) {
        return StackWalker.getInstance().walk(frames -> frames.limit(most).count());
    }

    private boolean read(Iterator<StackWalker.StackFrame> all) {
        try {
            while (all.hasNext()) {
                StackWalker.StackFrame frame = all.next();
                String type = frame.getClassName();
                if (type.equals(LAST) && frame.getMethodName().equals("run")) {
                    return true;
                }
                if (++frames > most) {
                    return false;
                }
                boolean erlang = StackTraces.isErlang(type);
                words += erlang ? 1 : 0;
                add((Object[]) LOCALS.invokeExact(frame), erlang);
                add((Object[]) OPERANDS.invokeExact(frame), erlang);
            }
            return true;
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(Object[] values, boolean erlang) {
        for (Object value : values) {
            switch (value) {
                case Opaque hidden -> { }
                case Term term -> {
                    words += erlang ? 1 : 0;
                    roots.add(term);
                }
                case ListBuilder unfinished -> roots.add(unfinished.finish());
                case Term[] array -> addAll(array);
                case SegmentFrame frame -> {
                    words += frame.registers.length;
                    addAll(frame.registers);
                }
                case null, default -> { }
            }
        }
    }

    private void addAll(Term[] array) {
        for (Term term : array) {
            if (term != null) {
                roots.add(term);
            }
        }
    }
}
