package org.jbeam.etf;

import java.util.List;
import org.jbeam.term.Atom;
import org.jbeam.term.DetachedFun;
import org.jbeam.term.Fun;
import org.jbeam.term.Node;
import org.jbeam.term.Pid;
import org.jbeam.term.PlainRef;
import org.jbeam.term.Port;
import org.jbeam.term.Ref;
import org.jbeam.term.Term;

/**
 * What a runtime has to say while terms are decoded: which objects stand for its processes, ports, references and functions, and which new
 * atoms it takes. Each method's default gives plain data. Methods are called on the decoding thread; what they throw goes through to the caller.
 */
public interface EtfResolver {
    /** The resolver of plain data. */
    EtfResolver PLAIN = new EtfResolver() {};

    /**
     * An atom that does not exist yet; null refuses it. Not asked by a {@linkplain EtfDecoder#safe safe} decoder, which refuses all.
     *
     * @throws org.jbeam.term.AtomTableFullException reported as {@code SYSTEM_LIMIT}
     */
    default Atom newAtom(String name) {
        return Atom.of(name);
    }

    /** A pid; {@code number} and {@code serial} are unsigned. Null: there can be no such pid. */
    default Pid pid(Node node, int number, int serial) {
        return new Pid(node, number, serial);
    }

    /** A port; {@code number} is unsigned. Null: there can be no such port. */
    default Port port(Node node, long number) {
        return new Port(node, number);
    }

    /** A reference of 1 to 5 words, the fastest counting first. Null: there can be no such reference. */
    default Ref ref(Node node, int[] words) {
        return new PlainRef(node, words);
    }

    /** A local fun with the values it closed over. Null: there can be no such fun. */
    default Fun fun(DetachedFun.Place place, Pid creator, List<Term> env) {
        return DetachedFun.local(place, creator, env);
    }

    /** {@code fun module:function/arity}. Null: there can be no such fun. */
    default Fun export(Atom module, Atom function, int arity) {
        return DetachedFun.external(module, function, arity);
    }

    /** Whether a {@linkplain EtfDecoder#safe safe} decoder takes {@code fun module:function/arity}; in OTP, only when that function exists. */
    default boolean isExported(Atom module, Atom function, int arity) {
        return true;
    }
}
