package org.jbeam.natives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import java.util.zip.Deflater;

/**
 * Compression. Java's compressor makes the raw data, with a window of 32 KiB and the default memory level; headers, trailers and checksums
 * are made here. A
 * smaller window is kept to by forgetting, every window's length of input, what came before.
 */
final class DeflateCodec extends ZlibCodec {
    private static final int HUFFMAN_ONLY = 2;
    private static final int RUN_LENGTHS = 3;
    private static final int DEFAULT_LEVEL = 6;
    private static final int UNIX = 3;
    private static final int SPACE = 64;
    private static final byte[] NOTHING = {};

    private final Wrapper wrapper;
    private final int windowBits;
    private final Deflater deflater;
    private int level;
    private int strategy;
    private Checksum checksum;
    private long size;
    private byte[] dictionary;
    private byte[] header;
    private int headerWritten;
    private byte[] trailer;
    private int trailerWritten;
    private boolean started;
    private boolean finishing;
    private int sinceForgotten;
    private boolean forgetting;

    /**
     * A compressor.
     *
     * @param level -1..9
     * @param windowBits as zlib's {@code deflateInit2} takes them: negative for raw data, 16 more for gzip
     * @param strategy 0 default, 1 filtered, 2 Huffman codes only, 3 run lengths
     */
    DeflateCodec(int level, int windowBits, int strategy) {
        int bits = windowBits;
        Wrapper around = Wrapper.ZLIB;
        if (bits < 0) {
            around = Wrapper.RAW;
            bits = -bits;
        } else if (bits > LARGEST_WINDOW) {
            around = Wrapper.GZIP;
            bits -= 16;
        }
        if (bits < LEAST_WINDOW || bits > LARGEST_WINDOW || bits == LEAST_WINDOW && around != Wrapper.ZLIB) {
            throw streamError();
        }
        this.wrapper = around;
        this.windowBits = Math.max(bits, LEAST_WINDOW + 1);
        this.deflater = new Deflater(level, true);
        this.level = level < 0 ? DEFAULT_LEVEL : level;
        this.strategy = strategy;
        deflater.setStrategy(known(strategy));
        apply();
        begin();
    }

    /** Java knows no run lengths; codes only are as valid. */
    private static int known(int strategy) {
        return strategy == RUN_LENGTHS ? HUFFMAN_ONLY : strategy;
    }

    private void begin() {
        checksum = wrapper == Wrapper.GZIP ? new CRC32() : new Adler32();
        size = 0;
        dictionary = null;
        header = null;
        trailer = null;
        headerWritten = 0;
        trailerWritten = 0;
        started = false;
        finishing = false;
        sinceForgotten = 0;
        forgetting = false;
    }

    @Override
    void reset() {
        deflater.reset();
        begin();
    }

    @Override
    void end() {
        deflater.end();
    }

    /** Has data been compressed that has not been finished? */
    boolean isUnfinished() {
        return started && !finishing;
    }

    boolean isRaw() {
        return wrapper == Wrapper.RAW;
    }

    /** Sets the dictionary, before any data; its checksum. */
    int setDictionary(byte[] bytes) {
        if (wrapper == Wrapper.GZIP || wrapper == Wrapper.ZLIB && started) {
            throw streamError();
        }
        int window = 1 << windowBits;
        int from = Math.max(0, bytes.length - window);
        try {
            deflater.setDictionary(bytes, from, bytes.length - from);
        } catch (IllegalArgumentException e) {
            throw streamError();
        }
        sinceForgotten = windowBits < LARGEST_WINDOW ? window : 0;
        if (wrapper == Wrapper.RAW) {
            return adlerFromZero(bytes);
        }
        Adler32 sum = new Adler32();
        sum.update(bytes);
        dictionary = ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array();
        return (int) sum.getValue();
    }

    /** For raw data OTP begins the sum with 0 and not, as zlib, with 1. */
    private static int adlerFromZero(byte[] bytes) {
        final int base = 65521;
        long low = 0;
        long high = 0;
        for (byte b : bytes) {
            low = (low + (b & 0xff)) % base;
            high = (high + low) % base;
        }
        return (int) (high << 16 | low);
    }

    /** Changes level and strategy for what follows. */
    void parameters(int newLevel, int newStrategy) {
        if (newLevel < -1 || newLevel > 9 || newStrategy < 0 || newStrategy > RUN_LENGTHS + 1) {
            throw streamError();
        }
        level = newLevel < 0 ? DEFAULT_LEVEL : newLevel;
        strategy = newStrategy;
        deflater.setLevel(newLevel);
        deflater.setStrategy(known(newStrategy));
        apply();
    }

    /** Java changes the settings at the next step; with input at hand it would first compress that the old way, or nothing. */
    private void apply() {
        byte[] space = new byte[SPACE];
        if (deflater.deflate(space, 0, SPACE, Deflater.NO_FLUSH) > 0) {
            throw streamError();
        }
    }

    @Override
    Status step(byte[] in, int from, int length, Output out, int flush) {
        consumed(0);
        if (finishing && flush != FINISH && length > 0) {
            throw streamError();
        }
        if (!started) {
            started = true;
            header = header();
        }
        headerWritten += out.put(header, headerWritten);
        if (headerWritten < header.length) {
            return Status.OK;
        }
        if (!finishing) {
            compress(in, from, length, out);
        }
        if (consumed() < length || out.room() == 0) {
            return Status.OK;
        }
        if (flush == FINISH) {
            return finish(out);
        }
        if (flush != NO_FLUSH) {
            out.filled(deflater.deflate(out.bytes(), out.size(), out.room(), flush == FULL_FLUSH ? Deflater.FULL_FLUSH : Deflater.SYNC_FLUSH));
        }
        return Status.OK;
    }

    private void compress(byte[] in, int from, int length, Output out) {
        int done = 0;
        while (done < length || done == 0) {
            if (!forget(out)) {
                break;
            }
            int part = windowBits < LARGEST_WINDOW ? Math.min(length - done, (1 << windowBits) - sinceForgotten) : length - done;
            long before = deflater.getBytesRead();
            if (part > 0) {
                deflater.setInput(in, from + done, part);
            }
            out.filled(deflater.deflate(out.bytes(), out.size(), out.room(), Deflater.NO_FLUSH));
            int taken = (int) (deflater.getBytesRead() - before);
            checksum.update(in, from + done, taken);
            size += taken;
            done += taken;
            sinceForgotten += windowBits < LARGEST_WINDOW ? taken : 0;
            if (taken < part || length == 0) {
                break;
            }
        }
        deflater.setInput(NOTHING);
        consumed(done);
    }

    /** Ends the reach of the window where a smaller one is wanted; false when the output is full. */
    private boolean forget(Output out) {
        forgetting |= windowBits < LARGEST_WINDOW && sinceForgotten >= 1 << windowBits;
        if (forgetting) {
            out.filled(deflater.deflate(out.bytes(), out.size(), out.room(), Deflater.FULL_FLUSH));
            if (out.room() == 0) {
                return false;
            }
            forgetting = false;
            sinceForgotten = 0;
        }
        return true;
    }

    private Status finish(Output out) {
        finishing = true;
        deflater.finish();
        if (!deflater.finished()) {
            out.filled(deflater.deflate(out.bytes(), out.size(), out.room(), Deflater.NO_FLUSH));
        }
        if (!deflater.finished()) {
            return Status.OK;
        }
        if (trailer == null) {
            trailer = trailer();
        }
        trailerWritten += out.put(trailer, trailerWritten);
        return trailerWritten == trailer.length ? Status.END : Status.OK;
    }

    private byte[] header() {
        boolean fast = strategy >= HUFFMAN_ONLY || level < 2;
        if (wrapper == Wrapper.GZIP) {
            int extra = level == 9 ? 2 : fast ? 4 : 0;
            return new byte[] {GZIP_MAGIC_1, (byte) GZIP_MAGIC_2, DEFLATED, 0, 0, 0, 0, 0, (byte) extra, UNIX};
        }
        if (wrapper == Wrapper.RAW) {
            return NOTHING;
        }
        int effort = fast ? 0 : level < DEFAULT_LEVEL ? 1 : level == DEFAULT_LEVEL ? 2 : 3;
        int first = DEFLATED + (windowBits - 8 << 4) << 8 | effort << 6 | (dictionary == null ? 0 : 0x20);
        first += 31 - first % 31;
        ByteBuffer bytes = ByteBuffer.allocate(dictionary == null ? 2 : 6).putShort((short) first);
        return (dictionary == null ? bytes : bytes.put(dictionary)).array();
    }

    private byte[] trailer() {
        return switch (wrapper) {
            case GZIP -> ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt((int) checksum.getValue()).putInt((int) size).array();
            case ZLIB, ZLIB_OR_GZIP -> ByteBuffer.allocate(Integer.BYTES).putInt((int) checksum.getValue()).array();
            case RAW -> NOTHING;
        };
    }
}
