package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** Other nodes, of which a machine without distribution knows none. */
@BifModule("erlang")
public final class NodeBifs {
    private NodeBifs() {}

    /** {@code nodes()}. */
    @Bif
    public static Term nodes() {
        return Nil.NIL;
    }

    /** {@code nodes(KindOrKinds)}. */
    @Bif
    public static Term nodes(ErlangProcess p, Term kinds) {
        return self(kinds) ? Terms.list(p.vm().nodeName()) : Nil.NIL;
    }

    /** {@code nodes(Kinds, Options)}: {@code {Node, Info}} pairs. */
    @Bif
    public static Term nodes(ErlangProcess p, Term kinds, Term options) {
        MapTerm info = MapTerm.EMPTY;
        for (Term[] pair : new Term[][] {{Atom.of("connection_id"), Atom.UNDEFINED}, {Atom.of("node_type"), Atom.of("this")}}) {
            if (Args.map(options).get(pair[0]) == Atom.TRUE) {
                info = info.put(pair[0], pair[1]);
            }
        }
        return self(kinds) ? Terms.list(Tuple.of(p.vm().nodeName(), info)) : Nil.NIL;
    }

    private static boolean self(Term kinds) {
        boolean self = false;
        for (Term kind : kinds instanceof Atom ? new Term[] {kinds} : Args.list(kinds)) {
            switch (Args.atom(kind).name()) {
                case "this", "known" -> self = true;
                case "visible", "hidden", "connected" -> { }
                default -> throw BifException.badarg();
            }
        }
        return self;
    }

    /** {@code dt_spread_tag(Boolean)}: dynamic tracing is not there. */
    @Bif("dt_spread_tag")
    public static Term dtSpreadTag(Term on) {
        return Atom.TRUE;
    }

    /** {@code dt_restore_tag(Tag)}. */
    @Bif("dt_restore_tag")
    public static Term dtRestoreTag(Term tag) {
        return Atom.TRUE;
    }

    /** {@code dt_get_tag()}. */
    @Bif("dt_get_tag")
    public static Term dtGetTag() {
        return Atom.UNDEFINED;
    }

    /** {@code dt_get_tag_data()}. */
    @Bif("dt_get_tag_data")
    public static Term dtGetTagData() {
        return Atom.UNDEFINED;
    }

    /** {@code dt_put_tag(Tag)}. */
    @Bif("dt_put_tag")
    public static Term dtPutTag(Term tag) {
        return Atom.UNDEFINED;
    }

    /** {@code dt_append_vm_tag_data(Data)}: the data itself. */
    @Bif("dt_append_vm_tag_data")
    public static Term dtAppendVmTagData(Term data) {
        return data;
    }

    /** {@code dt_prepend_vm_tag_data(Data)}: the data itself. */
    @Bif("dt_prepend_vm_tag_data")
    public static Term dtPrependVmTagData(Term data) {
        return data;
    }
}
