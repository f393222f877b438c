package org.jbeam.term;

import java.util.List;

/** A fun as plain data, with no code behind it: what decoding outside a virtual machine gives. */
public final class DetachedFun extends Fun {
    private static final byte[] NO_UNIQ = null;
    private final Atom module;
    private final Atom function;
    private final int arity;
    private final int index;
    private final int oldIndex;
    private final int oldUniq;
    private final byte[] uniq;
    private final Pid creator;
    private final Term[] env;

    private DetachedFun(Atom module, Atom function, int arity, int index, int oldIndex, int oldUniq, byte[] uniq, Pid creator, Term[] env) {
        this.module = module;
        this.function = function;
        this.arity = arity;
        this.index = index;
        this.oldIndex = oldIndex;
        this.oldUniq = oldUniq;
        this.uniq = uniq;
        this.creator = creator;
        this.env = env;
    }

    /** {@code fun module:function/arity}. */
    public static DetachedFun external(Atom module, Atom function, int arity) {
        return new DetachedFun(module, function, arity, 0, 0, 0, NO_UNIQ, null, new Term[0]);
    }

    /** Where a local fun stands in the code: its module, arity, indexes, hashes (16 bytes of MD5, old 32-bit). */
    public record Place(Atom module, int arity, int index, int oldIndex, int oldUniq, byte[] uniq) {}

    /** A local fun with its creator and the values it closed over. */
    public static DetachedFun local(Place place, Pid creator, List<Term> env) {
        return new DetachedFun(place.module, null, place.arity, place.index, place.oldIndex, place.oldUniq, place.uniq, creator,
                env.toArray(new Term[0]));
    }

    @Override
    public boolean isExternal() {
        return function != null;
    }

    @Override
    public Atom module() {
        return module;
    }

    @Override
    public int arity() {
        return arity;
    }

    @Override
    public Atom function() {
        return function;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public int oldUniq() {
        return oldUniq;
    }

    @Override
    public int oldIndex() {
        return oldIndex;
    }

    @Override
    public byte[] uniq() {
        return uniq;
    }

    @Override
    public int envSize() {
        return env.length;
    }

    @Override
    public Term env(int i) {
        return env[i];
    }

    @Override
    public Pid creator() {
        return creator;
    }
}
