package org.jbeam.matchspec;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Random terms, patterns over them, and things that look like match specifications. */
final class AnyTerms {
    private static final String[] NAMES = {"a", "b", "_", "$_", "$$", "$1", "$2", "$3", "$99999999", "is_atom", "==", "+", "and", "andalso",
        "orelse", "const", "hd", "self", "node", "true", "false", "element", "message", "return_trace", "is_record", "map_get", "$01"};

    private AnyTerms() {}

    static Term data(Random random, int depth) {
        int kind = random.nextInt(depth > 0 ? 10 : 6);
        return switch (kind) {
            case 0, 1 -> SmallInt.of(random.nextInt(4));
            case 2 -> Atom.of(random.nextBoolean() ? "a" : "b");
            case 3 -> FloatTerm.of(random.nextInt(3));
            case 4 -> Nil.NIL;
            case 5 -> Bitstring.of(new byte[] {(byte) random.nextInt(2)});
            case 6 -> new Cons(data(random, depth - 1), data(random, depth - 1));
            case 7 -> MapTerm.of(data(random, 0), data(random, depth - 1));
            default -> tuple(random, depth);
        };
    }

    private static Term tuple(Random random, int depth) {
        Term[] elements = new Term[random.nextInt(4)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = data(random, depth - 1);
        }
        return Tuple.of(elements);
    }

    /** A pattern made from a term by putting holes into it, most of which match. */
    static Term mask(Random random, Term term) {
        int kind = random.nextInt(12);
        if (kind < 2) {
            return Atom.of("_");
        }
        if (kind < 4) {
            return Atom.of("$" + (kind == 2 ? random.nextInt(3) : 1_000_000 + random.nextInt(2)));
        }
        if (kind == 4) {
            return data(random, 1);
        }
        if (term instanceof Cons cell) {
            return new Cons(mask(random, cell.head()), mask(random, cell.tail()));
        }
        if (term instanceof Tuple tuple) {
            Term[] elements = tuple.toArray();
            for (int i = 0; i < elements.length; i++) {
                elements[i] = mask(random, elements[i]);
            }
            return Tuple.of(elements);
        }
        if (term instanceof MapTerm map) {
            MapTerm[] masked = {MapTerm.EMPTY};
            map.forEach((key, value) -> masked[0] = masked[0].put(key, mask(random, value)));
            return masked[0];
        }
        return term;
    }

    /** Anything, made of words that mean something in specifications. */
    static Term noise(Random random, int depth) {
        int kind = random.nextInt(depth > 0 ? 10 : 4);
        return switch (kind) {
            case 0, 1, 2 -> Atom.of(NAMES[random.nextInt(NAMES.length)]);
            case 3 -> data(random, 1);
            case 4 -> new Cons(noise(random, depth - 1), noise(random, depth - 1));
            case 5 -> new Cons(noise(random, depth - 1), Nil.NIL);
            case 6 -> MapTerm.of(noise(random, 0), noise(random, depth - 1));
            case 7 -> Tuple.of(noise(random, depth - 1));
            default -> noisyTuple(random, depth);
        };
    }

    private static Term noisyTuple(Random random, int depth) {
        Term[] elements = new Term[1 + random.nextInt(3)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = noise(random, depth - 1);
        }
        return Tuple.of(elements);
    }

    /** A list of triples, mostly. */
    static Term spec(Random random) {
        if (random.nextInt(20) == 0) {
            return noise(random, 3);
        }
        Term list = Nil.NIL;
        for (int i = random.nextInt(2); i >= 0; i--) {
            Term guards = random.nextBoolean() ? Nil.NIL : new Cons(noise(random, 3), Nil.NIL);
            list = new Cons(Tuple.of(noise(random, 2), guards, new Cons(noise(random, 3), Nil.NIL)), list);
        }
        return list;
    }

    /** A specification that tables take; its clauses have patterns that fit the object, mostly. */
    static Term legalSpec(Random random, Term object) {
        Term list = Nil.NIL;
        for (int i = random.nextInt(3); i >= 0; i--) {
            Term head = mask(random, object);
            List<Term> leaves = new ArrayList<>(List.of(Atom.of("$_"), Atom.of("$$"), data(random, 0), data(random, 0)));
            TreeMap<Integer, Term> bindings = new TreeMap<>();
            PlainEngine.matches(head, object, bindings);
            bindings.keySet().forEach(variable -> leaves.add(Atom.of("$" + variable)));
            Term guards = Nil.NIL;
            for (int g = random.nextInt(3); g > 0; g--) {
                guards = new Cons(expression(random, 2, leaves, true), guards);
            }
            list = new Cons(Tuple.of(head, guards, new Cons(expression(random, 4, leaves, false), Nil.NIL)), list);
        }
        return compiles(list) ? list : legalSpec(random, object);
    }

    /** Variables of a pattern that did not match may be missing. */
    private static boolean compiles(Term spec) {
        try {
            return MatchSpec.compile(spec, Target.TABLE) != null;
        } catch (MatchSpecException e) {
            return false;
        }
    }

    private static Term expression(Random random, int depth, List<Term> leaves, boolean test) {
        if (depth == 0 || random.nextInt(6) == 0) {
            return test && random.nextBoolean() ? Atom.TRUE : leaves.get(random.nextInt(leaves.size()));
        }
        Function[] functions = Function.values();
        int kind = random.nextInt(test ? 5 : 9);
        if (kind < 3) {
            Function function = functions[random.nextInt(functions.length)];
            while (!function.legal(Target.TABLE, test)) {
                function = functions[random.nextInt(functions.length)];
            }
            return call(Atom.of(function.text()), function.arity(), random, depth, leaves, false);
        }
        if (kind < 5) {
            Atom form = Atom.of(List.of("and", "or", "andalso", "orelse", "const", "self").get(random.nextInt(6)));
            int arity = form == Atom.of("self") ? 0 : form == Atom.of("const") ? 1 : 1 + random.nextInt(3);
            return call(form, arity, random, depth, leaves, true);
        }
        Term first = expression(random, depth - 1, leaves, false);
        Term second = expression(random, depth - 1, leaves, false);
        return switch (kind) {
            case 5 -> new Cons(first, second);
            case 6 -> MapTerm.of(first, second);
            default -> Tuple.of(Tuple.of(first, second));
        };
    }

    private static Term call(Atom name, int arity, Random random, int depth, List<Term> leaves, boolean test) {
        Term[] elements = new Term[arity + 1];
        elements[0] = name;
        for (int i = 1; i <= arity; i++) {
            elements[i] = expression(random, depth - 1, leaves, test);
        }
        return Tuple.of(elements);
    }
}
