package org.jbeam.term;

import java.util.List;

/** A fun as plain data, with no code behind it: what decoding outside a virtual machine gives. */
public final class DetachedFun extends Fun {
    private final Place place;
    private final Atom function;
    private final Pid creator;
    private final Term[] env;

    /** Where a local fun stands in the code: its module, arity, indexes, hashes (16 bytes of MD5, old 32-bit). */
    public record Place(Atom module, int arity, int index, int oldIndex, int oldUniq, byte[] uniq) {}

    private DetachedFun(Place place, Atom function, Pid creator, Term[] env) {
        this.place = place;
        this.function = function;
        this.creator = creator;
        this.env = env;
    }

    /** {@code fun module:function/arity}. */
    public static DetachedFun external(Atom module, Atom function, int arity) {
        return new DetachedFun(new Place(module, arity, 0, 0, 0, null), function, null, new Term[0]);
    }

    /** A local fun with its creator and the values it closed over. */
    public static DetachedFun local(Place place, Pid creator, List<Term> env) {
        return new DetachedFun(place, null, creator, env.toArray(new Term[0]));
    }

    @Override
    public boolean isExternal() {
        return function != null;
    }

    @Override
    public Atom module() {
        return place.module;
    }

    @Override
    public int arity() {
        return place.arity;
    }

    @Override
    public Atom function() {
        return function;
    }

    @Override
    public int index() {
        return place.index;
    }

    @Override
    public int oldUniq() {
        return place.oldUniq;
    }

    @Override
    public int oldIndex() {
        return place.oldIndex;
    }

    @Override
    public byte[] uniq() {
        return place.uniq;
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
