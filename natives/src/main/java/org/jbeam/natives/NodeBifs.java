package org.jbeam.natives;

import java.util.ArrayList;
import java.util.List;
import org.jbeam.natives.dist.DistConnection;
import org.jbeam.natives.dist.DistNode;
import org.jbeam.natives.dist.DistTable;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.MapTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Which nodes there are. */
@BifModule("erlang")
public final class NodeBifs {
    private static final Atom VISIBLE = Atom.of("visible");
    private static final Atom HIDDEN = Atom.of("hidden");
    private static final Atom KNOWN = Atom.of("known");
    private static final Atom THIS = Atom.of("this");
    private static final Atom CONNECTION_ID = Atom.of("connection_id");
    private static final Atom NODE_TYPE = Atom.of("node_type");

    private NodeBifs() {}

    /** {@code nodes()}: the connected ones that are not hidden. */
    @Bif
    public static Term nodes(ErlangProcess p) {
        return nodes(p, VISIBLE);
    }

    /** {@code nodes(KindOrKinds)}. */
    @Bif
    public static Term nodes(ErlangProcess p, Term kinds) {
        Kinds wanted = Kinds.of(kinds);
        ListBuilder names = new ListBuilder();
        select(p, wanted).forEach(known -> names.add(known.name()));
        return names.finish();
    }

    /** {@code nodes(Kinds, Options)}: {@code {Node, Info}} pairs. */
    @Bif
    public static Term nodes(ErlangProcess p, Term kinds, Term options) {
        Kinds wanted = Kinds.of(kinds);
        boolean id = false;
        boolean type = false;
        for (MapTerm.Iterator i = Args.map(options).iterator(); i.next();) {
            switch (Args.atom(i.key()).name()) {
                case "connection_id" -> id = Args.bool(i.value());
                case "node_type" -> type = Args.bool(i.value());
                default -> throw BifException.badarg();
            }
        }
        ListBuilder pairs = new ListBuilder();
        for (Known known : select(p, wanted)) {
            MapTerm info = MapTerm.EMPTY;
            info = id ? info.put(CONNECTION_ID, known.connectionId()) : info;
            info = type ? info.put(NODE_TYPE, known.type()) : info;
            pairs.add(Tuple.of(known.name(), info));
        }
        return pairs.finish();
    }

    private record Known(Atom name, Term connectionId, Atom type) {}

    private record Kinds(boolean self, boolean visible, boolean hidden, boolean others) {
        static Kinds of(Term kinds) {
            boolean self = false;
            boolean visible = false;
            boolean hidden = false;
            boolean others = false;
            for (Term kind : kinds instanceof Atom ? new Term[] {kinds} : Args.list(kinds)) {
                String name = Args.atom(kind).name();
                switch (name) {
                    case "this", "known", "visible", "hidden", "connected" -> { }
                    default -> throw BifException.badarg();
                }
                boolean known = name.equals("known");
                boolean connected = known || name.equals("connected");
                self |= known || name.equals("this");
                visible |= connected || name.equals("visible");
                hidden |= connected || name.equals("hidden");
                others |= known;
            }
            return new Kinds(self, visible, hidden, others);
        }
    }

    private static List<Known> select(ErlangProcess p, Kinds wanted) {
        List<Known> selected = new ArrayList<>();
        for (DistNode node : DistTable.of(p.vm()).all()) {
            DistConnection c = node.connection();
            boolean up = c != null && c.channel() != null;
            boolean visible = up && node.isVisible();
            if (up && (visible ? wanted.visible : wanted.hidden)) {
                selected.add(new Known(node.name(), SmallInt.of(c.id()), visible ? VISIBLE : HIDDEN));
            } else if (!up && wanted.others && node.name() != p.vm().nodeName()) {
                selected.add(new Known(node.name(), Atom.UNDEFINED, KNOWN));
            }
        }
        if (wanted.self) {
            selected.add(new Known(p.vm().nodeName(), Atom.UNDEFINED, THIS));
        }
        return selected;
    }

    /** {@code dt_spread_tag(Boolean)}: dynamic tracing is not there. */
    @Bif("dt_spread_tag")
    public static Term dtSpreadTag(Term on) {
        Args.bool(on);
        return Atom.TRUE;
    }

    /** {@code dt_restore_tag(Tag)}. */
    @Bif("dt_restore_tag")
    public static Term dtRestoreTag(Term tag) {
        if (tag != Atom.TRUE) {
            throw BifException.badarg();
        }
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
