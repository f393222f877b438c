package org.jbeam.ets;

import org.jbeam.term.Atom;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Node;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** {@code ets:info/1,2}. */
final class TableInfo {
    private static final long NANOS = 1_000_000_000L;
    private static final Atom[] ITEMS = atoms("id", "decentralized_counters", "read_concurrency", "write_concurrency", "compressed",
            "memory", "owner", "heir", "name", "size", "node", "named_table", "type", "keypos", "protection");

    private TableInfo() {}

    private static Atom[] atoms(String... names) {
        Atom[] atoms = new Atom[names.length];
        for (int i = 0; i < names.length; i++) {
            atoms[i] = Atom.of(names[i]);
        }
        return atoms;
    }

    static Term all(Table table) {
        ListBuilder list = new ListBuilder();
        for (Atom item : ITEMS) {
            list.add(Tuple.of(item, item(table, item)));
        }
        return list.finish();
    }

    static Term item(Table table, Term item) {
        if (!(item instanceof Atom atom)) {
            throw EtsException.badarg();
        }
        return switch (atom.name()) {
            case "id" -> table.id();
            case "decentralized_counters" -> Atom.of(table.options.decentralizedCounters());
            case "read_concurrency" -> Atom.of(table.options.readConcurrency);
            case "write_concurrency" -> table.options.writeConcurrency;
            case "compressed" -> Atom.of(table.options.compressed);
            case "memory" -> SmallInt.of(table.memoryWords());
            case "owner" -> table.owner();
            case "heir" -> table.heir() == null ? TableOptions.NONE : table.heir();
            case "name" -> table.name();
            case "size" -> SmallInt.of(table.size());
            case "node" -> Node.LOCAL.name();
            case "named_table" -> Atom.of(table.named());
            case "type" -> table.type().atom();
            case "keypos" -> SmallInt.of(table.keyPosition());
            case "protection" -> table.protection().atom();
            default -> rare(table, atom);
        };
    }

    private static Term rare(Table table, Atom atom) {
        return switch (atom.name()) {
            case "fixed" -> Atom.of(table.isFixed());
            case "safe_fixed_monotonic_time" -> table.isFixed() ? Tuple.of(SmallInt.of(table.fixedSince()), table.fixers()) : Atom.FALSE;
            case "safe_fixed" -> table.isFixed() ? Tuple.of(time(table.fixedSince() + table.host().timeOffset()), table.fixers()) : Atom.FALSE;
            case "stats" -> table.stats();
            case "binary" -> Binaries.of(table.snapshot());
            default -> throw EtsException.badarg();
        };
    }

    /** {@code {MegaSeconds, Seconds, MicroSeconds}}. */
    private static Term time(long nanos) {
        long seconds = nanos / NANOS;
        return Tuple.of(SmallInt.of(seconds / 1_000_000), SmallInt.of(seconds % 1_000_000), SmallInt.of(nanos % NANOS / 1000));
    }
}
