package org.jbeam.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.function.Supplier;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/**
 * A function that can be called by name: module, function and arity, and the code it has now. There is one object for each name, made on
 * first use, whether or not the function exists: without code it stands for a call of the process' error handler.
 */
public final class Export {
    /** The code of an export: function {@code fn} of a module version. */
    public record Target(ModuleCode code, int fn) {}

    private final Atom module;
    private final Atom function;
    private final int arity;
    private final Target undefined;
    private volatile Target target;
    private Supplier<MethodHandle> handle;
    /** Where all calls go through that are linked to this export; made when the first one is. */
    private MutableCallSite site;
    private volatile TracedCode traced;

    Export(Atom module, Atom function, int arity) {
        this.module = module;
        this.function = function;
        this.arity = arity;
        this.undefined = new Target(new UndefinedCode(this), 0);
        this.target = undefined;
    }

    /** The module. */
    public Atom module() {
        return module;
    }

    /** The function. */
    public Atom function() {
        return function;
    }

    /** How many arguments it takes. */
    public int arity() {
        return arity;
    }

    /** Is there code behind the name? */
    public boolean isDefined() {
        return target != undefined;
    }

    /** Is it the built-in function of this name, and does nobody want to know of its calls? */
    boolean isUntracedBif(Atom inModule, Atom name) {
        return module == inModule && function == name && target.code instanceof BifCode bif && !bif.isTraced();
    }

    /** The code it has now. */
    public Target target() {
        return target;
    }

    /**
     * Gives the export code, or takes it away with null. Calls that linked directly follow.
     *
     * @param direct the function itself, of type {@code (ErlangProcess, int, Term…)Term}, made when the first call site links; null when
     * there is none
     */
    synchronized void define(Target code, Supplier<MethodHandle> direct) {
        traced = null;
        target = code == null ? undefined : code;
        handle = code == null ? null : direct;
        relink();
    }

    /**
     * Has calls by name pass a breakpoint, until the export gets other code. Built-in functions have theirs elsewhere, since calls of them need no
     * export: {@link BifTable.Entry#breakpoint}.
     *
     * @param set the breakpoint, or null for none
     */
    public synchronized void breakpoint(Breakpoint set) {
        Target plain = traced == null ? target : traced.plain();
        traced = set == null ? null : new TracedCode(plain, set);
        target = set == null ? plain : new Target(traced, plain.fn);
        relink();
    }

    /** What {@link #breakpoint(Breakpoint)} set, or null. */
    public Breakpoint breakpoint() {
        TracedCode t = traced;
        return t == null ? null : t.breakpoint();
    }

    /** The code that it has but for tracing. */
    public Target plainTarget() {
        TracedCode t = traced;
        return t == null ? target : t.plain();
    }

    private void relink() {
        if (site != null) {
            site.setTarget(ExportCallSite.target(this, site.type()));
            MutableCallSite.syncAll(new MutableCallSite[] {site});
        }
    }

    /** The function itself if it can be linked to, else null. */
    MethodHandle handle() {
        return handle == null || traced != null ? null : handle.get();
    }

    /** The call site that follows the export's code; its type follows from the arity. */
    synchronized MutableCallSite link(MethodType type) {
        if (site == null) {
            // With its first target: the JDK makes one without a target dearly.
            site = new MutableCallSite(ExportCallSite.target(this, type));
        }
        return site;
    }

    /** Calls with no arguments. */
    public Term call0(ErlangProcess p, int depth) {
        Target t = target;
        return t.code.call0(t.fn, p, depth);
    }

    /** Calls with one argument. */
    public Term call1(ErlangProcess p, int depth, Term a) {
        Target t = target;
        return t.code.call1(t.fn, p, depth, a);
    }

    /** Calls with two arguments. */
    public Term call2(ErlangProcess p, int depth, Term a, Term b) {
        Target t = target;
        return t.code.call2(t.fn, p, depth, a, b);
    }

    /** Calls with three arguments. */
    public Term call3(ErlangProcess p, int depth, Term a, Term b, Term c) {
        Target t = target;
        return t.code.call3(t.fn, p, depth, a, b, c);
    }

    /** Calls with four arguments. */
    public Term call4(ErlangProcess p, int depth, Term a, Term b, Term c, Term d) {
        Target t = target;
        return t.code.call4(t.fn, p, depth, a, b, c, d);
    }

    /** Calls with five arguments. */
    public Term call5(ErlangProcess p, int depth, Term a, Term b, Term c, Term d, Term e) {
        Target t = target;
        return t.code.call5(t.fn, p, depth, a, b, c, d, e);
    }

    /** Calls with six arguments. */
    public Term call6(ErlangProcess p, int depth, Term a, Term b, Term c, Term d, Term e, Term f) {
        Target t = target;
        return t.code.call6(t.fn, p, depth, a, b, c, d, e, f);
    }

    /** Calls with {@link #arity()} arguments, any number. */
    public Term callN(ErlangProcess p, int depth, Term[] args) {
        Target t = target;
        return t.code.callN(t.fn, p, depth, args);
    }

    @Override
    public String toString() {
        return module + ":" + function + "/" + arity;
    }
}
