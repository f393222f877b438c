package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** What net_kernel rests on, as it is on a node that is not alive. */
@BifModule("erts_internal")
public final class DistInternalBifs {
    private static final Atom BADARG = Atom.of("badarg");
    private static final Atom NOCONNECTION = Atom.of("noconnection");
    private static final Atom BADOPT = Atom.of("badopt");
    private static final Atom SPAWN_REPLY = Atom.of("spawn_reply");
    private static final Atom SPAWN_OPT = Atom.of("spawn_opt");
    private static final Atom MONITOR = Atom.of("monitor");
    private static final Atom REPLY = Atom.of("reply");
    private static final Atom REPLY_TAG = Atom.of("reply_tag");
    /** {@code erts_dflags}: default, mandatory, addable, rejectable and strict order flags of the protocol of OTP 25 (erl_dist_protocol). */
    private static final Tuple FLAGS = Tuple.of(Atom.of("erts_dflags"), SmallInt.of(0xd07df7fbcL), SmallInt.of(0x1070f94L),
            SmallInt.of(0xd07df7fbcL), SmallInt.of(0x802042L), SmallInt.of(0x2000L));

    private DistInternalBifs() {}

    /** {@code get_dflags()}: what the protocol is able to do. */
    @Bif("get_dflags")
    public static Term getDflags() {
        return FLAGS;
    }

    /** {@code new_connection(Node)}. */
    @Bif(value = "new_connection", withoutSupport = true)
    public static Term newConnection(Term node) {
        Args.atom(node);
        throw BifException.notsup();
    }

    /** {@code abort_pending_connection(Node, Connection)}. */
    @Bif(value = "abort_pending_connection", withoutSupport = true)
    public static Term abortPendingConnection(Term node, Term connection) {
        throw BifException.badarg();
    }

    /** {@code create_dist_channel(Node, Controller, Options)}. */
    @Bif(value = "create_dist_channel", withoutSupport = true)
    public static Term createDistChannel(Term node, Term controller, Term options) {
        return BADARG;
    }

    /** {@code dist_spawn_request(Node, {M, F, Args}, Options, Kind)}: the reply is that there is no connection. */
    @Bif(value = "dist_spawn_request", withoutSupport = true)
    public static Term distSpawnRequest(ErlangProcess p, Term node, Term function, Term options, Term kind) {
        boolean wellFormed = node instanceof Atom && function instanceof Tuple t && t.arity() == 3 && t.element(0) instanceof Atom
                && t.element(1) instanceof Atom && Terms.length(t.element(2)) >= 0 && Terms.length(options) >= 0;
        if (!wellFormed) {
            return BADARG;
        }
        Request request = Request.of(options);
        Term ref = p.vm().newRef();
        if (kind == SPAWN_OPT || request.wantsErrors) {
            p.deliver(Tuple.of(request.tag, ref, Atom.ERROR, request.valid ? NOCONNECTION : BADOPT));
        }
        return kind == SPAWN_OPT ? Tuple.of(ref, Atom.of(request.monitor)) : ref;
    }

    /** The options that count before there is a connection. */
    private record Request(Term tag, boolean wantsErrors, boolean monitor, boolean valid) {
        static Request of(Term options) {
            Term tag = SPAWN_REPLY;
            boolean wantsErrors = true;
            boolean monitor = false;
            boolean valid = true;
            for (Term rest = options; rest != Nil.NIL; rest = ((Cons) rest).tail()) {
                Term option = ((Cons) rest).head();
                if (option == MONITOR || option instanceof Tuple2 m && m.e0() == MONITOR) {
                    monitor = true;
                } else if (option instanceof Tuple2 t && t.e0() == REPLY_TAG) {
                    tag = t.e1();
                } else if (option instanceof Tuple2 r && r.e0() == REPLY) {
                    String which = r.e1() instanceof Atom name ? name.name() : "";
                    valid &= which.equals("yes") || which.equals("no") || which.equals("error_only") || which.equals("success_only");
                    wantsErrors = !which.equals("no") && !which.equals("success_only");
                }
            }
            return new Request(tag, wantsErrors, monitor, valid);
        }
    }
}
