package org.jbeam.etf;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;
import org.jbeam.term.Node;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;

/**
 * Encodes terms in Erlang's external term format, byte for byte as {@code erlang:term_to_binary/2} of OTP 25 does. Immutable: an option gives
 * another encoder. Any number of threads may share one.
 *
 * <pre>{@code
 * byte[] bytes = EtfEncoder.create().encode(Term.parse("{ok, [1, 2.5, <<\"bytes\">>]}"));
 * byte[] small = EtfEncoder.create().minorVersion(2).compressed(9).encode(term);
 * }</pre>
 *
 * <p>Encoding is iterative, so that no depth of nesting overflows the Java stack, into one buffer that grows.
 *
 * <p>Source: OTP documentation, "External Term Format" (erl_ext_dist) and {@code erlang:term_to_binary/2}.
 */
public final class EtfEncoder {
    /** What stands for the creator of a fun that no process made. */
    static final Pid NO_PROCESS = new Pid(Node.LOCAL, 0, 0);

    private static final int FIRST_BUFFER = 128;
    private static final int CHUNK = 1 << 16;
    private static final int COMPRESSED_HEADER = 6;
    private static final EtfEncoder DEFAULT = new EtfEncoder(1, 0, false);

    private final int minorVersion;
    private final int level;
    private final boolean deterministic;

    private EtfEncoder(int minorVersion, int level, boolean deterministic) {
        this.minorVersion = minorVersion;
        this.level = level;
        this.deterministic = deterministic;
    }

    /** The encoder of {@code term_to_binary/1}: minor version 1, not compressed, not deterministic. */
    public static EtfEncoder create() {
        return DEFAULT;
    }

    /**
     * The dialect: 0 writes floats as text; 1 (OTP 25's default) writes them in 8 bytes and atoms in Latin-1 where they fit; 2 (OTP 26's
     * default) writes all atoms in UTF-8.
     *
     * @throws IllegalArgumentException not 0, 1 or 2
     */
    public EtfEncoder minorVersion(int version) {
        if (version < 0 || version > 2) {
            throw new IllegalArgumentException("a minor version is 0, 1 or 2: " + version);
        }
        return new EtfEncoder(version, level, deterministic);
    }

    /**
     * The zlib level, 0 (no compression) to 9. A term is compressed only where that does not make it larger.
     *
     * @throws IllegalArgumentException not 0 to 9
     */
    public EtfEncoder compressed(int zlibLevel) {
        if (zlibLevel < 0 || zlibLevel > 9) {
            throw new IllegalArgumentException("a level is 0 to 9: " + zlibLevel);
        }
        return new EtfEncoder(minorVersion, zlibLevel, deterministic);
    }

    /** Whether equal terms get equal bytes: the keys of large maps in term order. */
    public EtfEncoder deterministic(boolean on) {
        return new EtfEncoder(minorVersion, level, on);
    }

    /**
     * The external form with the leading version byte 131.
     *
     * @throws EtfException {@code NOT_ENCODABLE} for an {@link org.jbeam.term.Opaque} inside, {@code SYSTEM_LIMIT} above 2<sup>31</sup>-9 bytes
     */
    public byte[] encode(Term term) {
        return encode(term, null);
    }

    /**
     * As {@link #encode(Term)}, telling about its work.
     *
     * @param progress told about every 1000 units; null for none
     */
    public byte[] encode(Term term, EtfProgress progress) {
        EtfWriter writer = new EtfWriter(this, null, progress, FIRST_BUFFER);
        writer.byte1(Tags.VERSION);
        writer.term(term);
        byte[] bytes = level == 0 ? null : compress(writer);
        writer.work().finish();
        return bytes != null ? bytes : writer.toByteArray();
    }

    /**
     * The external form without the version byte, never compressed: what stands inside other formats.
     *
     * @throws EtfException as {@link #encode(Term)}
     */
    public byte[] encodeBody(Term term) {
        EtfWriter writer = new EtfWriter(this, null, null, FIRST_BUFFER);
        writer.term(term);
        return writer.toByteArray();
    }

    /**
     * How many bytes {@link #encode(Term)} gives at most without compression, version byte included: {@code erlang:external_size/2}. Exact
     * but for local funs, of which OTP counts two numbers at 5 bytes each whatever they take. Costs a walk, no buffer.
     *
     * @throws EtfException {@code NOT_ENCODABLE} for an {@link org.jbeam.term.Opaque} inside
     */
    public long size(Term term) {
        return size(term, null);
    }

    /**
     * As {@link #size(Term)}, telling about its work.
     *
     * @param progress told about every 1000 units; null for none
     */
    public long size(Term term, EtfProgress progress) {
        return 1 + new EtfSizer(this, progress).size(term);
    }

    /** The compressed form of what was written, or null when it is larger. */
    private byte[] compress(EtfWriter writer) {
        int length = writer.position();
        Deflater deflater = new Deflater(level);
        try {
            byte[] chunk = new byte[Math.min(length, CHUNK)];
            ByteArrayOutputStream out = new ByteArrayOutputStream(chunk.length);
            for (int at = 1; at < length; at += CHUNK) {
                int size = Math.min(CHUNK, length - at);
                deflater.setInput(writer.buffer(), at, size);
                if (at + size == length) {
                    deflater.finish();
                }
                drain(deflater, chunk, out);
                writer.work().bytes(size);
                if (out.size() + COMPRESSED_HEADER > length) {
                    return null;
                }
            }
            byte[] packed = out.toByteArray();
            byte[] bytes = new byte[COMPRESSED_HEADER + packed.length];
            bytes[0] = (byte) Tags.VERSION;
            bytes[1] = Tags.COMPRESSED;
            Tags.INT.set(bytes, 2, length - 1);
            System.arraycopy(packed, 0, bytes, COMPRESSED_HEADER, packed.length);
            return bytes;
        } finally {
            deflater.end();
        }
    }

    private static void drain(Deflater deflater, byte[] chunk, ByteArrayOutputStream out) {
        int size;
        do {
            size = deflater.deflate(chunk);
            out.write(chunk, 0, size);
        } while (size > 0);
    }

    boolean isCompressing() {
        return level != 0;
    }

    boolean isFloatText() {
        return minorVersion == 0;
    }

    boolean isUtf8Atoms() {
        return minorVersion == 2;
    }

    boolean isDeterministic() {
        return deterministic;
    }
}
