package org.jbeam.translator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jbeam.runtime.BifTable;
import org.jbeam.runtime.ops.GuardBifs;
import org.jbeam.term.Atom;

/** Small compiled modules, and what comes out when one byte of theirs changes. */
final class DamagedFiles {
    /** The modules of the folder of resources; its script made them. */
    static final List<String> MODULES = List.of("dmg_calls", "dmg_bits", "dmg_oldbits", "dmg_data", "Elixir.DmgElixir");
    /** {@code -Djbeam.damaged=all}: every value that {@link #values} names, for every byte; else one a byte. */
    static final boolean ALL = "all".equals(System.getProperty("jbeam.damaged"));

    /** A changed file. */
    record Damaged(String module, byte[] bytes, int at, int value) {
        Atom name() {
            return Atom.of(module);
        }

        @Override
        public String toString() {
            return module + " with byte " + at + " = " + value;
        }
    }

    private DamagedFiles() {}

    static byte[] original(String module) {
        try (InputStream in = DamagedFiles.class.getResourceAsStream("damaged/" + module + ".beam")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives every changed file of a module, or, unless {@link #ALL}, every {@code step}th byte changed in one way. */
    static void each(String module, int step, Consumer<Damaged> action) {
        byte[] original = original(module);
        for (int at = 0; at < original.length; at += ALL ? 1 : step) {
            List<Integer> values = values(original[at] & 0xff);
            for (int value : ALL ? values : List.of(values.get(at / step % values.size()))) {
                byte[] changed = original.clone();
                changed[at] = (byte) value;
                action.accept(new Damaged(module, changed, at, value));
            }
        }
    }

    /** Each bit the other way round, the neighbours, the least and the greatest. */
    private static List<Integer> values(int old) {
        Set<Integer> values = new LinkedHashSet<>();
        for (int bit = 0; bit < 8; bit++) {
            values.add(old ^ 1 << bit);
        }
        values.addAll(List.of(0, 255, old + 1 & 255, old - 1 & 255));
        values.remove(old);
        return new ArrayList<>(values);
    }

    /** The BIFs that the runtime itself brings. */
    static void registerBifs() {
        if (BifTable.find(Atom.of("erlang"), Atom.of("+"), 2) == null) {
            BifTable.register(GuardBifs.class);
        }
    }
}
