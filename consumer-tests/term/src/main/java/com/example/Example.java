package com.example;

import java.util.List;
import java.util.Map;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.Fun;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.ListTerm;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Opaque;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.Ref;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.TermHash;
import org.jbeam.term.TermPrinter;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** The code of the library's README. */
final class Example {
    private Example() {}

    static List<Object> values() {
        Term term = Term.parse("#{name => <<\"jbeam\">>, tags => [a, {b, 1.5}]}");
        MapTerm map = (MapTerm) term;
        MapTerm more = map.put(Atom.of("size"), SmallInt.of(12));        // shares structure with map
        String text = TermPrinter.print(more);                           // as io:format("~p"), on one line
        int hash = TermHash.phash2(more);                                // erlang:phash2/1
        boolean less = Terms.compare(map, more) < 0;                     // the standard order of terms
        String name = Terms.utf8Text((Bitstring) map.get(Atom.of("name")));
        Term reply = Tuple.of(Atom.OK, Terms.ofJava(Map.of("sizes", List.of(1, 2.5))));   // {ok, #{<<"sizes">> => [1, 2.5]}}
        String shape = switch (reply) {                                  // Term is sealed: no default needed
            case Tuple t when t.arity() == 2 && t.element(0) == Atom.OK -> "answer " + t.element(1);
            case IntegerTerm n -> "integer of " + n.bigValue().bitLength() + " bits";
            case FloatTerm x -> "float " + x.value();
            case Atom a -> a.name();
            case Tuple t -> "tuple of " + t.arity();
            case ListTerm l -> "list of " + Terms.length(l);             // -1: improper
            case MapTerm m -> "map of " + m.size();
            case Bitstring b -> b.bitSize() + " bits";
            case Pid _p -> "pid"; case Port _p -> "port"; case Ref _r -> "reference"; case Fun f -> "fun of " + f.arity(); case Opaque _o -> "?";
        };
        return List.of(text, hash, less, name, shape);
    }
}
