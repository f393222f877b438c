package org.jbeam.natives.inet;

import java.util.ArrayDeque;
import org.jbeam.runtime.DistributionChannel.Reader;
import org.jbeam.term.Term;

/** What a {@link Reader} is still to be told. One thread at a time tells it, so that it stays in order. From any thread. */
final class ReaderQueue {
    private final ArrayDeque<byte[]> packets = new ArrayDeque<>(0);
    private Reader reader;
    private boolean writable;
    private Term end;
    private boolean served;

    synchronized void attach(Reader newReader) {
        reader = newReader;
    }

    synchronized boolean isAttached() {
        return reader != null;
    }

    synchronized void packet(byte[] packet) {
        packets.add(packet);
    }

    synchronized void writable() {
        writable = reader != null;
    }

    synchronized void closed(Term reason) {
        end = reason;
    }

    /** Tells the reader, if there is one, all there is; called without the port's lock. */
    void serve() {
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } finally {
                done();
            }
        }
    }

    private synchronized void done() {
        served = false;
    }

    private synchronized Runnable next() {
        if (reader == null || served) {
            return null;
        }
        Reader to = reader;
        Runnable next = null;
        if (writable) {
            writable = false;
            next = to::writable;
        } else if (!packets.isEmpty()) {
            byte[] packet = packets.poll();
            next = () -> to.received(packet);
        } else if (end != null) {
            Term reason = end;
            end = null;
            next = () -> to.closed(reason);
        }
        served = next != null;
        return next;
    }
}
