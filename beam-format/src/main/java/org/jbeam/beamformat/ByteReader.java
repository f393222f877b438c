package org.jbeam.beamformat;

import java.nio.charset.CharacterCodingException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads a chunk's data, big-endian, never beyond its end. */
final class ByteReader {
    private final String chunk;
    private final byte[] bytes;
    private final int start;
    private final int end;
    private int at;

    ByteReader(String chunk, byte[] bytes, int start, int end) {
        this.chunk = chunk;
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.at = start;
    }

    ByteReader(Chunk chunk) {
        this(chunk.name(), chunk.array(), chunk.start(), chunk.end());
    }

    byte[] array() {
        return bytes;
    }

    /** The place in the array. */
    int position() {
        return at;
    }

    /** Bytes read so far. */
    int offset() {
        return at - start;
    }

    int remaining() {
        return end - at;
    }

    MalformedBeamException malformed(String message) {
        return new MalformedBeamException(chunk, at - start, message);
    }

    int u8() {
        if (at >= end) {
            throw malformed("cut off");
        }
        return bytes[at++] & 0xff;
    }

    int u16() {
        return u8() << 8 | u8();
    }

    int i32() {
        if (end - at < 4) {
            throw malformed("cut off");
        }
        byte[] b = bytes;
        int p = at;
        at = p + 4;
        return b[p] << 24 | (b[p + 1] & 0xff) << 16 | (b[p + 2] & 0xff) << 8 | b[p + 3] & 0xff;
    }

    long i64() {
        return (long) i32() << 32 | i32() & 0xffff_ffffL;
    }

    /** A number of items, each of which takes at least {@code itemBytes} of what is left. */
    int count(int itemBytes) {
        int count = i32();
        if (count < 0 || count > remaining() / itemBytes) {
            throw malformed("a count of " + (count & 0xffff_ffffL) + " in " + remaining() + " bytes");
        }
        return count;
    }

    /** Skips bytes and returns where in the array they begin. */
    int take(int size) {
        if (size < 0 || size > end - at) {
            throw malformed((size & 0xffff_ffffL) + " bytes wanted of " + (end - at));
        }
        int from = at;
        at += size;
        return from;
    }

    String utf8(int size) {
        int from = take(size);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, size)).toString();
        } catch (CharacterCodingException e) {
            throw malformed("not UTF-8");
        }
    }
}
