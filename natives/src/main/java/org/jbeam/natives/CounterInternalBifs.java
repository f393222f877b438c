package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.MapTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;

/** What modules atomics and counters rest on. */
@BifModule("erts_internal")
public final class CounterInternalBifs {
    private static final int SIGNED = 1;
    private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

    private CounterInternalBifs() {}

    private static int size(Term size) {
        if (!(size instanceof IntegerTerm wanted) || wanted.signum() <= 0) {
            throw BifException.badarg();
        }
        if (!(wanted instanceof SmallInt n) || n.value() > MAX_SIZE) {
            throw BifException.systemLimit();
        }
        return (int) n.value();
    }

    /** {@code atomics_new(Size, Flags)}: bit 0 of the flags makes it signed. */
    @Bif("atomics_new")
    public static Term atomicsNew(ErlangProcess p, Term size, Term flags) {
        return new IntegerArray(p.vm().newRef(), size(size), (Args.integer(flags, 0, Long.MAX_VALUE) & SIGNED) != 0, false);
    }

    /** {@code counters_new(Size)}. */
    @Bif("counters_new")
    public static Term countersNew(ErlangProcess p, Term size) {
        return new IntegerArray(p.vm().newRef(), size(size), true, true);
    }

    private static IntegerArray array(Term ref) {
        if (ref instanceof IntegerArray array && array.isCounters()) {
            return array;
        }
        throw BifException.badarg();
    }

    /** {@code counters_get(Ref, Index)}. */
    @Bif("counters_get")
    public static Term countersGet(Term ref, Term index) {
        IntegerArray array = array(ref);
        return SmallInt.of(array.values().get(AtomicsBifs.index(array, index)));
    }

    /** {@code counters_add(Ref, Index, Increment)}. */
    @Bif("counters_add")
    public static Term countersAdd(Term ref, Term index, Term increment) {
        IntegerArray array = array(ref);
        array.values().getAndAdd(AtomicsBifs.index(array, index), AtomicsBifs.increment(increment));
        return Atom.OK;
    }

    /** {@code counters_put(Ref, Index, Value)}. */
    @Bif("counters_put")
    public static Term countersPut(Term ref, Term index, Term value) {
        IntegerArray array = array(ref);
        array.values().set(AtomicsBifs.index(array, index), Args.integer(value));
        return Atom.OK;
    }

    /** {@code counters_info(Ref)}. */
    @Bif("counters_info")
    public static Term countersInfo(Term ref) {
        int size = array(ref).values().length();
        return MapTerm.of(Atom.of("size"), SmallInt.of(size), Atom.of("memory"), SmallInt.of(40 + 8L * size));
    }

    /** {@code erase_persistent_terms()}. */
    @Bif("erase_persistent_terms")
    public static Term erasePersistentTerms(ErlangProcess p) {
        PersistentTermBifs.clear(p.vm());
        return Atom.OK;
    }
}
