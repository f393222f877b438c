package org.jbeam.natives;

import java.util.Set;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.LoadedModule;
import org.jbeam.runtime.OldCode;
import org.jbeam.scheduler.Priority;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple3;

/** What the code server and the purger ask of the machine. */
@BifModule("erts_internal")
public final class CodeInternalBifs {
    private static final Atom INHERIT = Atom.of("inherit");
    private static final Atom COPY_LITERALS = Atom.of("copy_literals");
    private static final Set<Term> TASKS = Set.of(Atom.of("check_process_code"), Atom.of("garbage_collect"), COPY_LITERALS,
            Atom.of("system_message"));

    private CodeInternalBifs() {}

    /** {@code prepare_loading(Module, Code)}: a prepared code, or {@code {error, badfile}}. */
    @Bif("prepare_loading")
    public static Term prepareLoading(ErlangProcess p, Term module, Term code) {
        return CodeBifs.prepare(p, module, code);
    }

    /** {@code purge_module(Module, prepare | prepare_on_load | abort | complete)}. */
    @Bif("purge_module")
    public static Term purgeModule(ErlangProcess p, Term module, Term operation) {
        ProcessInternalBifs.systemOnly(p);
        Atom m = Args.atom(module);
        return switch (Args.atom(operation).name()) {
            case "prepare" -> Atom.of(CodeTable.current().preparePurge(m));
            case "prepare_on_load" -> Atom.of(CodeTable.current().makePendingOld(m));
            case "abort" -> {
                CodeTable.current().abortPurge(m);
                yield Atom.FALSE;
            }
            case "complete" -> Atom.of(CodeTable.current().purge(m));
            default -> throw BifException.badarg();
        };
    }

    /** {@code check_process_code(Module)}: does the caller run old code of it? */
    @Bif("check_process_code")
    public static Term checkProcessCode(ErlangProcess p, Term module) {
        return Atom.of(runsOld(p, Args.atom(module)));
    }

    private static boolean runsOld(ErlangProcess p, Atom module) {
        LoadedModule old = CodeTable.current().versions(module).old();
        return old != null && OldCode.isRunBy(p, old);
    }

    /** {@code request_system_task(Pid, Priority, {Operation, Id, Argument})}: the answer comes as {@code {Operation, Id, Result}}. */
    @Bif("request_system_task")
    public static Term requestSystemTask(ErlangProcess p, Term pid, Term priority, Term request) {
        return request(p, p.pid(), pid, priority, request);
    }

    /** {@code request_system_task(Requester, Pid, Priority, Request)}. */
    @Bif("request_system_task")
    public static Term requestSystemTask(ErlangProcess p, Term requester, Term pid, Term priority, Term request) {
        if (!(requester instanceof Pid to)) {
            throw BifException.badarg();
        }
        return request(p, to, pid, priority, request);
    }

    private static boolean isTask(Tuple task, Term priority) {
        return TASKS.contains(task.element(0)) && (priority == INHERIT || ErlangProcess.priorityOf(priority) != null);
    }

    private static Term request(ErlangProcess p, Pid requester, Term pid, Term priority, Term request) {
        if (!(pid instanceof Pid id) || !(request instanceof Tuple t) || t.arity() < 2 || !(t.element(0) instanceof Atom operation)
                || !isTask(t, priority)) {
            throw BifException.badarg();
        }
        ErlangProcess target = p.vm().process(id);
        Term tag = t.element(1);
        Term none = operation == COPY_LITERALS ? Atom.OK : Atom.FALSE;
        Priority urgency = priority == INHERIT ? p.priority() : ErlangProcess.priorityOf(priority);
        boolean there = target != null && p.vm().request(target, urgency,
                process -> answer(process, requester, operation, tag, perform(process, t)),
                () -> answer(p, requester, operation, tag, none));
        if (!there) {
            answer(p, requester, operation, tag, none);
        }
        return Atom.OK;
    }

    private static Term perform(ErlangProcess process, Tuple request) {
        return switch (((Atom) request.element(0)).name()) {
            case "check_process_code" -> Atom.of(request instanceof Tuple3 t && t.e2() instanceof Atom m && runsOld(process, m));
            case "garbage_collect" -> {
                process.collectGarbage(!(request instanceof Tuple3 t && t.e2() == Atom.of("minor")));
                yield Atom.TRUE;
            }
            default -> Atom.OK;
        };
    }

    private static void answer(ErlangProcess from, Pid requester, Atom operation, Term tag, Term result) {
        ErlangProcess to = from.vm().process(requester);
        if (to != null) {
            to.deliver(Tuple.of(operation, tag, result));
        }
    }
}
