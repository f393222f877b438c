package org.jbeam.natives;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jbeam.runtime.BifException;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.MagicRef;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.PlainRef;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** A stream of module zlib: a codec, the input that waits for it, and who may use it. */
final class ZlibStream extends MagicRef {
    private static final Atom CONTINUE = Atom.of("continue");
    private static final Atom FINISHED = Atom.of("finished");
    private static final Atom NEED_DICTIONARY = Atom.of("need_dictionary");
    private static final int DEFAULT_BUFFER = 4000;
    private static final byte[] NOTHING = {};

    private volatile Pid controller;
    private ZlibCodec codec;
    private boolean closed;
    private final ArrayDeque<Bitstring> queue = new ArrayDeque<>();
    private long queued;
    private boolean endSeen;
    private int endBehavior;
    private final CRC32 crc = new CRC32();
    private Term stash;
    private int bufferSize = DEFAULT_BUFFER;

    ZlibStream(PlainRef id, Pid controller) {
        super(id.word(0), id.word(1), id.word(2));
        this.controller = controller;
    }

    Pid controller() {
        return controller;
    }

    void controller(Pid pid) {
        controller = pid;
    }

    // ---- its life

    /** Starts compressing or decompressing. */
    void start(ZlibCodec newCodec, int behavior) {
        codec = newCodec;
        endBehavior = behavior;
        endSeen = false;
        crc.reset();
    }

    boolean isStarted() {
        return codec != null;
    }

    boolean isClosed() {
        return closed;
    }

    /** The compressor. */
    DeflateCodec deflate() {
        if (codec instanceof DeflateCodec deflate) {
            return deflate;
        }
        throw notInitialized();
    }

    /** The decompressor. */
    InflateCodec inflate() {
        if (codec instanceof InflateCodec inflate) {
            return inflate;
        }
        throw notInitialized();
    }

    static BifException notInitialized() {
        return BifException.error(Atom.of("not_initialized"));
    }

    void reset() {
        codec.reset();
        crc.reset();
        endSeen = false;
        forgetInput();
    }

    private void forgetInput() {
        queue.clear();
        queued = 0;
        stash = null;
    }

    /** Ends the codec; an error when data is left over or missing. */
    void end() {
        boolean complete = queued == 0 && (codec instanceof DeflateCodec deflate ? !deflate.isUnfinished() : endSeen);
        forgetInput();
        stopCodec();
        if (!complete) {
            throw ZlibCodec.dataError();
        }
    }

    private void stopCodec() {
        if (codec != null) {
            codec.end();
            codec = null;
        }
    }

    void close() {
        stopCodec();
        closed = true;
        stash = null;
    }

    // ---- what is kept between calls

    Term stash() {
        return stash;
    }

    void stash(Term term) {
        stash = term;
    }

    int bufferSize() {
        return bufferSize;
    }

    void bufferSize(int bytes) {
        bufferSize = bytes;
    }

    /** The checksum of raw data; 0 for wrapped data. */
    long crc() {
        return crc.getValue();
    }

    void enqueue(Bitstring bytes) {
        if (bytes.byteSize() > 0) {
            queue.add(bytes);
            queued += bytes.byteSize();
        }
    }

    // ---- work

    /** Says what shall happen to input behind the end of the compressed data. */
    void continueAfterEnd() {
        if (!endSeen || queued == 0) {
            return;
        }
        switch (endBehavior) {
            case 0 -> throw ZlibCodec.dataError();
            case 1 -> {
                codec.reset();
                endSeen = false;
            }
            default -> forgetInput();
        }
    }

    /**
     * Takes some input and gives some output.
     *
     * @return {@code {finished | continue, Output}} or {@code {need_dictionary, Id, Output}}
     */
    Term work(int inputLimit, int outputSize, int flush) {
        ZlibCodec.Output out = new ZlibCodec.Output(outputSize);
        ZlibCodec.Status status = ZlibCodec.Status.OK;
        long taken = 0;
        while (status == ZlibCodec.Status.OK && !queue.isEmpty() && taken < inputLimit && out.room() > 0) {
            Bitstring head = queue.peek();
            int length = Math.min(head.byteSize(), inputLimit);
            byte[] bytes = head.isAligned() ? head.array() : head.toByteArray();
            int from = head.isAligned() ? (int) (head.bitOffset() >>> 3) : 0;
            status = codec.step(bytes, from, length, out, ZlibCodec.NO_FLUSH);
            int consumed = codec.consumed();
            if (codec instanceof DeflateCodec deflate && deflate.isRaw()) {
                crc.update(bytes, from, consumed);
            }
            taken += consumed;
            drop(consumed);
            if (consumed == 0) {
                break;
            }
        }
        if (status == ZlibCodec.Status.OK && queued == 0 && out.room() > 0) {
            status = codec.step(NOTHING, 0, 0, out, flush);
        }
        if (codec instanceof InflateCodec inflate && inflate.isRaw()) {
            crc.update(out.bytes(), 0, out.size());
        }
        endSeen |= status == ZlibCodec.Status.END;
        return answer(out, taken, status);
    }

    private Term answer(ZlibCodec.Output out, long taken, ZlibCodec.Status status) {
        int size = out.size();
        if (taken == 0 && size == 0 && queued != 0 && status != ZlibCodec.Status.NEED_DICTIONARY) {
            throw ZlibCodec.dataError();
        }
        Term flushed = Nil.NIL;
        if (size > 0) {
            flushed = Terms.list(Bitstring.of(out.room() == 0 ? out.bytes() : Arrays.copyOf(out.bytes(), size)));
        }
        if (queued == 0 && out.room() > 0 && status != ZlibCodec.Status.NEED_DICTIONARY) {
            return Tuple.of(FINISHED, flushed);
        }
        if (status != ZlibCodec.Status.NEED_DICTIONARY) {
            return Tuple.of(CONTINUE, flushed);
        }
        return Tuple.of(NEED_DICTIONARY, SmallInt.of(inflate().dictionaryId()), flushed);
    }

    private void drop(int count) {
        queued -= count;
        int left = count;
        while (left > 0) {
            Bitstring head = queue.poll();
            int size = head.byteSize();
            if (size > left) {
                queue.addFirst(head.slice(8L * left, head.bitSize() - 8L * left));
            }
            left -= Math.min(size, left);
        }
    }
}
