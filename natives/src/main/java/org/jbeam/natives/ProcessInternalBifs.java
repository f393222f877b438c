package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.SpawnOptions;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.PlainRef;
import org.jbeam.term.Ref;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple2;
import org.jbeam.term.Tuple;

/** Process functions that module erlang's rest on. */
@BifModule("erts_internal")
public final class ProcessInternalBifs {
    private static final Atom BADOPT = Atom.of("badopt");
    private static final int MOST_SAVED_CALLS = 10_000;
    private static final Atom BADTYPE = Atom.of("badtype");
    private static final Atom EXITED = Atom.of("exited");
    private static final Atom SUSPENDED = Atom.of("suspended");
    private static final Atom BADARG = Atom.of("badarg");
    private static final Atom SPAWN_REPLY = Atom.of("spawn_reply");

    private ProcessInternalBifs() {}

    /** {@code group_leader(Leader, Pid)}: true, or {@code badarg} as a value. */
    @Bif("group_leader")
    public static Term groupLeader(ErlangProcess p, Term leader, Term pid) {
        if (!(leader instanceof Pid) || !(pid instanceof Pid id)) {
            return BADARG;
        }
        if (!id.node().isLocal()) {
            p.vm().remote(id.node()).groupLeader((Pid) leader, id);
            return Atom.TRUE;
        }
        Term done = ProcessInfoBifs.ask(p, pid, target -> {
            target.groupLeader(leader);
            return Atom.TRUE;
        });
        return done == Atom.TRUE ? Atom.TRUE : BADARG;
    }

    /** {@code group_leader(Leader, Pid, Ref)}: the answer comes as {@code {Ref, Result}}. */
    @Bif("group_leader")
    public static Term groupLeader(ErlangProcess p, Term leader, Term pid, Term ref) {
        if (!(leader instanceof Pid) || !(pid instanceof Pid id) || !id.node().isLocal() || !(ref instanceof Ref to) || !to.node().isLocal()) {
            throw BifException.badarg();
        }
        p.deliver(Tuple.of(ref, groupLeader(p, leader, pid)));
        return Atom.OK;
    }

    /** {@code is_process_alive(Pid, Ref)}: the answer comes as {@code {Ref, Boolean}}, after the signals sent before. */
    @Bif("is_process_alive")
    public static Term isProcessAlive(ErlangProcess p, Term pid, Term ref) {
        if (!(pid instanceof Pid id) || !id.node().isLocal() || !isOrdinary(p.vm(), ref)) {
            throw BifException.badarg();
        }
        ErlangProcess target = p.vm().process(id);
        boolean sent = target != null && p.vm().request(target, process -> p.deliver(Tuple.of(ref, Atom.TRUE)),
                () -> p.deliver(Tuple.of(ref, Atom.FALSE)));
        if (!sent) {
            p.deliver(Tuple.of(ref, Atom.FALSE));
        }
        return Atom.OK;
    }

    /** Is it a reference of this node that neither stands for something nor sends to a process? */
    private static boolean isOrdinary(VirtualMachine vm, Term ref) {
        return ref instanceof PlainRef to && to.node().isLocal() && vm.aliases().owner(to) == null;
    }

    /** {@code spawn_request(Module, Function, Args, Options)}: a reference that the {@code spawn_reply} carries. */
    @Bif("spawn_request")
    public static Term spawnRequest(ErlangProcess p, Term module, Term function, Term args, Term options) {
        Reply reply = new Reply();
        org.jbeam.term.ListBuilder rest = new org.jbeam.term.ListBuilder();
        if (!(module instanceof Atom) || !(function instanceof Atom) || ErlangProcess.arguments(args) == null) {
            return BADARG;
        }
        Term[] given = org.jbeam.term.Terms.elements(options);
        if (given == null) {
            return BADOPT;
        }
        for (Term option : given) {
            if (!reply.take(option)) {
                rest.add(option);
            }
        }
        try {
            SpawnOptions parsed = ProcessBifs.options(p, rest.finish());
            ErlangProcess child = ProcessBifs.start(p, module, function, args, parsed);
            Ref ref = parsed.monitor() != null ? parsed.monitor() : p.vm().newRef();
            if (reply.success) {
                p.deliver(Tuple.of(reply.tag, ref, Atom.OK, child.pid()));
            }
            return ref;
        } catch (BifException e) {
            return failed(p, reply, e.reason() == BADARG ? BADOPT : e.reason());
        }
    }

    private static Term failed(ErlangProcess p, Reply reply, Term reason) {
        Ref ref = p.vm().newRef();
        if (reply.error) {
            p.deliver(Tuple.of(reply.tag, ref, Atom.ERROR, reason));
        }
        return ref;
    }

    private static final class Reply {
        private Term tag = SPAWN_REPLY;
        private boolean success = true;
        private boolean error = true;

        private boolean take(Term option) {
            if (!(option instanceof Tuple2 t)) {
                return false;
            }
            if (t.e0() == Atom.of("reply_tag")) {
                tag = t.e1();
                return true;
            }
            if (t.e0() != Atom.of("reply")) {
                return false;
            }
            String when = Args.atom(t.e1()).name();
            success = when.equals("yes") || when.equals("success_only");
            error = when.equals("yes") || when.equals("error_only");
            return true;
        }
    }

    /** {@code spawn_system_process(Module, Function, Args)}. */
    @Bif("spawn_system_process")
    public static Term spawnSystemProcess(ErlangProcess p, Term module, Term function, Term args) {
        ErlangProcess child = ProcessBifs.start(p, module, function, args, SpawnOptions.NONE);
        SystemProcesses.of(p.vm()).add(child.pid());
        return child.pid();
    }

    /** {@code is_system_process(Pid)}. */
    @Bif("is_system_process")
    public static Term isSystemProcess(ErlangProcess p, Term pid) {
        if (!(pid instanceof Pid id)) {
            throw BifException.badarg();
        }
        return Atom.of(SystemProcesses.of(p.vm()).contains(id));
    }

    /** {@code suspend_process(Pid, Options)}. */
    @Bif("suspend_process")
    public static Term suspendProcess(ErlangProcess p, Term pid, Term options) {
        Term[] given = org.jbeam.term.Terms.elements(options);
        if (!(pid instanceof Pid id) || !id.node().isLocal() || id.equals(p.pid())) {
            return BADARG;
        }
        if (given == null) {
            return BADOPT;
        }
        ErlangProcess target = p.vm().process(id);
        boolean asynchronous = false;
        Term tag = null;
        for (Term option : given) {
            if (option instanceof Tuple2 t && t.e0() == Atom.of("asynchronous")) {
                asynchronous = true;
                tag = t.e1();
            } else if (option == Atom.of("asynchronous")) {
                asynchronous = true;
            } else if (option != Atom.of("unless_suspending")) {
                return BADOPT;
            }
        }
        if (target == null) {
            return gone(p, asynchronous, tag, BADARG);
        }
        Suspensions.of(p.vm()).add(p.pid(), id);
        boolean[] done = new boolean[1];
        Term reply = tag;
        boolean there = p.vm().suspend(target, p.pid(), () -> suspended(p, target, done, reply));
        if (!there) {
            return gone(p, asynchronous, tag, EXITED);
        }
        if (!asynchronous) {
            p.await(() -> isDone(done));
        }
        return Atom.TRUE;
    }

    /** What comes of suspending a process that has ended: only a caller that waits for it is told by the result. */
    private static Term gone(ErlangProcess p, boolean asynchronous, Term tag, Atom outcome) {
        if (tag != null) {
            p.deliver(Tuple.of(tag, outcome));
        }
        return asynchronous ? Atom.TRUE : BADARG;
    }

    private static void suspended(ErlangProcess p, ErlangProcess target, boolean[] done, Term tag) {
        done[0] = true;
        java.lang.invoke.VarHandle.releaseFence();
        if (tag != null) {
            p.deliver(Tuple.of(tag, target.isExiting() ? EXITED : SUSPENDED));
        }
        p.unpark();
    }

    private static boolean isDone(boolean[] done) {
        java.lang.invoke.VarHandle.acquireFence();
        return done[0];
    }

    /** {@code process_flag(Pid, save_calls, Count)}. */
    @Bif("process_flag")
    public static Term processFlag(ErlangProcess p, Term pid, Term flag, Term value) {
        if (!(pid instanceof Pid)) {
            return BADTYPE;
        }
        if (flag != Atom.of("save_calls")) {
            return BADARG;
        }
        if (!(value instanceof SmallInt n) || n.value() < 0 || n.value() > MOST_SAVED_CALLS) {
            return BADARG;
        }
        Term old = ProcessInfoBifs.ask(p, pid, target -> ProcessBifs.processFlag(target, flag, value));
        return old == Atom.UNDEFINED ? BADTYPE : old;
    }

    /** {@code process_display(Pid, backtrace)}: prints the process' stack on the error output. */
    @Bif("process_display")
    public static Term processDisplay(ErlangProcess p, Term pid, Term what) {
        if (what != Atom.of("backtrace")) {
            return BADOPT;
        }
        if (!(pid instanceof Pid id)) {
            return BADARG;
        }
        if (p.vm().process(id) == null) {
            return BADARG;
        }
        Term trace = ProcessInfoBifs.ask(p, pid, target -> org.jbeam.runtime.StackTraces.currentAll());
        System.err.println(pid + " " + trace);
        return Atom.TRUE;
    }

    /** {@code garbage_collect(Type)}: drops what the process keeps needlessly, and counts what is left; memory itself is the Java collector's. */
    @Bif("garbage_collect")
    public static Term garbageCollect(ErlangProcess p, Term type) {
        if (type != Atom.of("major") && type != Atom.of("minor")) {
            throw BifException.badarg();
        }
        p.handleSignals();
        p.collectGarbage(type == Atom.of("major"));
        Work.items(p.memory().heapSize());
        return Atom.TRUE;
    }

    /** {@code dirty_process_handle_signals(Pid)}: processes handle their signals themselves. */
    @Bif("dirty_process_handle_signals")
    public static Term dirtyProcessHandleSignals(ErlangProcess p, Term pid) {
        systemOnly(p);
        return Atom.of("normal");
    }

    /** {@code is_process_executing_dirty(Pid)}: no process runs native code. */
    @Bif("is_process_executing_dirty")
    public static Term isProcessExecutingDirty(Term pid) {
        if (!(pid instanceof Pid id) || !id.node().isLocal()) {
            throw BifException.badarg();
        }
        return Atom.FALSE;
    }

    /** {@code check_dirty_process_code(Pid, Module)}. */
    @Bif("check_dirty_process_code")
    public static Term checkDirtyProcessCode(ErlangProcess p, Term pid, Term module) {
        systemOnly(p);
        return Atom.FALSE;
    }

    /** Refuses what only the processes may call that the machine itself started. */
    static void systemOnly(ErlangProcess p) {
        if (!SystemProcesses.of(p.vm()).contains(p.pid())) {
            throw BifException.notsup();
        }
    }

    /** {@code scheduler_wall_time(Enable)}: the old state; the times are not measured. */
    @Bif("scheduler_wall_time")
    public static Term schedulerWallTime(Term enable) {
        return Atom.FALSE;
    }

    /** {@code system_check(schedulers)}: each scheduler answers with the reference. */
    @Bif("system_check")
    public static Term systemCheck(ErlangProcess p, Term type) {
        if (type != Atom.of("schedulers")) {
            throw BifException.badarg();
        }
        Ref ref = p.vm().newRef();
        for (int i = 0; i < p.vm().scheduler().carriers(); i++) {
            p.deliver(ref);
        }
        return ref;
    }

    /** {@code time_unit()}: native time units a second. */
    @Bif("time_unit")
    public static Term timeUnit() {
        return SmallInt.of(1_000_000_000L);
    }

    /** {@code perf_counter_unit()}. */
    @Bif("perf_counter_unit")
    public static Term perfCounterUnit() {
        return SmallInt.of(1_000_000_000L);
    }

    /** {@code no_aux_work_threads()}. */
    @Bif("no_aux_work_threads")
    public static Term noAuxWorkThreads(ErlangProcess p) {
        return SmallInt.of(p.vm().scheduler().carriers() + 1L);
    }

    /** {@code get_creation()}. */
    @Bif("get_creation")
    public static Term getCreation() {
        long creation = org.jbeam.term.Node.LOCAL.creation() & 0xffff_ffffL;
        return creation == 0 ? Atom.UNDEFINED : SmallInt.of(creation);
    }
}
