package org.jbeam.ets;

import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** The options of {@code ets:new/2}. */
final class TableOptions {
    static final Atom HEIR = Atom.of("heir");
    static final Atom NONE = Atom.of("none");
    static final Atom AUTO = Atom.of("auto");
    private static final Atom KEYPOS = Atom.of("keypos");
    private static final Atom NAMED_TABLE = Atom.of("named_table");
    private static final Atom COMPRESSED = Atom.of("compressed");
    private static final Atom READ_CONCURRENCY = Atom.of("read_concurrency");
    private static final Atom WRITE_CONCURRENCY = Atom.of("write_concurrency");
    private static final Atom LOCKS = Atom.of("debug_hash_fixed_number_of_locks");
    private static final int MIN_LOCKS = 64;
    private static final int MAX_LOCKS = 32768;
    private static final Atom DECENTRALIZED_COUNTERS = Atom.of("decentralized_counters");

    TableType type = TableType.SET;
    Protection protection = Protection.PROTECTED;
    int keyPosition = 1;
    boolean named;
    boolean compressed;
    boolean readConcurrency;
    /** {@code true}, {@code false}, {@code auto}, or <code>{debug_hash_fixed_number_of_locks, N}</code>. */
    Term writeConcurrency = Atom.FALSE;
    private Boolean decentralizedCounters;
    Pid heir;
    Term heirData = Nil.NIL;

    private TableOptions() {}

    static TableOptions parse(Term list) {
        TableOptions options = new TableOptions();
        Term rest = list;
        while (rest instanceof Cons cell) {
            options.option(cell.head());
            rest = cell.tail();
        }
        if (rest != Nil.NIL) {
            throw EtsException.badarg();
        }
        if (options.locks() > 0 && options.type == TableType.ORDERED_SET) {
            throw EtsException.badarg();
        }
        if (options.protection == Protection.PRIVATE) {
            options.writeConcurrency = Atom.FALSE;
        }
        return options;
    }

    /** How many locks a debugging option asks for: it only changes what {@code info} says; 0 without it. */
    int locks() {
        return writeConcurrency instanceof Tuple pair ? (int) ((SmallInt) pair.element(1)).value() : 0;
    }

    /** Are the counters of size and memory spread? Only tables that many may write at once have such. */
    boolean decentralizedCounters() {
        if (writeConcurrency == Atom.FALSE) {
            return false;
        }
        return decentralizedCounters != null ? decentralizedCounters : writeConcurrency == AUTO || type == TableType.ORDERED_SET || locks() > 0;
    }

    private void option(Term option) {
        if (option instanceof Atom atom) {
            flag(atom);
        } else if (option instanceof Tuple tuple && tuple.arity() == 2 && tuple.element(0) instanceof Atom name) {
            pair(name, tuple.element(1));
        } else if (option instanceof Tuple tuple && tuple.arity() == 3 && tuple.element(0) == HEIR && tuple.element(1) instanceof Pid pid
                && pid.node().isLocal()) {
            heir = pid;
            heirData = tuple.element(2);
        } else {
            throw EtsException.badarg();
        }
    }

    private void flag(Atom atom) {
        for (TableType each : TableType.values()) {
            if (each.atom() == atom) {
                type = each;
                return;
            }
        }
        Protection given = protection(atom);
        if (given != null) {
            protection = given;
        } else if (atom == NAMED_TABLE) {
            named = true;
        } else if (atom == COMPRESSED) {
            compressed = true;
        } else {
            throw EtsException.badarg();
        }
    }

    static Protection protection(Term atom) {
        for (Protection each : Protection.values()) {
            if (each.atom() == atom) {
                return each;
            }
        }
        return null;
    }

    private void pair(Atom name, Term value) {
        if (name == KEYPOS && value instanceof SmallInt n && n.value() > 0) {
            keyPosition = (int) Math.min(n.value(), Integer.MAX_VALUE);
        } else if (name == HEIR && value == NONE) {
            heir = null;
            heirData = Nil.NIL;
        } else if (name == READ_CONCURRENCY && value instanceof Atom atom && bool(atom)) {
            readConcurrency = atom == Atom.TRUE;
        } else if (name == WRITE_CONCURRENCY && value instanceof Atom atom && (bool(atom) || atom == AUTO)) {
            writeConcurrency = atom;
        } else if (name == WRITE_CONCURRENCY && value instanceof Tuple pair && pair.arity() == 2 && pair.element(0) == LOCKS
                && pair.element(1) instanceof SmallInt n && n.value() > 0 && n.value() <= MAX_LOCKS) {
            int locks = (int) Math.max(MIN_LOCKS, Long.highestOneBit(n.value()));
            writeConcurrency = Tuple.of(LOCKS, SmallInt.of(locks));
        } else if (name == DECENTRALIZED_COUNTERS && value instanceof Atom atom && bool(atom)) {
            decentralizedCounters = atom == Atom.TRUE;
        } else {
            throw EtsException.badarg();
        }
    }

    private static boolean bool(Atom atom) {
        return atom == Atom.TRUE || atom == Atom.FALSE;
    }
}
