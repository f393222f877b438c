package org.jbeam.ets;

import java.util.List;
import org.jbeam.matchspec.MatchContext;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;

/** All tables of a system: names, identifiers, owners, heirs. */
public final class EtsTables {
    /** Tables of this host; {@code limit} is only reported. */
    public EtsTables(TableHost host, int limit) {
        throw new UnsupportedOperationException();
    }

    /** {@code ets:new(Name, Options)}. @throws EtsException bad name or options, or the name is taken */
    public Table create(Term name, Term options, Pid owner) {
        throw new UnsupportedOperationException();
    }

    /** The living table of this name or identifier, or null. */
    public Table find(Term nameOrId) {
        throw new UnsupportedOperationException();
    }

    /** The table if this process may read it. @throws EtsException type, id or access */
    public Table readable(Term nameOrId, Pid self) {
        throw new UnsupportedOperationException();
    }

    /** The table if this process may write it. @throws EtsException type, id or access */
    public Table writable(Term nameOrId, Pid self) {
        throw new UnsupportedOperationException();
    }

    /** {@code ets:delete(Table)}. */
    public void delete(Term nameOrId, Pid self) {
        throw new UnsupportedOperationException();
    }

    /** {@code ets:rename(Table, Name)}: the new name. */
    public Atom rename(Term nameOrId, Term newName, Pid self) {
        throw new UnsupportedOperationException();
    }

    /** {@code ets:give_away(Table, Pid, Data)}. */
    public void giveAway(Term nameOrId, Term to, Term data, Pid self) {
        throw new UnsupportedOperationException();
    }

    /** {@code ets:setopts(Table, Opts)}. */
    public void setOptions(Term nameOrId, Term options, Pid self) {
        throw new UnsupportedOperationException();
    }

    /** {@code ets:whereis(Name)}: the identifier or {@code undefined}. */
    public Term whereis(Term name) {
        throw new UnsupportedOperationException();
    }

    /** {@code ets:all()}. */
    public List<Table> all() {
        throw new UnsupportedOperationException();
    }

    /** {@code ets:info(Table)}: a list, or {@code undefined}. */
    public Term info(Term nameOrId, Pid self) {
        throw new UnsupportedOperationException();
    }

    /** {@code ets:info(Table, Item)}: the value, or {@code undefined}. */
    public Term info(Term nameOrId, Term item, Pid self) {
        throw new UnsupportedOperationException();
    }

    /** {@code ets:safe_fixtable(Table, Flag)}. */
    public void safeFix(Term nameOrId, Term flag, Pid self) {
        throw new UnsupportedOperationException();
    }

    /** A process ended: its fixations go, its tables go to their heirs or are deleted. */
    public void exited(Pid process) {
        throw new UnsupportedOperationException();
    }

    /** {@code ets:select(Continuation)}, also of {@code match/1}, {@code match_object/1} and {@code select_reverse/1}. */
    public Term selectMore(Term continuation, Pid self, MatchContext context) {
        throw new UnsupportedOperationException();
    }

    /** {@code ets:match_spec_compile(Spec)}: a reference. */
    public Term compileMatchSpec(Term spec) {
        throw new UnsupportedOperationException();
    }

    /** {@code ets:is_compiled_ms(Term)}. */
    public boolean isCompiledMatchSpec(Term term) {
        throw new UnsupportedOperationException();
    }

    /** {@code ets:match_spec_run_r(List, Compiled, Accumulator)}. */
    public Term runMatchSpec(Term list, Term compiled, Term accumulator, MatchContext context) {
        throw new UnsupportedOperationException();
    }
}
