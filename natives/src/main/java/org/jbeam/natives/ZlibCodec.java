package org.jbeam.natives;

import org.jbeam.term.Atom;
import org.jbeam.runtime.BifException;

/** One direction of zlib: takes bytes from an input and puts bytes into an output, as many as there are and fit. */
abstract class ZlibCodec {
    /** Format around the compressed data. */
    enum Wrapper { RAW, ZLIB, GZIP, ZLIB_OR_GZIP }

    /** How a step ended. */
    enum Status { OK, END, NEED_DICTIONARY }

    /** The flush modes of zlib. */
    static final int NO_FLUSH = 0;
    static final int SYNC_FLUSH = 2;
    static final int FULL_FLUSH = 3;
    static final int FINISH = 4;
    static final int LARGEST_WINDOW = 15;
    static final int LEAST_WINDOW = 8;
    static final int DEFLATED = 8;
    static final int GZIP_MAGIC_1 = 0x1f;
    static final int GZIP_MAGIC_2 = 0x8b;

    private int consumed;

    /** How many bytes the last step took. */
    final int consumed() {
        return consumed;
    }

    final void consumed(int bytes) {
        consumed = bytes;
    }

    /**
     * Takes one step.
     *
     * @param flush a flush mode
     * @throws BifException {@code data_error} or {@code stream_error}
     */
    abstract Status step(byte[] in, int from, int length, Output out, int flush);

    /** Begins anew with the same settings. */
    abstract void reset();

    /** Frees the memory outside the heap. */
    abstract void end();

    static BifException dataError() {
        return BifException.error(Atom.of("data_error"));
    }

    static BifException streamError() {
        return BifException.error(Atom.of("stream_error"));
    }

    /** A buffer that is being filled. */
    static final class Output {
        private final byte[] bytes;
        private int size;

        Output(int capacity) {
            bytes = new byte[capacity];
        }

        byte[] bytes() {
            return bytes;
        }

        int size() {
            return size;
        }

        int room() {
            return bytes.length - size;
        }

        void filled(int more) {
            size += more;
        }

        /** Puts what fits of an array, from an index; how many bytes. */
        int put(byte[] source, int from) {
            int count = Math.min(room(), source.length - from);
            System.arraycopy(source, from, bytes, size, count);
            size += count;
            return count;
        }
    }
}
