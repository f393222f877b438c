package org.jbeam.matchspec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** What stands for a variable in a pattern, and which parts of a pattern are plain terms. */
final class Patterns {
    static final Atom ANY = Atom.of("_");
    static final Atom WHOLE = Atom.of("$_");
    static final Atom ALL = Atom.of("$$");

    private Patterns() {}

    /**
     * The number of a variable {@code '$N'}, or -1. As in OTP the digits are read into 32 bits that wrap around, negative results being no
     * variable, and a leading zero makes it an ordinary atom.
     */
    static int variable(Term term) {
        if (!(term instanceof Atom atom)) {
            return -1;
        }
        String name = atom.name();
        int length = name.length();
        if (length < 2 || name.charAt(0) != '$' || (length > 2 && name.charAt(1) == '0')) {
            return -1;
        }
        int number = 0;
        for (int i = 1; i < length; i++) {
            char c = name.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number < 0 ? -1 : number;
    }

    /** Is it a variable or {@code '_'}? */
    static boolean open(Term term) {
        return term == ANY || variable(term) >= 0;
    }

    static boolean composite(Term term) {
        return term instanceof Tuple || term instanceof Cons || term instanceof MapTerm;
    }

    /**
     * The tuples, cells and maps within a pattern, itself included, that cannot be compared as plain terms: those that hold a variable, a
     * {@code '_'} or a map. Told apart by identity.
     */
    static Set<Term> openParts(Term pattern) {
        Set<Term> open = Collections.newSetFromMap(new IdentityHashMap<>());
        if (!composite(pattern)) {
            return open;
        }
        Set<Term> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        ArrayList<Visit> path = new ArrayList<>();
        path.add(new Visit(pattern));
        while (!path.isEmpty()) {
            Visit top = path.getLast();
            Term child = top.next();
            if (child == null) {
                path.removeLast();
            } else if (open(child) || open.contains(child)) {
                markAll(path, open);
            } else if (composite(child) && seen.add(child)) {
                path.add(new Visit(child));
                if (child instanceof MapTerm) {
                    markAll(path, open);
                }
            }
        }
        if (pattern instanceof MapTerm) {
            open.add(pattern);
        }
        return open;
    }

    private static void markAll(ArrayList<Visit> path, Set<Term> open) {
        for (int i = path.size() - 1; i >= 0 && open.add(path.get(i).term); i--) {
            // all above an open part are open; the first that was known already ends the walk
        }
    }

    /** A walk over the children of a composite term; a map's keys are plain terms, so only its values count. */
    private static final class Visit {
        final Term term;
        private final Term[] values;
        private int at;

        Visit(Term term) {
            this.term = term;
            this.values = term instanceof MapTerm map ? map.values() : null;
        }

        Term next() {
            int i = at++;
            if (term instanceof Tuple tuple) {
                return i < tuple.arity() ? tuple.element(i) : null;
            }
            if (term instanceof Cons cell) {
                return i == 0 ? cell.head() : i == 1 ? cell.tail() : null;
            }
            return i < values.length ? values[i] : null;
        }
    }
}
