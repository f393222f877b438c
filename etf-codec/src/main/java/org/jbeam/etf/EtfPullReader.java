package org.jbeam.etf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jbeam.etf.EtfException.Reason;
import org.jbeam.term.Term;

/**
 * Decodes terms whose bytes come in pieces of any size, one term after the other, each with its version byte 131. A term is decoded as far as
 * its bytes are there, and goes on where it stood when more come; nothing is read twice but the fields of one scalar. A reader keeps the
 * bytes of that scalar and what it was fed ahead, no more; the limits hold for each term.
 *
 * <pre>{@code
 * EtfPullReader reader = EtfPullReader.create(EtfDecoder.untrusted());
 * for (Term term = reader.read(socket); term != null; term = reader.read(socket)) { handle(term); }
 * }</pre>
 *
 * <p>Not thread-safe. After an {@link EtfException} it is of no use any more: where the next term begins is then unknown.
 */
public final class EtfPullReader {
    private static final int CHUNK = 1 << 13;
    private static final int COMPRESSED_HEADER = 6;

    private final EtfDecoder options;
    private final ScalarReader in;
    private DeepReader walk;
    private Inflation inflation;
    private byte[] chunk;
    private boolean failed;

    private EtfPullReader(EtfDecoder options) {
        this.options = options;
        this.in = open(options);
        in.limitBytes(options.limits().maxBytes());
    }

    private static ScalarReader open(EtfDecoder options) {
        return new ScalarReader(options, new byte[CHUNK], 0, 0, true, null);
    }

    /** A reader with the options of a decoder, but that it never shares the bytes that it is fed. */
    public static EtfPullReader create(EtfDecoder options) {
        return new EtfPullReader(options);
    }

    /** Takes bytes, as many as there are in the buffer. They are copied. */
    public void feed(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            feed(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            bytes.position(bytes.limit());
            return;
        }
        byte[] copy = new byte[Math.min(bytes.remaining(), CHUNK)];
        while (bytes.hasRemaining()) {
            int size = Math.min(copy.length, bytes.remaining());
            bytes.get(copy, 0, size);
            feed(copy, 0, size);
        }
    }

    /**
     * Takes bytes, which are copied.
     *
     * @throws IndexOutOfBoundsException a range that is not inside the array
     */
    public void feed(byte[] bytes, int offset, int length) {
        java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
        in.extend(bytes, offset, length);
    }

    /**
     * The next term, or null when its bytes are not all there.
     *
     * @throws EtfException bytes that are no term, or a limit passed; its offset counts from the term's version byte
     * @throws IllegalStateException after an {@link EtfException}
     */
    public Term poll() {
        if (failed) {
            throw new IllegalStateException("an earlier term was damaged");
        }
        boolean done = false;
        try {
            Term term = next();
            done = true;
            return term;
        } finally {
            failed = !done;
        }
    }

    /** Is the reader between two terms, with no byte of the next one? */
    public boolean isIdle() {
        return walk == null && inflation == null && in.left() == 0;
    }

    /**
     * The next term of a stream; null at its end. May read beyond the term: a stream belongs to one reader.
     *
     * @throws EtfException as {@link #poll}, and {@code TRUNCATED} when the stream ends inside a term
     * @throws IOException the stream's
     */
    public Term read(InputStream stream) throws IOException {
        for (Term term = poll();; term = poll()) {
            if (term != null) {
                return term;
            }
            int size = stream.read(chunk());
            if (size < 0) {
                return end();
            }
            feed(chunk, 0, size);
        }
    }

    /**
     * The next term of a channel; null at its end, and when a channel that does not block has no more bytes now.
     *
     * @throws EtfException as {@link #poll}, and {@code TRUNCATED} when the channel ends inside a term
     * @throws IOException the channel's
     */
    public Term read(ReadableByteChannel channel) throws IOException {
        for (Term term = poll();; term = poll()) {
            if (term != null) {
                return term;
            }
            int size = channel.read(ByteBuffer.wrap(chunk()));
            if (size <= 0) {
                return size < 0 ? end() : null;
            }
            feed(chunk, 0, size);
        }
    }

    private byte[] chunk() {
        if (chunk == null) {
            chunk = new byte[CHUNK];
        }
        return chunk;
    }

    private Term end() {
        if (isIdle()) {
            return null;
        }
        failed = true;
        throw new EtfException(Reason.TRUNCATED, in.offset() + (long) in.left(), "the bytes end inside a term");
    }

    private Term next() {
        if (inflation != null) {
            return inflated();
        }
        if (walk == null && !begin()) {
            return null;
        }
        if (inflation != null) {
            return inflated();
        }
        Term term = term(walk);
        if (term != null) {
            walk = null;
            in.work.finish();
            in.restart();
        } else if (in.offset() + (long) in.left() > options.limits().maxBytes()) {
            throw in.tooManyBytes();
        }
        return term;
    }

    /** A whole term, or null when more bytes are needed. */
    private static Term term(DeepReader walk) {
        try {
            return walk.term();
        } catch (MoreBytes e) {
            return null;
        }
    }

    /** Passes over the version byte; false when more bytes are needed. */
    private boolean begin() {
        if (in.left() < 2) {
            return false;
        }
        in.restartTerm();
        if (in.u8() != Tags.VERSION) {
            throw in.malformed(0, "no version byte 131");
        }
        if (in.peek() != Tags.COMPRESSED) {
            walk = new DeepReader(in, 0);
            return true;
        }
        options.checkCompressed(1);
        if (in.left() < COMPRESSED_HEADER - 1) {
            in.rewind(0);
            return false;
        }
        in.u8();
        inflation = new Inflation(options, in.s32());
        return true;
    }

    private Term inflated() {
        boolean done = false;
        try {
            Term term = inflation.step(in);
            done = term == null;
            if (term != null) {
                in.work.finish();
                in.restart();
            }
            return term;
        } finally {
            if (!done) {
                inflation.end();
                inflation = null;
            }
        }
    }

    /** A compressed term under way: its plain bytes go to a reader of their own as they come out, and are dropped when that has what it needs. */
    private static final class Inflation {
        private final Inflater inflater = new Inflater();
        private final EtfLimits limits;
        private final ScalarReader plain;
        private final DeepReader walk;
        private final byte[] out = new byte[CHUNK];
        private final int size;
        private long inflated;
        private Term term;

        Inflation(EtfDecoder options, int size) {
            this.limits = options.limits();
            this.size = size;
            if (size < 0 || size > limits.maxInflatedBytes()) {
                String claimed = Integer.toUnsignedString(size);
                throw new EtfException(Reason.LIMIT, 1, claimed + " bytes when inflated, " + limits.maxInflatedBytes() + " allowed");
            }
            plain = open(options);
            plain.restartTerm();
            walk = new DeepReader(plain, 0);
        }

        void end() {
            inflater.end();
        }

        Term step(ScalarReader in) {
            try {
                while (!inflater.finished()) {
                    if (inflater.needsInput()) {
                        if (in.left() == 0) {
                            return null;
                        }
                        inflater.setInput(in.bytes, in.pos, in.left());
                    }
                    int before = inflater.getRemaining();
                    int count = inflater.inflate(out);
                    in.take(before - inflater.getRemaining());
                    take(count, in);
                }
            } catch (DataFormatException e) {
                throw new EtfException(Reason.MALFORMED, 1, "the compressed bytes are damaged", e);
            }
            if (inflated != size) {
                throw in.malformed(1, inflated + " bytes when inflated where " + size + " were announced");
            }
            if (term == null) {
                throw new EtfException(Reason.TRUNCATED, inflated, "the inflated bytes end inside a term");
            }
            return term;
        }

        private void take(int count, ScalarReader in) {
            if (count == 0 && inflater.needsDictionary()) {
                throw in.malformed(1, "a preset dictionary is asked for");
            }
            inflated += count;
            if (inflated > size) {
                throw in.malformed(1, "more than the announced " + size + " bytes when inflated");
            }
            if (inflated > (long) limits.maxInflateRatio() * inflater.getBytesRead()) {
                throw new EtfException(Reason.LIMIT, 1, "inflates more than " + limits.maxInflateRatio() + "-fold");
            }
            if (in.offset() > limits.maxBytes()) {
                throw in.tooManyBytes();
            }
            in.work.bytes(count);
            if (term == null) {
                plain.extend(out, 0, count);
                term = EtfPullReader.term(walk);
            }
        }
    }
}
