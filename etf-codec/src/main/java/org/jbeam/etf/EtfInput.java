package org.jbeam.etf;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jbeam.etf.EtfException.Reason;

/**
 * A range of bytes and a position in it. Every read checks the end. What reads more than bytes extends this class, level by level, so that
 * one decoding is one object: small terms are decoded in the time of a few allocations.
 */
class EtfInput {
    private static final int CHUNK = 1 << 14;

    byte[] bytes;
    int pos;
    int end;
    /** Where offsets count from, as an index of {@link #bytes}; negative when what was there before has left the array. */
    private int start;
    /** Whether bytes may still be added behind the end, see {@link #extend}. */
    private final boolean open;
    /** How many bytes a term of an open input may have. */
    private int mostBytes = Integer.MAX_VALUE;

    EtfInput(byte[] bytes, int from, int to) {
        this(bytes, from, to, false);
    }

    EtfInput(byte[] bytes, int from, int to, boolean open) {
        this.bytes = bytes;
        this.start = from;
        this.end = to;
        this.pos = from;
        this.open = open;
    }

    byte[] bytes() {
        return bytes;
    }

    /** How many bytes were read. */
    final int offset() {
        return pos - start;
    }

    /** Goes back to where so many bytes were read. */
    final void rewind(int offset) {
        pos = start + offset;
    }

    final void limitBytes(int most) {
        mostBytes = most;
    }

    final EtfException tooManyBytes() {
        return new EtfException(Reason.LIMIT, offset(), "more than " + mostBytes + " bytes of input");
    }

    /** Counts offsets from here on. */
    final void restart() {
        start = pos;
    }

    /** Makes room for more bytes at the end of what is there and not yet read; the array may be another one afterwards. */
    final void extend(byte[] more, int from, int count) {
        int left = end - pos;
        if (bytes.length - end < count) {
            long size = Math.min(Integer.MAX_VALUE - 8L, Math.max(left + (long) count, 2L * bytes.length));
            byte[] target = left + count > bytes.length ? new byte[(int) size] : bytes;
            System.arraycopy(bytes, pos, target, 0, left);
            start -= pos;
            bytes = target;
            pos = 0;
            end = left;
        }
        System.arraycopy(more, from, bytes, end, count);
        end += count;
    }

    int left() {
        return end - pos;
    }

    RuntimeException truncated() {
        return open ? MoreBytes.NEEDED : new EtfException(Reason.TRUNCATED, offset(), "the bytes end inside a term");
    }

    /** Checks a count of things of which each takes at least {@code each} bytes of what is left. */
    final int claim(int count, int each) {
        if (count < 0 || !open && count > left() / each) {
            throw open ? new EtfException(Reason.LIMIT, offset(), Integer.toUnsignedString(count) + " elements or bytes") : truncated();
        }
        return count;
    }

    EtfException malformed(int offset, String message) {
        return new EtfException(Reason.MALFORMED, offset, message);
    }

    int peek() {
        return bytes[pos] & 0xff;
    }

    int u8() {
        if (pos == end) {
            throw truncated();
        }
        return bytes[pos++] & 0xff;
    }

    int u16() {
        return (short) Tags.SHORT.get(bytes, take(2)) & 0xffff;
    }

    int s32() {
        return (int) Tags.INT.get(bytes, take(4));
    }

    long s64() {
        return (long) Tags.LONG.get(bytes, take(8));
    }

    /** An unsigned 32-bit count of things of which each takes at least {@code each} bytes of what is left. */
    int length(int each) {
        return claim(s32(), each);
    }

    /** Passes over so many bytes; where they begin in {@link #bytes()}. */
    int take(int count) {
        int at = pos;
        if (count > end - at) {
            if (open && count > mostBytes - (at - start)) {
                throw tooManyBytes();
            }
            throw truncated();
        }
        pos = at + count;
        return at;
    }

    double floatText() {
        return FloatText.parse(bytes, take(Tags.FLOAT_TEXT_BYTES), Tags.FLOAT_TEXT_BYTES);
    }

    /** What a compressed term inflates to; the position goes behind it. The buffer grows with what really comes out. */
    byte[] inflate(EtfLimits limits, WorkCounter work) {
        int at = offset();
        pos++;
        int size = s32();
        if (size < 0 || size > limits.maxInflatedBytes()) {
            String claimed = Integer.toUnsignedString(size);
            throw new EtfException(Reason.LIMIT, at, claimed + " bytes when inflated, " + limits.maxInflatedBytes() + " allowed");
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes, pos, left());
            byte[] out = inflate(inflater, size, at, limits, work);
            pos += (int) inflater.getBytesRead();
            return out;
        } catch (DataFormatException e) {
            throw new EtfException(Reason.MALFORMED, at, "the compressed bytes are damaged", e);
        } finally {
            inflater.end();
        }
    }

    private byte[] inflate(Inflater inflater, int size, int at, EtfLimits limits, WorkCounter work) throws DataFormatException {
        byte[] out = new byte[Math.min(size, CHUNK)];
        byte[] over = new byte[1];
        int filled = 0;
        while (!inflater.finished()) {
            if (filled == out.length && filled < size) {
                out = Arrays.copyOf(out, (int) Math.min(size, 2L * filled));
            }
            boolean full = filled == size;
            int room = Math.min(out.length - filled, CHUNK);
            int got = full ? inflater.inflate(over) : inflater.inflate(out, filled, room);
            if (full && got > 0) {
                throw malformed(at, "more than the announced " + size + " bytes when inflated");
            }
            if (got == 0 && !inflater.finished()) {
                throw inflater.needsDictionary() ? malformed(at, "a preset dictionary is asked for") : truncated();
            }
            filled += got;
            work.bytes(got);
            if (filled > (long) limits.maxInflateRatio() * inflater.getBytesRead()) {
                throw new EtfException(Reason.LIMIT, at, "inflates more than " + limits.maxInflateRatio() + "-fold");
            }
        }
        if (filled != size) {
            throw malformed(at, filled + " bytes when inflated where " + size + " were announced");
        }
        return out;
    }
}
