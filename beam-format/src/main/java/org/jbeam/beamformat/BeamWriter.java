package org.jbeam.beamformat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes BEAM files: the inverse of {@link BeamChunks#parse}, and changes to whole chunks. */
public final class BeamWriter {
    /** What running a module takes, in the order of {@code beam_lib:strip/1}. */
    private static final List<String> SIGNIFICANT =
            List.of("Line", "Type", "Atom", "AtU8", "Code", "StrT", "ImpT", "ExpT", "FunT", "LitT", "Meta", "Recs", "DbgB");

    private BeamWriter() {}

    /** The file of these chunks, in their order. */
    public static byte[] write(BeamChunks chunks) {
        CompactWriter out = new CompactWriter();
        long size = 4;
        for (Chunk chunk : chunks.list()) {
            size += 8L + chunk.size() + BeamChunks.padding(chunk.size());
        }
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a file of " + size + " bytes");
        }
        ascii(out, "FOR1");
        out.i32((int) size);
        ascii(out, "BEAM");
        for (Chunk chunk : chunks.list()) {
            ascii(out, chunk.name());
            out.i32(chunk.size());
            out.raw(chunk.array(), chunk.start(), chunk.size());
            for (int i = BeamChunks.padding(chunk.size()); i > 0; i--) {
                out.u8(0);
            }
        }
        return out.toByteArray();
    }

    private static void ascii(CompactWriter out, String text) {
        out.raw(text.getBytes(StandardCharsets.ISO_8859_1), 0, text.length());
    }

    /**
     * The chunks that running the module takes, and those named: the rest (debug information, documentation, attributes, local functions) goes, as
     * {@code beam_lib:strip/2} does, in its order too. The MD5 stays.
     */
    public static BeamChunks strip(BeamChunks chunks, Set<String> keep) {
        List<Chunk> kept = new ArrayList<>();
        for (String name : keep) {
            if (!SIGNIFICANT.contains(name)) {
                chunks.find(name).ifPresent(kept::add);
            }
        }
        for (String name : SIGNIFICANT) {
            chunks.find(name).ifPresent(kept::add);
        }
        return BeamChunks.of(kept);
    }

    /** The chunks with one put in the place of the last of its name, or at the end. */
    public static BeamChunks replace(BeamChunks chunks, Chunk replacement) {
        List<Chunk> changed = new ArrayList<>(chunks.list());
        for (int i = changed.size() - 1; i >= 0; i--) {
            if (changed.get(i).name().equals(replacement.name())) {
                changed.set(i, replacement);
                return BeamChunks.of(changed);
            }
        }
        changed.add(replacement);
        return BeamChunks.of(changed);
    }

    /**
     * The names of the chunks in which two modules differ, among those that running a module takes; empty when they are the same for a VM.
     * A chunk that one of them lacks counts as different. Cost: one comparison of all bytes.
     */
    public static List<String> differences(BeamChunks one, BeamChunks other) {
        List<String> names = new ArrayList<>();
        for (String name : SIGNIFICANT) {
            Chunk a = one.last(name);
            Chunk b = other.last(name);
            boolean same = a == null || b == null ? a == b : a.sameData(b);
            if (!same) {
                names.add(name);
            }
        }
        return names;
    }
}
