package org.jbeam.runtime;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;

/**
 * One version of a module as the translator leaves it: its tables and its code. The generated classes take their constants from here when
 * they initialise ({@link #of}).
 */
public abstract class LoadedModule {
    /** A function: {@code number} is its place in the file, which {@link ModuleCode} calls it by. */
    public record Function(int number, Atom name, int arity, boolean exported, boolean nif) {}

    /**
     * A fun of the module's table. {@code arity} counts the arguments of a call, without the {@code free} values closed over;
     * {@code function} is the number of the function behind.
     */
    public record Lambda(LoadedModule module, int index, Atom name, int arity, int free, int oldUniq, int function) {}

    /** What the line number {@code n} of a generated class stands for: place {@code n} of {@link #locations}. Line 0 means unknown. */
    public record Location(int function, String file, int line, boolean tailCall) {}

    private final Atom name;
    private final byte[] md5;
    private long codeBytes;
    private volatile boolean purging;

    /** A version of this name and MD5 (16 bytes). */
    protected LoadedModule(Atom name, byte[] md5) {
        this.name = name;
        this.md5 = md5;
    }

    /** The module version that a generated class belongs to: what its initialiser asks first. */
    public static LoadedModule of(Class<?> generated) {
        return ((ModuleLoader) generated.getClassLoader()).module();
    }

    /** The module's name. */
    public final Atom name() {
        return name;
    }

    /** How large the generated classes are, in bytes of class files. */
    public final long codeBytes() {
        return codeBytes;
    }

    /** Says that there are so many bytes more of generated classes, before the version is handed out. */
    protected final void addCodeBytes(long bytes) {
        codeBytes += bytes;
    }

    /** The MD5 of the module's code, 16 bytes; do not modify. */
    public final byte[] md5() {
        return md5;
    }

    /** The functions, in the order of the file. */
    public abstract List<Function> functions();

    /** The funs, by index. */
    public abstract List<Lambda> lambdas();

    /** The generated classes whose Java frames are frames of functions, with dots. */
    public abstract List<String> classNames();

    /** The literals, by index. */
    public abstract Term[] literals();

    /** The locations that line numbers of generated classes stand for. */
    public abstract Location[] locations();

    /** {@code module_info(attributes)}. */
    public abstract Term attributes();

    /** {@code module_info(compile)}. */
    public abstract Term compileInfo();

    /** The number of the {@code -on_load} function, or -1. */
    public abstract int onLoad();

    /** The code; the classes are defined by then. */
    public abstract ModuleCode code();

    /** The function itself, of type {@code (ErlangProcess, int, Term…)Term}, for call sites to link to; null if it can only be called by number. */
    public abstract MethodHandle handle(int function);

    /** Makes the fun of this index with these values closed over: what decoding an external term needs. */
    public abstract Closure closure(int index, Pid creator, Term[] env);

    /**
     * Is the version being purged, or was it? Then calls of its funs ask {@link PurgedFuns} what is to become of them.
     */
    public final boolean isPurging() {
        return purging;
    }

    /** Sets {@link #isPurging()} and tells the generated classes. */
    final void purging(boolean on) {
        purging = on;
        stopFuns(on);
    }

    /** Has calls of the version's funs go to the methods of {@link Closure}, or again to their functions. */
    protected abstract void stopFuns(boolean stop);
}
