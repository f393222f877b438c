package org.jbeam.translator;

import java.util.function.Supplier;

/** A value that is made when it is first asked for; by several threads at once perhaps, which then agree on one. */
final class CodeCacheLazy<T> implements Supplier<T> {
    private Supplier<T> maker;
    private volatile T value;

    CodeCacheLazy(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public T get() {
        T made = value;
        return made != null ? made : make();
    }

    private synchronized T make() {
        if (value == null) {
            value = maker.get();
            maker = null;
        }
        return value;
    }
}
