package org.jbeam.matchspec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.ListTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** {@code erlang:match_spec_test/3}: tries a specification out and explains what is wrong with it. */
public final class MatchSpecTest {
    private static final Atom RETURN_TRACE = Atom.of("return_trace");
    private static final Atom EXCEPTION_TRACE = Atom.of("exception_trace");

    private static final Set<Term> TOKEN_COMPONENTS = atoms("label", "serial", "send", "receive", "print", "timestamp",
            "monotonic_timestamp", "strict_monotonic_timestamp");
    private static final Set<Term> FLAGS = atoms("all", "send", "receive", "procs", "ports", "call", "arity", "return_to", "silent",
            "running", "exiting", "running_procs", "running_ports", "garbage_collection", "timestamp", "monotonic_timestamp",
            "strict_monotonic_timestamp", "set_on_spawn", "set_on_first_spawn", "set_on_link", "set_on_first_link");

    private MatchSpecTest() {}

    private static Set<Term> atoms(String... names) {
        Set<Term> atoms = new HashSet<>();
        for (String name : names) {
            atoms.add(Atom.of(name));
        }
        return atoms;
    }

    /**
     * Runs a specification once. Trace actions have no effect but the flags they return.
     *
     * @param against an object, or the list of arguments of a call
     * @param process what the specification may ask about the caller
     * @return {@code {ok, Result, Flags, Warnings}} or {@code {error, Errors}}; null, for {@code badarg}, when arguments are no list
     */
    public static Term run(Term against, Term spec, Target target, MatchContext process) {
        if (target == Target.TRACE && !(against instanceof ListTerm)) {
            return null;
        }
        Diagnostics diagnostics = new Diagnostics();
        MatchSpec compiled = MatchSpec.compile(spec, target, diagnostics);
        if (compiled == null) {
            return Tuple.of(Atom.ERROR, terms(diagnostics.list()));
        }
        Trial trial = new Trial(process);
        Matcher matcher = compiled.matcher(trial);
        Term result = target == Target.TABLE ? matcher.match(against) : matcher.matchCall(arguments(against));
        Term flags = trial.exceptionTrace ? new Cons(EXCEPTION_TRACE, Nil.NIL) : Nil.NIL;
        if (trial.returnTrace) {
            flags = new Cons(RETURN_TRACE, flags);
        }
        return Tuple.of(Atom.OK, result == null ? Atom.FALSE : result, flags, terms(diagnostics.list()));
    }

    private static Term[] arguments(Term list) {
        List<Term> arguments = new ArrayList<>();
        for (Term rest = list; rest instanceof Cons cell; rest = cell.tail()) {
            arguments.add(cell.head());
        }
        return arguments.toArray(new Term[0]);
    }

    private static Term terms(List<Diagnostic> diagnostics) {
        ListBuilder list = new ListBuilder();
        diagnostics.forEach(d -> list.add(d.term()));
        return list.finish();
    }

    /** Notes what was asked for; reads through to real trace actions where there are some. */
    private static final class Trial implements TraceActions {
        private final MatchContext process;
        private final TraceActions actions;
        private boolean returnTrace;
        private boolean exceptionTrace;

        Trial(MatchContext process) {
            this.process = process;
            this.actions = process instanceof TraceActions given ? given : null;
        }

        @Override
        public Term self() {
            return process.self();
        }

        @Override
        public Atom node() {
            return process.node();
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
        public void display(Term term) {
            if (actions != null) {
                actions.display(term);
            }
        }

        @Override
        public boolean seqTraced() {
            return actions != null && actions.seqTraced();
        }

        @Override
        public Term seqToken() {
            return actions == null ? Nil.NIL : actions.seqToken();
        }

        @Override
        public Term setSeqToken(Term component, Term value) {
            return TOKEN_COMPONENTS.contains(component) ? seqToken() : null;
        }

        @Override
        public Term enableTrace(Term process, Term flag) {
            return known(process) && FLAGS.contains(flag) ? Atom.TRUE : null;
        }

        @Override
        public Term disableTrace(Term process, Term flag) {
            return enableTrace(process, flag);
        }

        @Override
        public Term trace(Term process, Term disable, Term enable) {
            return known(process) && flags(disable) && flags(enable) ? Atom.FALSE : null;
        }

        private static boolean known(Term process) {
            return process == null || process instanceof Pid;
        }

        private static boolean flags(Term list) {
            Term rest = list;
            while (rest instanceof Cons cell && FLAGS.contains(cell.head())) {
                rest = cell.tail();
            }
            return rest == Nil.NIL;
        }

        @Override
        public Term processDump() {
            return actions == null ? Atom.UNDEFINED : actions.processDump();
        }

        @Override
        public long traceControlWord() {
            return actions == null ? 0 : actions.traceControlWord();
        }

        @Override
        public long traceControlWord(long word) {
            return traceControlWord();
        }
    }
}
