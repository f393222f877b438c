package org.jbeam.etf;

import java.math.BigInteger;
import java.util.List;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.DetachedFun;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Node;
import org.jbeam.term.Pid;
import org.jbeam.term.PlainRef;
import org.jbeam.term.Port;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** Terms for tests. */
final class Samples {
    static final Node REMOTE = Node.of(Atom.of("a@b"), 3);

    private Samples() {}

    static DetachedFun fun(Term... env) {
        byte[] uniq = new byte[16];
        uniq[15] = 7;
        return DetachedFun.local(new DetachedFun.Place(Atom.of("m"), 2, 1, 0, 12345, uniq), new Pid(REMOTE, 1, 2), List.of(env));
    }

    /** A tuple with a term of every kind. */
    static Tuple everything() {
        Term numbers = Tuple.of(SmallInt.of(1), SmallInt.of(-1), SmallInt.of(1L << 40), IntegerTerm.of(BigInteger.ONE.shiftLeft(70)),
                IntegerTerm.of(BigInteger.ONE.shiftLeft(2100).negate()), FloatTerm.of(2.5));
        Term lists = Terms.list(Terms.charList("a string"), Nil.NIL, new Cons(Atom.OK, Atom.ERROR), Terms.list(SmallInt.of(300), Tuple.EMPTY));
        Term bytes = Tuple.of(Bitstring.of(new byte[100]), Bitstring.ofBits(new byte[] {1, 2, 3}, 3, 11), Bitstring.EMPTY);
        MapTerm big = MapTerm.EMPTY;
        for (int i = 0; i < 40; i++) {
            big = big.put(SmallInt.of(i), SmallInt.of(i));
        }
        Term maps = Tuple.of(MapTerm.EMPTY, MapTerm.of(Atom.of("k"), Atom.of("v"), SmallInt.ONE, MapTerm.EMPTY), big);
        Term ids = Tuple.of(new Pid(REMOTE, 5, 6), new Port(REMOTE, 1L << 50), new Port(Node.LOCAL, 4),
                new PlainRef(REMOTE, 1, 2, 3, 4, 5), new PlainRef(7, 8, 9));
        Term funs = Tuple.of(DetachedFun.external(Atom.of("lists"), Atom.of("map"), 2), fun(), fun(Atom.OK, fun(SmallInt.ONE)));
        Term atoms = Tuple.of(Atom.of(""), Atom.of("\u00e9"), Atom.of("\u03a9"));
        return Tuple.of(numbers, lists, bytes, maps, ids, funs, atoms);
    }
}
