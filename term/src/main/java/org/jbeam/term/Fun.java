package org.jbeam.term;

/**
 * A function object. An external one is {@code fun M:F/A}; a local one is the {@code index}-th fun of a module version, with the values
 * it closed over. Runtimes extend it to make it callable; {@link DetachedFun} is the plain data kind.
 */
public abstract non-sealed class Fun extends Term {
    /** For subclasses. */
    protected Fun() {}

    /** Is it {@code fun M:F/A}? */
    public abstract boolean isExternal();

    /** The module. */
    public abstract Atom module();

    /** How many arguments a call takes, 0 to 255. */
    public abstract int arity();

    /** The function name of an external fun; null for a local one. */
    public abstract Atom function();

    /** The number of a local fun in its module; 0 for an external one. */
    public abstract int index();

    /** The old 32-bit hash of a local fun's code; 0 for an external one. */
    public abstract int oldUniq();

    /** The old index of a local fun, as the external format carries it. */
    public abstract int oldIndex();

    /** MD5 of a local fun's module version, 16 bytes (do not modify); null for an external one. */
    public abstract byte[] uniq();

    /** How many values a local fun closed over. */
    public abstract int envSize();

    /** The {@code index}-th value that a local fun closed over, from 0. */
    public abstract Term env(int index);

    /** The process that made a local fun; null for an external one. */
    public abstract Pid creator();

    @Override
    final int rank() {
        return RANK_FUN;
    }

    @Override
    public final int hashCode() {
        return JavaHash.of(this);
    }
}
