package org.jbeam.beamformat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The container: {@code FOR1}, a size, {@code BEAM}, and chunks padded to four bytes. It knows nothing of what the chunks hold, so it also takes
 * files apart that are no longer complete, such as stripped ones.
 */
public final class BeamChunks {
    private static final int FORM = 0x464f5231;
    private static final int BEAM = 0x4245414d;
    private static final int HEADER = 8;
    private static final int LAMBDA_ENTRY = 24;
    private static final int OLD_UNIQ = 20;
    private static final List<String> DIGESTED_FIRST = List.of("AtU8", "Code", "StrT", "ImpT", "ExpT");
    private static final List<String> DIGESTED_LAST = List.of("LitT", "Meta", "Recs", "DbgB");

    private final List<Chunk> chunks;

    private BeamChunks(List<Chunk> chunks) {
        this.chunks = chunks;
    }

    /** A container of these chunks, in this order. */
    public static BeamChunks of(List<Chunk> chunks) {
        return new BeamChunks(List.copyOf(chunks));
    }

    /**
     * Takes a file apart. The array is kept and must not change any more. Bytes behind the form are ignored, as in OTP.
     *
     * @throws MalformedBeamException not a BEAM file, or cut off
     */
    public static BeamChunks parse(byte[] file) {
        ByteReader in = new ByteReader("file", file, 0, file.length);
        if (in.remaining() < HEADER + 4 || in.i32() != FORM) {
            throw new MalformedBeamException("file", 0, "not a BEAM file");
        }
        int size = in.i32();
        if (size < 4 || size > in.remaining()) {
            throw in.malformed("the file says " + (size & 0xffff_ffffL) + " bytes and has " + in.remaining());
        }
        in = new ByteReader("file", file, 0, HEADER + size);
        in.take(HEADER);
        if (in.i32() != BEAM) {
            throw in.malformed("not a BEAM file");
        }
        List<Chunk> chunks = new ArrayList<>();
        while (in.remaining() > 0) {
            chunks.add(chunk(in, file));
        }
        return of(chunks);
    }

    private static Chunk chunk(ByteReader in, byte[] file) {
        String name = new String(file, in.take(4), 4, StandardCharsets.ISO_8859_1);
        int size = in.i32();
        int from = in.take(size);
        in.take(padding(size));
        return new Chunk(name, file, from, size);
    }

    /** Bytes from this size to the next multiple of four. */
    static int padding(int size) {
        return -size & 3;
    }

    /** The chunks, in the order of the file. */
    public List<Chunk> list() {
        return chunks;
    }

    /** The last chunk of this name. */
    public Optional<Chunk> find(String name) {
        return Optional.ofNullable(last(name));
    }

    Chunk last(String name) {
        for (int i = chunks.size() - 1; i >= 0; i--) {
            if (chunks.get(i).name().equals(name)) {
                return chunks.get(i);
            }
        }
        return null;
    }

    /**
     * The module's MD5, 16 bytes: that of {@code beam_lib:md5/1} and {@code module_info(md5)}. Missing chunks count as empty. It covers what
     * determines the code and leaves out the {@code oldUniq} fields of the lambdas, which are made from it.
     */
    public byte[] md5() {
        MessageDigest digest = newDigest();
        DIGESTED_FIRST.forEach(name -> digest(digest, last(name)));
        Chunk lambdas = last("FunT");
        if (lambdas != null) {
            digest.update(withoutOldUniq(lambdas.toByteArray()));
        }
        DIGESTED_LAST.forEach(name -> digest(digest, last(name)));
        return digest.digest();
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    private static void digest(MessageDigest digest, Chunk chunk) {
        if (chunk != null) {
            digest.update(chunk.array(), chunk.start(), chunk.size());
        }
    }

    private static byte[] withoutOldUniq(byte[] table) {
        for (int entry = 4; entry + LAMBDA_ENTRY <= table.length; entry += LAMBDA_ENTRY) {
            for (int i = OLD_UNIQ; i < LAMBDA_ENTRY; i++) {
                table[entry + i] = 0;
            }
        }
        return table;
    }
}
