package org.jbeam.translator;

import java.lang.constant.ClassDesc;
import java.util.List;
import org.jbeam.runtime.BifTable;
import org.jbeam.term.Atom;
import org.jbeam.term.BigInt;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.Fun;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** What a static final field of a generated class holds, said so that it can be written down. */
sealed interface Constant {
    /** An atom. */
    record OfAtom(Atom atom) implements Constant {}

    /** A literal of the file; its value tells the type of the field. */
    record OfLiteral(int index) implements Constant {}

    /** An integer. */
    record OfInteger(IntegerTerm value) implements Constant {}

    /** A function of any module, called by name. */
    record OfExport(Atom module, Atom function, int arity) implements Constant {}

    /** A built-in function. */
    record OfBif(BifTable.Entry entry) implements Constant {}

    /** A row of the table of funs. */
    record OfLambda(int index) implements Constant {}

    /** A stretch of the string table, for matching. */
    record OfString(int from, int length) implements Constant {}

    /** Which node a branch of very many cases goes to: keys with their nodes, and one for all other values. */
    record OfTable(List<Term> keys, List<Integer> nodes, int otherwise) implements Constant {}

    /** The module's code. */
    record OfCode() implements Constant {}

    /** The type of the field for a literal of this value. */
    static ClassDesc literalType(Term value) {
        return switch (value) {
            case Atom a -> Rt.ATOM;
            case Cons c -> Rt.CONS;
            case Tuple t -> t.arity() >= 1 && t.arity() <= 8 ? Rt.tuple(t.arity()) : Rt.TUPLE;
            case MapTerm m -> Rt.MAP;
            case Bitstring b -> Rt.BITSTRING;
            case FloatTerm f -> Rt.FLOAT;
            case BigInt b -> Rt.BIG_INT;
            case Fun f -> Rt.FUN;
            default -> Rt.TERM;
        };
    }
}
