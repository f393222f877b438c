package org.jbeam.runtime;

import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.term.Atom;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** Turns Java stack traces of generated code into Erlang's: {@code {M, F, ArityOrArgs, [{file, F}, {line, N}]}}, the innermost first. */
public final class StackTraces {
    private static final ConcurrentHashMap<String, LoadedModule> CLASSES = new ConcurrentHashMap<>();
    /** Lines beyond are not shown: OTP keeps 24 bits of a line. */
    private static final int MAX_LINE = (1 << 24) - 1;
    private static final Atom FILE = Atom.of("file");
    private static final Atom LINE = Atom.of("line");
    private static final StackWalker WALKER = StackWalker.getInstance();
    private static volatile int depth = 8;

    private StackTraces() {}

    /** Makes the frames of a generated class known; the name with dots. */
    public static void register(String className, LoadedModule module) {
        CLASSES.put(className, module);
    }

    /** Is this class, its name with dots, code of an Erlang module? */
    static boolean isErlang(String className) {
        return CLASSES.containsKey(className);
    }

    /** Forgets the classes of a version. */
    public static void unregister(LoadedModule module) {
        CLASSES.values().removeIf(m -> m == module);
    }

    /** How many frames a trace has at most: {@code system_flag(backtrace_depth, N)}. */
    public static int depth() {
        return depth;
    }

    /** Sets how many frames a trace has at most. */
    public static void depth(int frames) {
        depth = frames;
    }

    /**
     * The Erlang trace.
     *
     * @param head a frame to put first, or null
     * @param atCall was it raised by the call that the first frame makes? Then that frame is there even when the call is a tail call, and otherwise,
     *     as OTP's JIT has it, twice
     */
    static Term decode(StackTraceElement[] walked, Term head, boolean atCall) {
        ListBuilder list = new ListBuilder();
        int left = Math.max(1, depth);
        if (head != null && left > 0) {
            left--;
            list.add(head);
        }
        StackTraceElement previous = null;
        boolean first = atCall;
        for (StackTraceElement element : walked) {
            LoadedModule module = CLASSES.get(element.getClassName());
            LoadedModule.Location at = module == null ? null : location(module, element.getLineNumber());
            if (at == null || at.tailCall() && !first || isSameCall(element, previous)) {
                continue;
            }
            previous = element;
            if (left-- <= 0) {
                break;
            }
            list.add(frame(module, at));
            if (first && head == null && !at.tailCall() && left-- > 0) {
                list.add(frame(module, at));
            }
            first = false;
        }
        return list.finish();
    }

    /** A function may be there in several forms, whose calls have the same numbers. */
    private static boolean isSameCall(StackTraceElement a, StackTraceElement b) {
        return b != null && a.getLineNumber() == b.getLineNumber() && a.getClassName().equals(b.getClassName());
    }

    /** What a line of a generated class stands for; null for a frame that is none of a function. */
    static LoadedModule.Location location(LoadedModule module, int line) {
        LoadedModule.Location[] all = module.locations();
        return line > 0 && line < all.length ? all[line] : null;
    }

    private static Term frame(LoadedModule module, LoadedModule.Location at) {
        LoadedModule.Function f = module.functions().get(at.function());
        Term info = at.line() <= 0 || at.line() > MAX_LINE ? Nil.NIL : Terms.list(
                Tuple.of(FILE, Terms.charList(at.file())), Tuple.of(LINE, SmallInt.of(at.line())));
        return Tuple.of(module.name(), f.name(), SmallInt.of(f.arity()), info);
    }

    /** The innermost Erlang frame of the calling thread, or null: {@code process_info(current_location)}. */
    public static Term current() {
        Term list = decode(new Throwable().getStackTrace(), null, false);
        return list instanceof org.jbeam.term.Cons cell ? cell.head() : null;
    }

    /**
     * The function that the calling one, or the built-in one, returns to.
     *
     * @return {@code {M, F, A, {File, Line}}}, the last {@code undefined} for an unknown line; null at the bottom of the stack
     */
    public static Term caller() {
        return WALKER.walk(frames -> frames.map(StackTraces::callFrame).filter(java.util.Objects::nonNull).findFirst().orElse(null));
    }

    /** The calling thread's frames of Erlang functions, as many as any trace shows. */
    static StackTraceElement[] generatedFrames() {
        int most = 2 * Math.max(1, depth) + 2;
        return WALKER.walk(frames -> frames.filter(f -> CLASSES.containsKey(f.getClassName())).map(StackWalker.StackFrame::toStackTraceElement)
                .filter(StackTraces::isShown).limit(most).toArray(StackTraceElement[]::new));
    }

    private static boolean isShown(StackTraceElement element) {
        return location(CLASSES.get(element.getClassName()), element.getLineNumber()) != null;
    }

    private static Term callFrame(StackWalker.StackFrame frame) {
        LoadedModule module = CLASSES.get(frame.getClassName());
        LoadedModule.Location at = module == null ? null : location(module, frame.getLineNumber());
        if (at == null || at.tailCall()) {
            return null;
        }
        LoadedModule.Function f = module.functions().get(at.function());
        Term line = at.line() <= 0 || at.line() > MAX_LINE ? Atom.UNDEFINED
                : Tuple.of(Terms.charList(at.file()), SmallInt.of(at.line()));
        return Tuple.of(module.name(), f.name(), SmallInt.of(f.arity()), line);
    }

    /** The Erlang frames of the calling thread, {@link #depth()} at most: {@code process_info(current_stacktrace)}. */
    public static Term currentAll() {
        return depth == 0 ? Nil.NIL : decode(Thread.currentThread().getStackTrace(), null, false);
    }

    /** At most {@link #depth()} frames of a trace that a program made. */
    static Term shortened(Term trace) {
        ListBuilder list = new ListBuilder();
        Term rest = trace;
        for (int left = Math.max(1, depth); left > 0 && rest instanceof org.jbeam.term.Cons cell; left--) {
            list.add(cell.head());
            rest = cell.tail();
        }
        return list.finish();
    }
}
