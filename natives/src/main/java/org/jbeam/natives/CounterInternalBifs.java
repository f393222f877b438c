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

    private static int size(Term size, int limit) {
        if (!(size instanceof IntegerTerm wanted) || wanted.signum() <= 0) {
            throw BifException.badarg();
        }
        if (!(wanted instanceof SmallInt n) || n.value() > limit) {
            throw BifException.systemLimit();
        }
        return (int) n.value();
    }

    /** {@code atomics_new(Size, Flags)}: bit 0 of the flags makes it signed. */
    @Bif("atomics_new")
    public static Term atomicsNew(ErlangProcess p, Term size, Term flags) {
        return new IntegerArray(p.vm().newRef(), size(size, MAX_SIZE), (flagBits(flags) & SIGNED) != 0);
    }

    /** Flags that do not fit into a word are too many. */
    private static long flagBits(Term flags) {
        if (flags instanceof IntegerTerm n && !(n instanceof SmallInt) && n.signum() > 0 && n.bigValue().bitLength() > Long.SIZE) {
            throw BifException.systemLimit();
        }
        return Args.integer(flags, 0, Long.MAX_VALUE);
    }

    /** {@code counters_new(Size)}: those with {@code write_concurrency}; the others are atomics. */
    @Bif("counters_new")
    public static Term countersNew(ErlangProcess p, Term size) {
        int carriers = p.vm().scheduler().carriers();
        return new StripedCounters(p.vm().newRef(), size(size, StripedCounters.limit(carriers)), carriers);
    }

    private static StripedCounters counters(Term ref) {
        if (ref instanceof StripedCounters counters) {
            return counters;
        }
        throw BifException.badarg();
    }

    /** {@code counters_get(Ref, Index)}. */
    @Bif("counters_get")
    public static Term countersGet(Term ref, Term index) {
        StripedCounters counters = counters(ref);
        return SmallInt.of(counters.sum(AtomicsBifs.index(counters.size(), index)));
    }

    /** {@code counters_add(Ref, Index, Increment)}. */
    @Bif("counters_add")
    public static Term countersAdd(Term ref, Term index, Term increment) {
        StripedCounters counters = counters(ref);
        counters.add(AtomicsBifs.index(counters.size(), index), AtomicsBifs.increment(increment));
        return Atom.OK;
    }

    /** {@code counters_put(Ref, Index, Value)}. */
    @Bif("counters_put")
    public static Term countersPut(Term ref, Term index, Term value) {
        StripedCounters counters = counters(ref);
        counters.set(AtomicsBifs.index(counters.size(), index), Args.integer(value));
        return Atom.OK;
    }

    /** {@code counters_info(Ref)}. */
    @Bif("counters_info")
    public static Term countersInfo(Term ref) {
        StripedCounters counters = counters(ref);
        return MapTerm.of(Atom.of("size"), SmallInt.of(counters.size()), Atom.of("memory"), SmallInt.of(counters.bytes()));
    }

    /** {@code erase_persistent_terms()}. */
    @Bif("erase_persistent_terms")
    public static Term erasePersistentTerms(ErlangProcess p) {
        PersistentTermBifs.clear(p.vm());
        return Atom.OK;
    }
}
