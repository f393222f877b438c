package org.jbeam.natives;

import java.util.Arrays;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jbeam.runtime.BifException;

/** Decompression. Java's decompressor reads the raw data; headers, trailers, dictionaries and checksums are read here. */
final class InflateCodec extends ZlibCodec {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;
    private static final int FIXED_GZIP = 10;

    private enum State { HEADER, GZIP_FIXED, GZIP_EXTRA, GZIP_NAME, GZIP_COMMENT, GZIP_CRC, DICTIONARY_ID, DICTIONARY, BODY, TRAILER, DONE, BAD }

    private final Wrapper wrapper;
    private final int windowBits;
    private final Inflater inflater = new Inflater(true);
    private byte[] window;
    private int windowFilled;
    private State state;
    private boolean gzip;
    private int flags;
    private byte[] held = new byte[32];
    private int heldSize;
    private int wanted;
    private CRC32 headerSum;
    private Checksum checksum;
    private long size;
    private int dictionaryId;
    private boolean hasDictionary;

    /**
     * A decompressor.
     *
     * @param windowBits as zlib's {@code inflateInit2} takes them: negative for raw data, 16 more for gzip, 32 more for either
     */
    InflateCodec(int windowBits) {
        if (windowBits < 0) {
            wrapper = Wrapper.RAW;
            this.windowBits = -windowBits;
        } else {
            wrapper = windowBits < 16 ? Wrapper.ZLIB : windowBits < 32 ? Wrapper.GZIP : Wrapper.ZLIB_OR_GZIP;
            this.windowBits = windowBits & 15;
        }
        if (this.windowBits != 0 && this.windowBits < LEAST_WINDOW || windowBits >= 48) {
            inflater.end();
            throw streamError();
        }
        begin();
    }

    private void begin() {
        state = wrapper == Wrapper.RAW ? State.BODY : State.HEADER;
        gzip = false;
        hasDictionary = false;
        heldSize = 0;
        wanted = 2;
        size = 0;
        headerSum = new CRC32();
        checksum = new Adler32();
        window = new byte[1 << (windowBits == 0 ? LARGEST_WINDOW : windowBits)];
        windowFilled = 0;
    }

    @Override
    void reset() {
        inflater.reset();
        begin();
    }

    @Override
    void end() {
        inflater.end();
    }

    boolean isRaw() {
        return wrapper == Wrapper.RAW;
    }

    /** The checksum of the dictionary that is needed. */
    int dictionaryId() {
        return dictionaryId;
    }

    /** Sets the dictionary. */
    void setDictionary(byte[] bytes) {
        if (wrapper != Wrapper.RAW) {
            if (state != State.DICTIONARY) {
                throw streamError();
            }
            Adler32 sum = new Adler32();
            sum.update(bytes);
            if ((int) sum.getValue() != dictionaryId) {
                throw dataError();
            }
            hasDictionary = true;
        }
        inflater.setDictionary(bytes);
        remember(bytes, 0, bytes.length);
    }

    /** The window: the last bytes of output. */
    byte[] dictionary() {
        return Arrays.copyOf(window, windowFilled);
    }

    private void remember(byte[] bytes, int from, int count) {
        int length = window.length;
        if (count >= length) {
            System.arraycopy(bytes, from + count - length, window, 0, length);
            windowFilled = length;
            return;
        }
        int kept = Math.min(windowFilled, length - count);
        System.arraycopy(window, windowFilled - kept, window, 0, kept);
        System.arraycopy(bytes, from, window, kept, count);
        windowFilled = kept + count;
    }

    @Override
    Status step(byte[] in, int from, int length, Output out, int flush) {
        int at = from;
        int end = from + length;
        int start = out.size();
        State before = state;
        try {
            while (true) {
                switch (state) {
                    case BODY -> {
                        at = body(in, at, end, out);
                        if (state == State.BODY) {
                            return Status.OK;
                        }
                    }
                    case DICTIONARY -> {
                        if (!hasDictionary) {
                            return Status.NEED_DICTIONARY;
                        }
                        state = State.BODY;
                    }
                    case DONE -> {
                        return Status.END;
                    }
                    case BAD -> throw dataError();
                    default -> {
                        if (at == end) {
                            return Status.OK;
                        }
                        around(in[at++]);
                    }
                }
            }
        } catch (BifException e) {
            state = State.BAD;
            throw e;
        } finally {
            consumed(at - from);
            // zlib leaves the output of the step that ends wrapped data out of its window
            if (state != State.DONE || wrapper == Wrapper.RAW && before != State.DONE) {
                remember(out.bytes(), start, out.size() - start);
            }
        }
    }

    private int body(byte[] in, int from, int end, Output out) {
        inflater.setInput(in, from, end - from);
        int start = out.size();
        try {
            // without input there may still be output that did not fit before
            out.filled(inflater.inflate(out.bytes(), start, out.room()));
        } catch (DataFormatException e) {
            throw dataError();
        }
        int produced = out.size() - start;
        checksum.update(out.bytes(), start, produced);
        size += produced;
        int at = end - inflater.getRemaining();
        if (inflater.finished()) {
            heldSize = 0;
            wanted = gzip ? 8 : 4;
            state = wrapper == Wrapper.RAW ? State.DONE : State.TRAILER;
        }
        return at;
    }

    // ---- header and trailer, byte by byte

    private void around(byte next) {
        if (state == State.GZIP_NAME || state == State.GZIP_COMMENT) {
            headerSum.update(next);
            if (next == 0) {
                afterGzip(state == State.GZIP_NAME ? NAME : COMMENT);
            }
            return;
        }
        if (state == State.GZIP_EXTRA) {
            extra(next);
            return;
        }
        held[heldSize++] = next;
        if (heldSize < wanted) {
            return;
        }
        switch (state) {
            case HEADER -> header();
            case GZIP_FIXED -> fixedGzip();
            case GZIP_CRC -> {
                if ((held[0] & 0xff | (held[1] & 0xff) << 8) != (headerSum.getValue() & 0xffff)) {
                    throw dataError();
                }
                startBody();
            }
            case DICTIONARY_ID -> {
                dictionaryId = bigEndian();
                state = State.DICTIONARY;
            }
            case TRAILER -> trailer();
            default -> throw new IllegalStateException(state.toString());
        }
    }

    private void header() {
        int first = held[0] & 0xff;
        int second = held[1] & 0xff;
        if (wrapper != Wrapper.ZLIB && first == GZIP_MAGIC_1 && second == GZIP_MAGIC_2) {
            gzip = true;
            checksum = new CRC32();
            wanted = FIXED_GZIP;
            state = State.GZIP_FIXED;
            return;
        }
        int bits = (first >> 4) + 8;
        boolean fits = bits <= LARGEST_WINDOW && (windowBits == 0 || bits <= windowBits);
        if (wrapper == Wrapper.GZIP || (first << 8 | second) % 31 != 0 || (first & 15) != DEFLATED || !fits) {
            throw dataError();
        }
        heldSize = 0;
        wanted = 4;
        state = (second & 0x20) != 0 ? State.DICTIONARY_ID : State.BODY;
    }

    private void fixedGzip() {
        flags = held[3] & 0xff;
        if (held[2] != DEFLATED || (flags & RESERVED) != 0) {
            throw dataError();
        }
        headerSum.update(held, 0, FIXED_GZIP);
        afterGzip(0);
    }

    /** Goes on to the next part of a gzip header that is there. */
    private void afterGzip(int part) {
        heldSize = 0;
        if (part < EXTRA && (flags & EXTRA) != 0) {
            wanted = 2;
            state = State.GZIP_EXTRA;
        } else if (part < NAME && (flags & NAME) != 0) {
            state = State.GZIP_NAME;
        } else if (part < COMMENT && (flags & COMMENT) != 0) {
            state = State.GZIP_COMMENT;
        } else if ((flags & HEADER_CRC) != 0) {
            wanted = 2;
            state = State.GZIP_CRC;
        } else {
            startBody();
        }
    }

    /** Two bytes say how many bytes follow. */
    private void extra(byte next) {
        headerSum.update(next);
        if (heldSize < 2) {
            held[heldSize++] = next;
            if (heldSize == 2) {
                wanted = held[0] & 0xff | (held[1] & 0xff) << 8;
            }
        } else {
            wanted--;
        }
        if (heldSize == 2 && wanted == 0) {
            afterGzip(EXTRA);
        }
    }

    private void startBody() {
        heldSize = 0;
        state = State.BODY;
    }

    private void trailer() {
        boolean right = gzip
                ? littleEndian(0) == (int) checksum.getValue() && littleEndian(4) == (int) size
                : bigEndian() == (int) checksum.getValue();
        if (!right) {
            throw dataError();
        }
        state = State.DONE;
    }

    private int bigEndian() {
        return Integer.reverseBytes(littleEndian(0));
    }

    private int littleEndian(int at) {
        return held[at] & 0xff | (held[at + 1] & 0xff) << 8 | (held[at + 2] & 0xff) << 16 | (held[at + 3] & 0xff) << 24;
    }
}
