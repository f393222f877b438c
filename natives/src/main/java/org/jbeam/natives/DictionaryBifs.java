package org.jbeam.natives;

import java.util.Map;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** The process dictionary. */
@BifModule("erlang")
public final class DictionaryBifs {
    private DictionaryBifs() {}

    /** {@code put(Key, Value)}: the old value. */
    @Bif
    public static Term put(ErlangProcess p, Term key, Term value) {
        Term old = p.dictionary().put(key, value);
        return old == null ? Atom.UNDEFINED : old;
    }

    /** {@code get(Key)}. */
    @Bif
    public static Term get(ErlangProcess p, Term key) {
        Term value = p.dictionary().get(key);
        return value == null ? Atom.UNDEFINED : value;
    }

    /** {@code get()}: all pairs. */
    @Bif
    public static Term get(ErlangProcess p) {
        ListBuilder all = new ListBuilder();
        for (Map.Entry<Term, Term> e : p.dictionary().entrySet()) {
            all.add(Tuple.of(e.getKey(), e.getValue()));
        }
        return all.finish();
    }

    /** {@code get_keys()}. */
    @Bif("get_keys")
    public static Term getKeys(ErlangProcess p) {
        ListBuilder all = new ListBuilder();
        p.dictionary().keySet().forEach(all::add);
        return all.finish();
    }

    /** {@code get_keys(Value)}: the keys that have it. */
    @Bif("get_keys")
    public static Term getKeys(ErlangProcess p, Term value) {
        ListBuilder all = new ListBuilder();
        p.dictionary().forEach((k, v) -> {
            if (v.equals(value)) {
                all.add(k);
            }
        });
        return all.finish();
    }

    /** {@code erase(Key)}: the old value. */
    @Bif
    public static Term erase(ErlangProcess p, Term key) {
        Term old = p.dictionary().remove(key);
        return old == null ? Atom.UNDEFINED : old;
    }

    /** {@code erase()}: all pairs. */
    @Bif
    public static Term erase(ErlangProcess p) {
        Term all = get(p);
        p.dictionary().clear();
        return all;
    }
}
