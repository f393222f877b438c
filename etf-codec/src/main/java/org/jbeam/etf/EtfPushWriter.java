package org.jbeam.etf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Term;

/**
 * Encodes terms in pieces, as large as there is room for: the bytes of {@link EtfEncoder#encode(Term)} without an array for all of them. Long
 * binaries go out from where they are. Only a local fun, and a compressed term, are made as a whole, since their size stands before them.
 *
 * <pre>{@code
 * EtfPushWriter writer = EtfPushWriter.create(EtfEncoder.create());
 * writer.start(term);
 * while (!writer.write(buffer)) { send(buffer.flip()); buffer.clear(); }
 * }</pre>
 *
 * <p>Not thread-safe; used for one term after the other.
 */
public final class EtfPushWriter {
    private static final int CHUNK = 1 << 13;

    private final EtfEncoder options;
    private EtfWriter out;
    private DeepWriter walk;
    private byte[] whole;
    /** A long binary that is going out. */
    private Bitstring binary;
    /** A long binary whose head stands last in the buffer. */
    private Bitstring pending;
    /** How much of what is in {@link #out}, {@link #whole} or {@link #binary} went out. */
    private int given;

    private EtfPushWriter(EtfEncoder options) {
        this.options = options;
    }

    /** A writer with the options of an encoder. */
    public static EtfPushWriter create(EtfEncoder options) {
        return new EtfPushWriter(options);
    }

    /**
     * Begins a term.
     *
     * @throws IllegalStateException the term before is not all written
     * @throws EtfException as {@link EtfEncoder#encode(Term)}, here or from {@link #write(ByteBuffer)}
     */
    public void start(Term term) {
        if (!isDone()) {
            throw new IllegalStateException("the term before is not all written");
        }
        given = 0;
        if (options.isCompressing()) {
            whole = options.encode(term);
            return;
        }
        if (out == null) {
            out = new EtfWriter(options, null, null, CHUNK);
        }
        out.clear();
        out.byte1(Tags.VERSION);
        walk = new DeepWriter(out);
        walk.start(term);
    }

    /** Is there no term of which bytes are left to write? */
    public boolean isDone() {
        return whole == null && walk == null;
    }

    /** Writes as many bytes as there is room for; true when the term is all written, or none was begun. */
    public boolean write(ByteBuffer to) {
        if (whole != null) {
            if (give(whole, whole.length, to)) {
                whole = null;
            }
            return whole == null;
        }
        boolean done = walk == null;
        try {
            while (walk != null && flush(to)) {
                produce();
            }
            done = true;
            return walk == null;
        } finally {
            if (!done) {
                giveUp();
            }
        }
    }

    private void giveUp() {
        walk = null;
        whole = null;
        binary = null;
        pending = null;
    }

    /** Gives out what there is; false when the room ended before. */
    private boolean flush(ByteBuffer to) {
        if (binary != null) {
            if (!give(binary.array(), binary.byteSize(), (int) (binary.bitOffset() >>> 3), to)) {
                return false;
            }
            binary = null;
            given = 0;
            out.clear();
        } else if (!give(out.buffer(), out.position(), to)) {
            return false;
        } else {
            given = 0;
            out.clear();
            if (pending != null) {
                binary = pending;
                pending = null;
                return flush(to);
            }
        }
        if (walk.peek() == null) {
            walk = null;
            return false;
        }
        return true;
    }

    private void produce() {
        while (walk.peek() != null && (out.position() < CHUNK || !walk.isFinal())) {
            if (walk.isFinal() && walk.peek() instanceof Bitstring bits && bits.isBinary() && bits.isAligned() && bits.byteSize() > CHUNK) {
                out.binaryHead(bits.byteSize());
                pending = bits;
                walk.skip();
                return;
            }
            walk.step();
        }
    }

    private boolean give(byte[] bytes, int length, ByteBuffer to) {
        return give(bytes, length, 0, to);
    }

    private boolean give(byte[] bytes, int length, int from, ByteBuffer to) {
        int count = Math.min(length - given, to.remaining());
        to.put(bytes, from + given, count);
        given += count;
        return given == length;
    }

    /**
     * Writes a whole term to a stream, in chunks.
     *
     * @throws IOException the stream's; the term is then given up
     * @throws EtfException as {@link EtfEncoder#encode(Term)}; bytes of it may have gone out
     */
    public void write(Term term, OutputStream stream) throws IOException {
        byte[] chunk = new byte[CHUNK];
        send(term, ByteBuffer.wrap(chunk), buffer -> stream.write(chunk, 0, buffer.limit()));
    }

    /**
     * Writes a whole term to a channel, in chunks; tries again as long as a channel that does not block takes nothing.
     *
     * @throws IOException the channel's; the term is then given up
     * @throws EtfException as {@link EtfEncoder#encode(Term)}; bytes of it may have gone out
     */
    public void write(Term term, WritableByteChannel channel) throws IOException {
        send(term, ByteBuffer.allocate(CHUNK), buffer -> {
            while (buffer.hasRemaining()) {
                if (channel.write(buffer) == 0) {
                    Thread.onSpinWait();
                }
            }
        });
    }

    /** Where chunks go. */
    private interface Sink {
        void take(ByteBuffer chunk) throws IOException;
    }

    private void send(Term term, ByteBuffer chunk, Sink sink) throws IOException {
        start(term);
        boolean sent = false;
        try {
            boolean last;
            do {
                last = write(chunk.clear());
                sink.take(chunk.flip());
            } while (!last);
            sent = true;
        } finally {
            if (!sent) {
                giveUp();
            }
        }
    }
}
