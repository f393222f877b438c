package org.jbeam.natives.trace;

import org.jbeam.matchspec.TraceActions;
import org.jbeam.natives.HaltBifs;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.SeqToken;
import org.jbeam.runtime.SeqTrace;
import org.jbeam.runtime.StackTraces;
import org.jbeam.runtime.Tracee;
import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** What a match specification does to the process whose call, send or receive it looks at. */
final class CallActions implements TraceActions {
    private final ErlangProcess p;
    private final TraceControl control;
    boolean returnTrace;
    boolean exceptionTrace;

    CallActions(ErlangProcess p, TraceControl control) {
        this.p = p;
        this.control = control;
    }

    @Override
    public Term self() {
        return p.pid();
    }

    @Override
    public void returnTrace() {
        returnTrace = true;
    }

    @Override
    public void exceptionTrace() {
        exceptionTrace = true;
    }

    @Override
    public Term caller() {
        return StackTraces.caller() instanceof Tuple t ? Tuple.of(t.element(0), t.element(1), t.element(2)) : Atom.UNDEFINED;
    }

    @Override
    public Term callerLine() {
        Term caller = StackTraces.caller();
        return caller == null ? Atom.UNDEFINED : caller;
    }

    @Override
    public Term processDump() {
        return Terms.utf8(ProcessDump.of(p));
    }

    @Override
    public void display(Term term) {
        HaltBifs.display(term);
    }

    @Override
    public void silent(Term mode) {
        if (mode == Atom.TRUE) {
            control.change(p, 0, TraceFlags.SILENT, null);
        } else if (mode == Atom.FALSE) {
            control.change(p, TraceFlags.SILENT, 0, null);
        }
    }

    @Override
    public boolean seqTraced() {
        return p.seqTrace() != null && p.seqTrace().token() != null;
    }

    @Override
    public Term setSeqToken(Term component, Term value) {
        return SeqTokens.set(p, component, value) == null ? null : Atom.TRUE;
    }

    @Override
    public Term seqToken() {
        SeqTrace trace = p.seqTrace();
        SeqToken token = trace == null ? null : trace.token();
        return token == null ? Nil.NIL : token.toTerm();
    }

    private Tracer own() {
        Tracee t = p.tracee();
        return t instanceof TraceTarget target ? target.tracer : null;
    }

    private ErlangProcess named(Term process) {
        return process == null ? p : process instanceof Pid pid ? p.vm().process(pid)
                : process instanceof Atom name && p.vm().names().whereis(name) instanceof ErlangProcess found ? found : null;
    }

    private Term change(Term process, Term flag, boolean on) {
        int bits = TraceFlags.bits(flag);
        ErlangProcess target = named(process);
        if (bits == 0 || target == null) {
            return null;
        }
        control.replace(target, on ? 0 : bits, on ? bits : 0, own());
        return Atom.TRUE;
    }

    @Override
    public Term enableTrace(Term process, Term flag) {
        return change(process, flag, true);
    }

    @Override
    public Term disableTrace(Term process, Term flag) {
        return change(process, flag, false);
    }

    @Override
    public Term trace(Term process, Term disable, Term enable) {
        FlagList off = FlagList.of(p.vm(), disable);
        FlagList on = FlagList.of(p.vm(), enable);
        ErlangProcess target = named(process);
        if (off == null || on == null || target == null || off.cpuTimestamp() || on.cpuTimestamp()) {
            return null;
        }
        Tracer tracer = on.tracer() != null ? on.tracer() : off.tracer() != null ? off.tracer() : own();
        if (tracer != null && !tracer.listensTo(target.pid())) {
            return null;
        }
        Tracee before = target.tracee();
        control.replace(target, off.flags(), on.flags(), tracer);
        return Atom.of(isChanged(before, target.tracee()));
    }

    private static boolean isChanged(Tracee before, Tracee after) {
        if (!(before instanceof TraceTarget b) || !(after instanceof TraceTarget a)) {
            return before != after;
        }
        return a.flags != b.flags || !a.tracer.id().equals(b.tracer.id());
    }

    @Override
    public long traceControlWord() {
        return control.controlWord();
    }

    @Override
    public long traceControlWord(long word) {
        return control.controlWord(word);
    }
}
