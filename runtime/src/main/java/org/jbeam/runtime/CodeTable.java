package org.jbeam.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.term.Atom;

/**
 * The loaded modules, each with at most a current and an old version, and the exports. Changes happen one at a time; reading takes no lock.
 *
 * <p>A module with an {@code -on_load} function is <em>pending</em> after it was loaded: its exports do not exist until
 * {@link #keepPending}.
 */
public final class CodeTable {
    private static final CodeTable CURRENT = new CodeTable();

    private record Key(Atom module, Atom function, int arity) {
        @Override
        public int hashCode() {
            return (module.hashCode() * 31 + function.hashCode()) * 31 + arity;
        }

        /** Written out, since what a record has by itself is slow until it is compiled, and this is asked for very often before that. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Key k && k.module == module && k.function == function && k.arity == arity;
        }
    }

    /** The versions of a module; each may be null. */
    public record Versions(LoadedModule current, LoadedModule old, LoadedModule pending) {
        static final Versions NONE = new Versions(null, null, null);
    }

    private final ConcurrentHashMap<Key, Export> exports = new ConcurrentHashMap<>(1 << 13);
    private final ConcurrentHashMap<Atom, Versions> modules = new ConcurrentHashMap<>(512);

    /** Who called a fun of the version that is being purged. */
    private final List<ErlangProcess> waiting = new ArrayList<>();
    /** The old version of the module that is being purged of a pending one; the purger does one module at a time. */
    private LoadedModule setAside;
    private volatile java.util.function.Consumer<LoadedModule> activation;

    private CodeTable() {}

    /** The table of this JVM: there is one VM in it, since generated classes link to it statically. */
    public static CodeTable current() {
        return CURRENT;
    }

    /** The export of this name, made if there was none. */
    public Export export(Atom module, Atom function, int arity) {
        Key key = new Key(module, function, arity);
        Export export = exports.get(key);
        return export != null ? export : exports.computeIfAbsent(key, k -> new Export(module, function, arity));
    }

    /** The export of this name if anyone has asked for it, else null. */
    public Export existing(Atom module, Atom function, int arity) {
        return exports.get(new Key(module, function, arity));
    }

    /** The versions of a module; empty ones when it was never loaded. */
    public Versions versions(Atom module) {
        return modules.getOrDefault(module, Versions.NONE);
    }

    /** Is there current code of the module? */
    public boolean isLoaded(Atom module) {
        return versions(module).current != null;
    }

    /** The names of the modules that have current or old code. */
    public List<Atom> loaded() {
        List<Atom> names = new ArrayList<>();
        modules.forEach((name, v) -> {
            if (v.current != null || v.old != null) {
                names.add(name);
            }
        });
        return names;
    }

    /** All exports that anyone has asked for, in no order. */
    public java.util.Collection<Export> exports() {
        return exports.values();
    }

    /** What to do with each version that becomes current, after its exports are defined; null for nothing. */
    public void onActivation(java.util.function.Consumer<LoadedModule> action) {
        activation = action;
    }

    /** Makes the built-in functions callable, before any module is loaded. */
    public void defineBifs() {
        for (BifTable.Entry bif : BifTable.all()) {
            if (!bif.isNif()) {
                export(bif.module(), bif.function(), bif.arity()).define(new Export.Target(new BifCode(bif), 0), null);
            }
        }
    }

    /**
     * Makes a version the current one; what was current becomes old. A version with an on_load function becomes pending instead.
     *
     * @throws IllegalStateException there is old code already
     */
    public synchronized void commit(LoadedModule version) {
        if (FlightEvents.ON) {
            FlightEvents.loaded(version);
        }
        Versions v = versions(version.name());
        version.classNames().forEach(name -> StackTraces.register(name, version));
        if (v.current != null) {
            clearBreakpoints(v.current);
        }
        if (version.onLoad() >= 0) {
            modules.put(version.name(), new Versions(v.current, v.old, version));
            return;
        }
        activate(version, v);
    }

    /** Nothing of a module is traced any more once another version is loaded, be it one that its on_load function does not let become current. */
    private void clearBreakpoints(LoadedModule version) {
        version.code().breakpoints(null);
        for (LoadedModule.Function f : version.functions()) {
            Export export = f.exported() ? existing(version.name(), f.name(), f.arity()) : null;
            if (export != null && export.breakpoint() != null) {
                export.breakpoint(null);
            }
        }
    }

    private void activate(LoadedModule version, Versions v) {
        if (v.current != null && v.old != null) {
            throw new IllegalStateException(version.name() + " has old code");
        }
        LoadedModule old = v.current != null ? v.current : v.old;
        // The exports first: who sees that the module is there may call it. error_handler takes a function that is not exported then for undefined.
        define(version);
        if (v.current != null) {
            undefine(v.current, version);
        }
        modules.put(version.name(), new Versions(version, old, null));
        if (activation != null) {
            activation.accept(version);
        }
    }

    private void define(LoadedModule version) {
        for (LoadedModule.Function f : version.functions()) {
            BifTable.Entry bif = f.exported() ? BifTable.find(version.name(), f.name(), f.arity()) : null;
            if (bif != null && bif.isNif()) {
                export(version.name(), f.name(), f.arity()).define(new Export.Target(new BifCode(bif), 0), null);
            } else if (f.exported() && bif == null) {
                export(version.name(), f.name(), f.arity())
                        .define(new Export.Target(version.code(), f.number()), () -> version.handle(f.number()));
            }
        }
    }

    private static boolean isBuiltIn(LoadedModule version, LoadedModule.Function f) {
        BifTable.Entry bif = BifTable.find(version.name(), f.name(), f.arity());
        return bif != null && !bif.isNif();
    }

    private void undefine(LoadedModule version, LoadedModule successor) {
        for (LoadedModule.Function f : version.functions()) {
            boolean goesOn = successor != null && exports(successor, f);
            if (f.exported() && !goesOn && !isBuiltIn(version, f)) {
                export(version.name(), f.name(), f.arity()).define(null, null);
            }
        }
    }

    private static boolean exports(LoadedModule version, LoadedModule.Function wanted) {
        for (LoadedModule.Function f : version.functions()) {
            if (f.exported() && f.name() == wanted.name() && f.arity() == wanted.arity()) {
                return true;
            }
        }
        return false;
    }

    /** Makes a pending version current. Does nothing when there is none. */
    public synchronized void keepPending(Atom module) {
        Versions v = versions(module);
        if (v.pending != null) {
            activate(v.pending, new Versions(v.current, v.old, null));
        }
    }

    /**
     * Has the pending version of a module, whose on_load function failed, stand where the old one stands until {@link #purge} has dropped it; then
     * the old one is back. False when there is no pending version.
     */
    public synchronized boolean makePendingOld(Atom module) {
        Versions v = versions(module);
        if (v.pending == null) {
            return false;
        }
        setAside = v.old;
        modules.put(module, new Versions(v.current, v.pending, null));
        return true;
    }

    /** Has any version of the module ever been there? */
    public boolean isKnown(Atom module) {
        return modules.containsKey(module);
    }

    /** Makes the current version old, if there is one; false when there is old code already. */
    public synchronized boolean delete(Atom module) {
        Versions v = versions(module);
        if (v.old != null) {
            return false;
        }
        if (v.current == null) {
            return true;
        }
        modules.put(module, new Versions(null, v.current, v.pending));
        undefine(v.current, null);
        return true;
    }

    /** Begins to purge the old version: from now on calls of its funs wait. False when there is none. */
    public synchronized boolean preparePurge(Atom module) {
        LoadedModule old = versions(module).old;
        if (old != null) {
            old.purging(true);
        }
        return old != null;
    }

    /** Ends a purge that {@link #preparePurge} began without dropping the version: its funs may be called again. */
    public synchronized void abortPurge(Atom module) {
        LoadedModule old = versions(module).old;
        if (old != null) {
            old.purging(false);
        }
        resumeCallers();
    }

    /** Suspends a process until the purge of this version has ended; false, at once, when none is going on. */
    synchronized boolean suspendForPurge(LoadedModule version, ErlangProcess caller) {
        if (!version.isPurging() || versions(version.name()).old != version) {
            return false;
        }
        waiting.add(caller);
        if (caller.suspension() == null) {
            caller.suspension(new SuspendCount());
        }
        caller.suspension().add(caller.pid());
        return true;
    }

    private void resumeCallers() {
        waiting.forEach(p -> p.vm().resume(p, p.pid(), true));
        waiting.clear();
    }

    /** Drops the old version; false when there is none. */
    public synchronized boolean purge(Atom module) {
        Versions v = versions(module);
        if (v.old == null) {
            return false;
        }
        discard(v.old);
        resumeCallers();
        LoadedModule left = setAside;
        setAside = null;
        modules.put(module, new Versions(v.current, left, v.pending));
        return true;
    }

    /** Forgets all modules, for a new machine in this JVM. No process of the old one may run code any more. */
    public synchronized void clear() {
        for (Versions v : modules.values()) {
            if (v.current != null) {
                undefine(v.current, null);
            }
            for (LoadedModule m : new LoadedModule[] {v.current, v.old, v.pending}) {
                if (m != null) {
                    discard(m);
                }
            }
        }
        modules.clear();
        setAside = null;
    }

    private static void discard(LoadedModule version) {
        StackTraces.unregister(version);
        version.purging(true);
    }

    /** The version of a module with this MD5, current, old or pending, or null. */
    public LoadedModule version(Atom module, byte[] md5) {
        Versions v = versions(module);
        for (LoadedModule m : new LoadedModule[] {v.current, v.old, v.pending}) {
            if (m != null && java.util.Arrays.equals(m.md5(), md5)) {
                return m;
            }
        }
        return null;
    }
}
