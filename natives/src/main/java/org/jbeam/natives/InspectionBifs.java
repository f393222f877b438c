package org.jbeam.natives;

import java.util.function.Supplier;
import org.jbeam.ets.EtsException;
import org.jbeam.ets.Table;
import org.jbeam.ets.TableId;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** What {@code ets:info(Table, binary)} and module instrument rest on. */
@BifModule("erts_internal")
public final class InspectionBifs {
    private static final Atom END = Atom.of("$end_of_table");
    private static final int HEAP_BINARY = 64;
    private static final int REQUEST_SIZE = 5;

    private static final Atom ID = Atom.of("id");
    private static final Atom TYPE = Atom.of("type");

    private InspectionBifs() {}

    /** {@code ets_super_user(Flag)}: may the process look into all tables? The functions that need it always may. */
    @Bif("ets_super_user")
    public static Term etsSuperUser(Term flag) {
        Args.bool(flag);
        return Atom.OK;
    }

    private static Table table(ErlangProcess p, Term name) {
        Table table = EtsHost.tables(p.vm()).find(name);
        if (table == null) {
            throw BifException.badarg(name instanceof Atom || name instanceof TableId ? ID : TYPE);
        }
        return table;
    }

    private static Term key(Supplier<Term> walk) {
        try {
            Term key = walk.get();
            return key == null ? END : key;
        } catch (EtsException e) {
            throw BifException.badarg();
        }
    }

    /** {@code ets_raw_first(Table)}: a key of any table, whoever may read it. */
    @Bif("ets_raw_first")
    public static Term etsRawFirst(ErlangProcess p, Term name) {
        return key(table(p, name)::first);
    }

    /** {@code ets_raw_next(Table, Key)}. */
    @Bif("ets_raw_next")
    public static Term etsRawNext(ErlangProcess p, Term name, Term key) {
        Table table = table(p, name);
        return key(() -> table.next(key));
    }

    /** {@code ets_lookup_binary_info(Table, Key)}: {@code {Identity, Bytes, References}} of each large binary in the key's objects. */
    @Bif("ets_lookup_binary_info")
    public static Term etsLookupBinaryInfo(ErlangProcess p, Term name, Term key) {
        Term objects;
        try {
            objects = table(p, name).lookup(key);
        } catch (EtsException e) {
            throw BifException.badarg();
        }
        ListBuilder found = new ListBuilder();
        java.util.ArrayDeque<Term> rest = new java.util.ArrayDeque<>();
        rest.push(objects);
        while (!rest.isEmpty()) {
            Term at = rest.pop();
            switch (at) {
                case Cons cell -> {
                    rest.push(cell.tail());
                    rest.push(cell.head());
                }
                case Tuple t -> {
                    for (int i = t.arity() - 1; i >= 0; i--) {
                        rest.push(t.element(i));
                    }
                }
                case org.jbeam.term.MapTerm map -> map.forEach((k, v) -> {
                    rest.push(v);
                    rest.push(k);
                });
                case Bitstring b when b.byteSize() > HEAP_BINARY ->
                    found.add(Tuple.of(SmallInt.of(System.identityHashCode(b.array())), SmallInt.of(b.array().length), SmallInt.ONE));
                default -> { }
            }
        }
        return found.finish();
    }

    // ---- allocators, which are the JVM's business

    private static Term noMessages(Term request) {
        if (!(request instanceof Tuple t) || t.arity() != REQUEST_SIZE || !(t.element(0) instanceof Atom) || t.element(1) == Nil.NIL) {
            throw BifException.badarg();
        }
        return SmallInt.ZERO;
    }

    /** {@code gather_alloc_histograms(Request)}: how many messages will come. */
    @Bif(value = "gather_alloc_histograms", withoutSupport = true)
    public static Term gatherAllocHistograms(Term request) {
        return noMessages(request);
    }

    /** {@code gather_carrier_info(Request)}: how many messages will come. */
    @Bif(value = "gather_carrier_info", withoutSupport = true)
    public static Term gatherCarrierInfo(Term request) {
        return noMessages(request);
    }
}
