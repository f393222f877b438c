package org.jbeam.natives;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jbeam.gc.GcSettings;
import org.jbeam.natives.trace.SeqTokens;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Export;
import org.jbeam.runtime.Monitor;
import org.jbeam.runtime.ProcessMemory;
import org.jbeam.runtime.ProcessSettings;
import org.jbeam.runtime.StackTraces;
import org.jbeam.runtime.Trapping;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** {@code process_info/1,2}. A question about another process goes to it as a signal, in order with the caller's other signals. */
@BifModule("erlang")
public final class ProcessInfoBifs {
    private static final List<String> ALL = List.of("registered_name", "current_function", "initial_call", "status",
            "message_queue_len", "links", "dictionary", "trap_exit", "error_handler", "priority", "group_leader",
            "total_heap_size", "heap_size", "stack_size", "reductions", "garbage_collection", "suspending");
    private static final Set<String> SIZES = Set.of("total_heap_size", "heap_size", "stack_size", "memory", "garbage_collection_info");
    private static final List<String> ITEMS = Stream.concat(ALL.stream(), Stream.of("messages", "monitors", "monitored_by", "memory", "binary",
            "backtrace", "catchlevel", "current_location", "current_stacktrace", "last_calls", "trace", "sequential_trace_token",
            "garbage_collection_info", "magic_ref", "fullsweep_after", "message_queue_data", "min_heap_size", "min_bin_vheap_size",
            "max_heap_size", "parent")).toList();
    private static final Atom REGISTERED_NAME = Atom.of("registered_name");

    private ProcessInfoBifs() {}

    /** {@code process_info(Pid)}: a fixed selection, or undefined for a dead process. */
    @Bif("process_info")
    public static Term processInfo(ErlangProcess p, Term pid) {
        return ask(p, pid, target -> {
            ListBuilder list = new ListBuilder();
            for (String name : ALL) {
                Term pair = item(p, target, Atom.of(name));
                if (pair != Nil.NIL) {
                    list.add(pair);
                }
            }
            return list.finish();
        });
    }

    /** {@code process_info(Pid, ItemOrItems)}. */
    @Bif("process_info")
    public static Term processInfo(ErlangProcess p, Term pid, Term what) {
        if (!Args.isList(what)) {
            check(what);
            return ask(p, pid, target -> item(p, target, what));
        }
        Term[] items = Args.list(what);
        for (Term item : items) {
            check(item);
        }
        return ask(p, pid, target -> {
            ListBuilder list = new ListBuilder();
            for (Term item : items) {
                Term pair = item(p, target, item);
                list.add(pair == Nil.NIL ? Tuple.of(REGISTERED_NAME, Nil.NIL) : pair);
            }
            return list.finish();
        });
    }

    /** {@code is_process_alive(Pid)}: as of when the signals that the caller sent before have been handled. */
    @Bif("is_process_alive")
    public static Term isProcessAlive(ErlangProcess p, Term pid) {
        return Atom.of(ask(p, pid, target -> Atom.TRUE) == Atom.TRUE);
    }

    /** Answers a question about a process on that process' own thread; {@code undefined} when it is dead. */
    static Term ask(ErlangProcess p, Term pid, Function<ErlangProcess, Term> question) {
        if (!(pid instanceof Pid id) || !id.node().isLocal()) {
            throw BifException.badarg();
        }
        if (id.equals(p.pid())) {
            p.handleSignals();
            return question.apply(p);
        }
        ErlangProcess target = p.vm().process(id);
        if (target == null) {
            return Atom.UNDEFINED;
        }
        Term[] answer = new Term[1];
        boolean sent = p.vm().request(target, process -> {
            Term value;
            try {
                value = question.apply(process);
            } catch (BifException e) {
                value = Atom.UNDEFINED;
            }
            tell(p, answer, value);
        }, () -> tell(p, answer, Atom.UNDEFINED));
        if (!sent) {
            return Atom.UNDEFINED;
        }
        p.await(() -> answered(answer));
        return answer[0];
    }

    private static void tell(ErlangProcess p, Term[] answer, Term value) {
        java.lang.invoke.VarHandle.releaseFence();
        answer[0] = value;
        p.unpark();
    }

    private static boolean answered(Term[] answer) {
        java.lang.invoke.VarHandle.acquireFence();
        return answer[0] != null;
    }

    /** The names of everything that can be asked for. */
    static Term allItems() {
        ListBuilder list = new ListBuilder();
        ITEMS.forEach(name -> list.add(Atom.of(name)));
        return list.finish();
    }

    private static void check(Term item) {
        if (item instanceof Tuple2 t && t.e0() == Atom.of("dictionary")) {
            return;
        }
        if (!ITEMS.contains(Args.atom(item).name())) {
            throw BifException.badarg();
        }
    }

    /** {@code {Item, Value}}, or [] for a missing registered name. */
    private static Term item(ErlangProcess asker, ErlangProcess p, Term item) {
        if (item instanceof Tuple2 t) {
            Term value = p.hasDictionary() ? p.dictionary().get(t.e1()) : null;
            return Tuple.of(t, value == null ? Atom.UNDEFINED : value);
        }
        Atom name = (Atom) item;
        if (name == REGISTERED_NAME) {
            return p.registeredName() == null ? Nil.NIL : Tuple.of(name, p.registeredName());
        }
        return Tuple.of(name, value(asker, p, name.name()));
    }

    /** One item's value, on the process' own thread; the asker itself is running. */
    static Term value(ErlangProcess asker, ErlangProcess p, String name) {
        return switch (name) {
            case "current_function" -> mfa(current(p), p);
            case "current_location" -> location(current(p), p);
            case "current_stacktrace" -> Trapping.in(p) == null ? StackTraces.currentAll() : new Cons(current(p), StackTraces.currentAll());
            case "initial_call" -> mfa(p.initialFunction());
            case "status" -> p == asker ? Atom.of("running") : p.statusAtom();
            case "message_queue_len" -> SmallInt.of(p.messageQueueLength());
            case "messages" -> p.messageList();
            case "links" -> Terms.list(p.links().linked());
            case "dictionary" -> DictionaryBifs.get(p);
            case "trap_exit" -> Atom.of(p.trapExit());
            case "error_handler" -> p.errorHandler();
            case "priority" -> Atom.of(p.priority().name().toLowerCase(java.util.Locale.ROOT));
            case "group_leader" -> p.groupLeader();
            case "reductions" -> SmallInt.of(p.totalReductions());
            case "monitors" -> monitors(p);
            case "monitored_by" -> watchers(p);
            case "parent" -> p.parent();
            case "suspending", "magic_ref" -> Nil.NIL;
            case "binary" -> binaries(p);
            case "backtrace" -> Terms.utf8(StackTraces.currentAll().toString());
            case "catchlevel" -> SmallInt.ZERO;
            case "last_calls" -> Atom.FALSE;
            case "trace" -> SmallInt.ZERO;
            case "sequential_trace_token" -> SeqTokens.of(p) == null ? Nil.NIL : SeqTokens.of(p).toTerm();
            default -> asker == p ? ownSizes(p, name) : sizes(p, name);
        };
    }

    /** The stack and heap are counted by a walk. */
    private static Term ownSizes(ErlangProcess p, String name) {
        Term value = sizes(p, name);
        if (SIZES.contains(name)) {
            Work.items(p.memory().heapSize());
        }
        return value;
    }

    private static Term sizes(ErlangProcess p, String name) {
        ProcessSettings s = p.settings();
        GcSettings gc = s.memory();
        return switch (name) {
            case "fullsweep_after" -> SmallInt.of(gc.fullsweepAfter());
            case "message_queue_data" -> s.messageQueueData();
            case "min_heap_size" -> SmallInt.of(gc.minHeapSize());
            case "min_bin_vheap_size" -> SmallInt.of(gc.minBinVheapSize());
            case "max_heap_size" -> s.maxHeapSize();
            case "garbage_collection" -> Terms.list(
                    pair("max_heap_size", s.maxHeapSize()), pair("min_bin_vheap_size", SmallInt.of(gc.minBinVheapSize())),
                    pair("min_heap_size", SmallInt.of(gc.minHeapSize())), pair("fullsweep_after", SmallInt.of(gc.fullsweepAfter())),
                    pair("minor_gcs", SmallInt.of(p.memory().minorCollections())));
            default -> measured(p.memory(), name);
        };
    }

    private static Term measured(ProcessMemory memory, String name) {
        memory.measure();
        return switch (name) {
            case "total_heap_size", "heap_size" -> SmallInt.of(memory.heapSize());
            case "stack_size" -> SmallInt.of(memory.stackSize());
            case "memory" -> SmallInt.of(memory.bytes());
            case "garbage_collection_info" -> memory.info();
            default -> throw BifException.badarg();
        };
    }

    /** Those that OTP keeps outside of the heap: {@code {Address, Bytes, References}}. No array has an address or a count here. */
    private static Term binaries(ErlangProcess p) {
        ListBuilder list = new ListBuilder();
        for (byte[] bytes : p.memory().binaries().keySet()) {
            list.add(Tuple.of(SmallInt.of(System.identityHashCode(bytes)), SmallInt.of(bytes.length), SmallInt.ONE));
        }
        return list.finish();
    }

    private static Term pair(String name, Term value) {
        return Tuple.of(Atom.of(name), value);
    }

    static Term mfa(Export export) {
        return Tuple.of(export.module(), export.function(), SmallInt.of(export.arity()));
    }

    private static Term mfa(Term frame, ErlangProcess p) {
        return frame instanceof Tuple t ? Tuple.of(t.element(0), t.element(1), t.element(2)) : hibernating(p);
    }

    private static Term location(Term frame, ErlangProcess p) {
        return frame != null ? frame : ((Tuple) hibernating(p)).arity() == 3 ? extended((Tuple) hibernating(p)) : Atom.UNDEFINED;
    }

    private static Term current(ErlangProcess p) {
        return Trapping.in(p) == null ? StackTraces.current() : extended(Trapping.in(p));
    }

    private static Term extended(Tuple mfa) {
        return Tuple.of(mfa.element(0), mfa.element(1), mfa.element(2), Nil.NIL);
    }

    private static Term hibernating(ErlangProcess p) {
        return p.isHibernating() ? Tuple.of(Atom.of("erlang"), Atom.of("hibernate"), SmallInt.of(3)) : mfa(p.initialFunction());
    }

    private static Term monitors(ErlangProcess p) {
        ListBuilder list = new ListBuilder();
        for (Monitor m : p.links().monitors()) {
            list.add(Tuple.of(m.type(), m.object()));
        }
        return list.finish();
    }

    private static Term watchers(ErlangProcess p) {
        ListBuilder list = new ListBuilder();
        for (Monitor m : p.links().watchers()) {
            list.add(m.owner());
        }
        return list.finish();
    }
}
