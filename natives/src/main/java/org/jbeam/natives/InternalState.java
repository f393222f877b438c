package org.jbeam.natives;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jbeam.ets.Table;
import org.jbeam.ets.TableType;
import org.jbeam.natives.dist.DistConnection;
import org.jbeam.natives.dist.DistNode;
import org.jbeam.natives.dist.DistTable;
import org.jbeam.natives.dist.SignalLists;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.TermHash;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple2;
import org.jbeam.term.Tuple;

/** The items of {@code erts_debug:get_internal_state/1} and {@code set_internal_state/2} that mean something in this machine. */
final class InternalState {
    private static final Atom WRITE_CONCURRENCY = Atom.of("write_concurrency");
    private static final long FIRST_UNIQUE = -(1L << 59);
    private static final int HEAP_BINARY = 64;
    private static final int SLICE = 4000;
    /** Of OTP's tables, so that what is reckoned with them agrees with {@code ets:info(Tab, memory)}. */
    private static final int TABLE_WORDS = 49;
    private static final int SEGMENT_WORDS = 6;

    private InternalState() {}

    /** The value, or {@code badarg} for an item that is not there. */
    static Term get(ErlangProcess p, Term item) {
        return item instanceof Tuple2 pair && pair.e0() instanceof Atom name ? about(p, name.name(), pair.e1())
                : item instanceof Atom name ? named(p, name.name()) : refuse();
    }

    private static Term refuse() {
        throw BifException.badarg();
    }

    private static Term named(ErlangProcess p, String name) {
        return switch (name) {
            case "reds_left" -> SmallInt.of(SLICE);
            case "processes" -> processes(p);
            case "force_heap_frags" -> Atom.FALSE;
            case "DbTable_words" -> Tuple.of(SmallInt.of(TABLE_WORDS), SmallInt.of(SEGMENT_WORDS));
            case "flxctr_memory_usage" -> Atom.of("notsup");
            case "process_info_args" -> ProcessInfoBifs.allItems();
            case "nbalance" -> SmallInt.ZERO;
            case "min_unique_integer", "min_unique_monotonic_integer" -> SmallInt.of(FIRST_UNIQUE);
            case "unique_monotonic_integer_state" -> IntegerTerm.of(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE));
            case "persistent_term" -> MapTerm.of(Atom.of("table"), SmallInt.of(64));
            default -> refuse();
        };
    }

    private static Term processes(ErlangProcess p) {
        List<Term> pids = new ArrayList<>();
        for (ErlangProcess each : p.vm().allProcesses()) {
            pids.add(each.pid());
        }
        return Terms.list(pids);
    }

    private static Term about(ErlangProcess p, String name, Term value) {
        return switch (name) {
            case "process_status" -> {
                ErlangProcess process = value instanceof Pid pid ? p.vm().process(pid) : null;
                yield process == null ? Atom.UNDEFINED : process.statusAtom();
            }
            case "binary_info" -> binary(value);
            case "internal_hash" -> SmallInt.of(TermHash.internal(value, 0) & 0xffff_ffffL);
            case "channel_number" -> value == p.vm().nodeName() ? SmallInt.ZERO : Atom.UNDEFINED;
            case "dist_ctrl" -> controller(p, value);
            case "link_list" -> links(p, value);
            case "monitor_list" -> value instanceof Atom node ? SignalLists.monitors(p.vm(), node)
                    : ProcessInfoBifs.ask(p, value, SignalLists::monitors);
            default -> refuse();
        };
    }

    private static Term controller(ErlangProcess p, Term name) {
        DistNode node = name instanceof Atom atom ? DistTable.of(p.vm()).existing(atom) : null;
        DistConnection c = node == null ? null : node.connection();
        return c == null || c.channel() == null ? Atom.UNDEFINED : c.channel().controller();
    }

    private static Term links(ErlangProcess p, Term value) {
        return switch (value) {
            case Atom node -> SignalLists.links(p.vm(), node);
            case Port id -> {
                ErlangPort port = p.vm().port(id);
                yield port == null ? Atom.UNDEFINED : SignalLists.links(port);
            }
            default -> ProcessInfoBifs.ask(p, value, SignalLists::links);
        };
    }

    private static Term binary(Term value) {
        if (!(value instanceof Bitstring b)) {
            return refuse();
        }
        SmallInt size = SmallInt.of(b.byteSize());
        return b.byteSize() <= HEAP_BINARY ? Atom.of("heap_binary")
                : Tuple.of(Atom.of("refc_binary"), size, Tuple.of(Atom.of("binary"), SmallInt.of(b.array().length)), SmallInt.ZERO);
    }

    /** The old value, or whatever OTP answers; {@code badarg} for an item that is not there. */
    static Term set(ErlangProcess p, Term item, Term value) {
        return switch (item instanceof Atom name ? name.name() : "") {
            case "reds_left" -> {
                p.bumpReductions((int) Math.max(0, SLICE - Args.integer(value, 0, SLICE)));
                yield Atom.TRUE;
            }
            case "sleep", "block" -> {
                DirtyTest.run(p, "normal", Atom.of("wait"), value);
                yield Atom.TRUE;
            }
            case "force_gc" -> Atom.of(value instanceof Pid pid && p.vm().process(pid) != null);
            case "process_uniq_counter" -> {
                // processes do not number what they make on their own here: there is no counter to move
                yield value instanceof IntegerTerm n && n.bigValue().bitLength() < Long.SIZE ? Atom.OK : refuse();
            }
            case "wait" -> waited(p, value);
            // signals of all senders come into one queue that takes many at once: what the buffers are for, asked for or not
            case "proc_sig_buffers" -> Atom.of(value == Atom.TRUE);
            case "mbuf" -> value;
            case "colliding_names" -> names(value);
            // OTP's own answer where it was not built for debugging
            case "ets_force_trap" -> Atom.of("notsup");
            case "ets_force_split", "ets_debug_random_split_join" -> splits(p, value);
            case "re_loop_limit", "unicode_loop_limit", "binary_loop_limit" -> limit(value);
            default -> refuse();
        };
    }

    /** {@code {Name, Count}}: so many other names. The index of named tables is Java's, whose collisions do no harm. */
    private static Term names(Term value) {
        if (!(value instanceof Tuple2 pair) || !(pair.e0() instanceof Atom name)) {
            return refuse();
        }
        List<Term> names = new ArrayList<>();
        for (long i = Args.integer(pair.e1(), 0, Short.MAX_VALUE); i > 0; i--) {
            names.add(Atom.of(name.name() + '_' + i));
        }
        return Terms.list(names);
    }

    /** Trees that many write are one tree here: there is nothing to split. */
    private static Term splits(ErlangProcess p, Term value) {
        Table table = value instanceof Tuple2 pair ? EtsHost.tables(p.vm()).find(pair.e0()) : null;
        boolean several = table != null && table.type() == TableType.ORDERED_SET
                && EtsHost.tables(p.vm()).info(table.id(), WRITE_CONCURRENCY) != Atom.FALSE;
        return several ? Atom.OK : refuse();
    }

    /** Nothing is left to be done later: others get their turn, as they do while OTP's schedulers all answer. */
    private static Term waited(ErlangProcess p, Term what) {
        return switch (what instanceof Atom name ? name.name() : "") {
            case "deallocations", "timer_cancellations", "aux_work", "thread_progress" -> {
                p.bumpReductions(SLICE);
                yield Atom.OK;
            }
            default -> refuse();
        };
    }

    /** How far a function works before it yields cannot be set; the number is that of OTP. */
    private static Term limit(Term value) {
        if (value != Atom.of("default")) {
            Args.integer(value, 0, Integer.MAX_VALUE);
        }
        return SmallInt.of(10L * SLICE);
    }
}
