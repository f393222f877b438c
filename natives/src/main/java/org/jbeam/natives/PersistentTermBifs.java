package org.jbeam.natives;

import java.util.Map;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.MapTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Module persistent_term: terms that every process reads without a copy. */
@BifModule("persistent_term")
public final class PersistentTermBifs {
    private PersistentTermBifs() {}

    private static Map<Term, Term> terms(VirtualMachine vm) {
        return vm.persistentTerms();
    }

    /** {@code put(Key, Value)}. */
    @Bif
    public static Term put(ErlangProcess p, Term key, Term value) {
        terms(p.vm()).put(key, value);
        return Atom.OK;
    }

    /** {@code get(Key)}. */
    @Bif
    public static Term get(ErlangProcess p, Term key) {
        Term value = terms(p.vm()).get(key);
        if (value == null) {
            throw BifException.badarg();
        }
        return value;
    }

    /** {@code get(Key, Default)}. */
    @Bif
    public static Term get(ErlangProcess p, Term key, Term otherwise) {
        Term value = terms(p.vm()).get(key);
        return value == null ? otherwise : value;
    }

    /** {@code get()}: all pairs. */
    @Bif
    public static Term get(ErlangProcess p) {
        ListBuilder all = new ListBuilder();
        int count = 0;
        for (Map.Entry<Term, Term> each : terms(p.vm()).entrySet()) {
            all.add(Tuple.of(each.getKey(), each.getValue()));
            Work.walked(++count);
        }
        Work.items(count & Work.CHUNK - 1);
        return all.finish();
    }

    /** {@code erase(Key)}: was it there? */
    @Bif
    public static Term erase(ErlangProcess p, Term key) {
        return Atom.of(terms(p.vm()).remove(key) != null);
    }

    /** {@code info()}: how many there are; memory in bytes counts the table, not the terms. */
    @Bif
    public static Term info(ErlangProcess p) {
        int count = terms(p.vm()).size();
        return MapTerm.of(Atom.of("count"), SmallInt.of(count), Atom.of("memory"), SmallInt.of(64L * count));
    }

    static void clear(VirtualMachine vm) {
        terms(vm).clear();
    }
}
