package org.jbeam.etf;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A few large buffers that encoders take and give back, so that a long term costs no more memory than its bytes. Taking never waits: where none
 * is free there is a new one.
 */
final class Scratch {
    /** Bytes of a new buffer. */
    static final int FIRST_BYTES = 1 << 14;
    private static final int MOST_BYTES = 1 << 20;
    private static final int SLOTS = 4;
    private static final AtomicReferenceArray<byte[]> FREE = new AtomicReferenceArray<>(SLOTS);

    private Scratch() {}

    /** A buffer of at least {@link #FIRST_BYTES} bytes, whatever is in it. */
    static byte[] take() {
        for (int i = 0; i < SLOTS; i++) {
            byte[] buffer = FREE.get(i) == null ? null : FREE.getAndSet(i, null);
            if (buffer != null) {
                return buffer;
            }
        }
        return new byte[FIRST_BYTES];
    }

    /** Keeps a buffer that is neither small nor huge for the next one. */
    static void give(byte[] buffer) {
        if (buffer.length < FIRST_BYTES || buffer.length > MOST_BYTES) {
            return;
        }
        for (int i = 0; i < SLOTS; i++) {
            if (FREE.get(i) == null) {
                FREE.lazySet(i, buffer);
                return;
            }
        }
    }
}
