package org.jbeam.natives;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jbeam.gc.TermSize;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.TermPrinter;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** Module erts_debug's natives: sizes, identity, and what test suites ask of an emulator's inside. */
@BifModule("erts_debug")
public final class ErtsDebugBifs {
    private static final Atom UNDEF = Atom.of("undef");
    private static final Atom BADMAP = Atom.of("badmap");
    private static final Atom AVAILABLE = Atom.of("available_internal_state");

    private ErtsDebugBifs() {}

    /** Has the machine's inside been opened to its programs? */
    private static final class Available {
        private final AtomicBoolean available = new AtomicBoolean();

        static AtomicBoolean of(VirtualMachine vm) {
            return vm.service(Available.class, Available::new).available;
        }
    }

    // ---- terms

    /** {@code flat_size(Term)}: words on a heap of OTP, sharing not counted. */
    @Bif("flat_size")
    public static Term flatSize(Term term) {
        return SmallInt.of(TermSize.flat(term));
    }

    /** {@code size_shared(Term)}: words on a heap of OTP, what is shared counted once. */
    @Bif("size_shared")
    public static Term sizeShared(Term term) {
        return SmallInt.of(TermSize.shared(term));
    }

    /** {@code copy_shared(Term, Literals)}: the term, which may be shared for it cannot change. */
    @Bif("copy_shared")
    public static Term copyShared(Term term, Term literals) {
        Args.bool(literals);
        return term;
    }

    /** {@code same(A, B)}: one object? Small integers are always one. */
    @Bif
    public static Term same(Term a, Term b) {
        return Atom.of(a == b || a instanceof SmallInt x && b instanceof SmallInt y && x.value() == y.value());
    }

    /** {@code display(Term)}: prints it to standard output, and gives the text. */
    @Bif
    public static Term display(Term term) {
        byte[] text = TermPrinter.display(term);
        StandardStreams.print((new String(text, StandardCharsets.ISO_8859_1) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        return Terms.charList(new String(text, StandardCharsets.ISO_8859_1) + "\n");
    }

    /** {@code map_info(Map)}: how a large map's tree looks; {@code badarg} for a small one. The tree here has no statistics but its size. */
    @Bif(value = "map_info", withoutSupport = true)
    public static Term mapInfo(Term term) {
        if (!(term instanceof MapTerm map)) {
            throw BifException.error(Tuple.of(BADMAP, term));
        }
        if (map.isFlat()) {
            throw BifException.badarg();
        }
        return Terms.list(Tuple.of(Atom.of("leafs"), SmallInt.of(map.size()), Tuple.EMPTY));
    }

    /** {@code dist_ext_to_term(Atoms, External)}: decodes a term whose atoms are in a cache, by their numbers. */
    @Bif("dist_ext_to_term")
    public static Term distExtToTerm(ErlangProcess p, Term atoms, Term external) {
        if (!(atoms instanceof Tuple cache) || !(external instanceof Bitstring b) || !b.isBinary()) {
            throw BifException.badarg();
        }
        return CachedAtoms.decode(p, cache, b.toByteArray());
    }

    // ---- code

    /** {@code instructions()}: the names of the emulator's own instructions, of which there are none here. */
    @Bif(withoutSupport = true)
    public static Term instructions() {
        return Nil.NIL;
    }

    /** {@code interpreter_size()}: 0, as in an emulator that compiles. */
    @Bif("interpreter_size")
    public static Term interpreterSize() {
        return SmallInt.ZERO;
    }

    /** {@code disassemble(What)}: false, as in an emulator that compiles. */
    @Bif
    public static Term disassemble(Term what) {
        return Atom.FALSE;
    }

    /** {@code breakpoint({M, F, A}, Flag)}: how many functions were changed, none. */
    @Bif(withoutSupport = true)
    public static Term breakpoint(Term function, Term flag) {
        Args.bool(flag);
        if (!(function instanceof Tuple t) || t.arity() != 3 || !(t.element(0) instanceof Atom) || !(t.element(1) instanceof Atom)) {
            throw BifException.badarg();
        }
        return SmallInt.ZERO;
    }

    // ---- lock counting, which only a special emulator has

    /** {@code lcnt_control(Option)}. */
    @Bif(value = "lcnt_control", withoutSupport = true)
    public static Term lcntControl(Term option) {
        throw BifException.badarg();
    }

    /** {@code lcnt_control(Option, Value)}. */
    @Bif(value = "lcnt_control", withoutSupport = true)
    public static Term lcntControl(Term option, Term value) {
        throw BifException.badarg();
    }

    /** {@code lcnt_collect()}. */
    @Bif(value = "lcnt_collect", withoutSupport = true)
    public static Term lcntCollect() {
        return Atom.ERROR;
    }

    /** {@code lcnt_clear()}. */
    @Bif(value = "lcnt_clear", withoutSupport = true)
    public static Term lcntClear() {
        return Atom.ERROR;
    }

    // ---- internal state

    /** {@code get_internal_state(Item)}: undef until it was made available. */
    @Bif("get_internal_state")
    public static Term getInternalState(ErlangProcess p, Term item) {
        if (!Available.of(p.vm()).get()) {
            throw BifException.error(UNDEF);
        }
        return item == AVAILABLE ? Atom.TRUE : InternalState.get(p, item);
    }

    /** {@code set_internal_state(Item, Value)}: undef until it was made available, but for {@code available_internal_state} itself. */
    @Bif("set_internal_state")
    public static Term setInternalState(ErlangProcess p, Term item, Term value) {
        AtomicBoolean available = Available.of(p.vm());
        if (item == AVAILABLE && (value == Atom.TRUE || value == Atom.FALSE)) {
            return Atom.of(available.getAndSet(value == Atom.TRUE));
        }
        if (!available.get()) {
            throw BifException.error(UNDEF);
        }
        return InternalState.set(p, item, value);
    }

    // ---- dirty schedulers

    /** {@code dirty_cpu(What, Argument)}: a test function on a dirty CPU scheduler. */
    @Bif(value = "dirty_cpu")
    public static Term dirtyCpu(ErlangProcess p, Term what, Term argument) {
        return DirtyTest.run(p, "dirty_cpu", what, argument);
    }

    /** {@code dirty_io(What, Argument)}: a test function on a dirty I/O scheduler. */
    @Bif(value = "dirty_io")
    public static Term dirtyIo(ErlangProcess p, Term what, Term argument) {
        return DirtyTest.run(p, "dirty_io", what, argument);
    }

    /** {@code dirty(Scheduler, What, Argument)}: a test function on a scheduler that it chooses. */
    @Bif(value = "dirty")
    public static Term dirty(ErlangProcess p, Term scheduler, Term what, Term argument) {
        return switch (scheduler instanceof Atom kind ? kind.name() : "") {
            case "dirty_cpu", "dirty_io", "normal" -> DirtyTest.run(p, ((Atom) scheduler).name(), what, argument);
            default -> throw BifException.badarg();
        };
    }
}
