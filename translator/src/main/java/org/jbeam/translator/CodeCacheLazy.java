package org.jbeam.translator;

import java.util.function.Function;
import java.util.function.Supplier;

/** A value that is made of bytes when it is first asked for; by several threads at once perhaps, which then agree on one. */
final class CodeCacheLazy<T> implements Supplier<T> {
    private final Function<byte[], T> maker;
    private byte[] bytes;
    private volatile T value;

    CodeCacheLazy(byte[] bytes, Function<byte[], T> maker) {
        this.bytes = bytes;
        this.maker = maker;
    }

    @Override
    public T get() {
        T made = value;
        return made != null ? made : make();
    }

    private synchronized T make() {
        if (value == null) {
            value = maker.apply(bytes);
            bytes = null;
        }
        return value;
    }
}
