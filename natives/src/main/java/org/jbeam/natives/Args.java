package org.jbeam.natives;

import org.jbeam.runtime.BifException;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;

/** Checks of arguments: each gives what it names, or refuses with {@code badarg}. */
final class Args {
    private static final Atom BADOPT = Atom.of("badopt");
    private static final long SMALLEST = -1L << 59;

    private Args() {}

    static Atom atom(Term term) {
        if (term instanceof Atom atom) {
            return atom;
        }
        throw BifException.badarg();
    }

    static boolean bool(Term term) {
        if (term == Atom.TRUE) {
            return true;
        }
        if (term == Atom.FALSE) {
            return false;
        }
        throw BifException.badarg();
    }

    static long integer(Term term) {
        if (term instanceof SmallInt n) {
            return n.value();
        }
        throw BifException.badarg();
    }

    /** An integer within these bounds, both included. */
    static long integer(Term term, long min, long max) {
        long n = integer(term);
        if (n < min || n > max) {
            throw BifException.badarg();
        }
        return n;
    }

    /** An integer that OTP keeps in one word, 60 bits wide: other natives take one word of the machine. */
    static long small(Term term) {
        return integer(term, SMALLEST, -SMALLEST - 1);
    }

    /** The elements of a list of options; no list is refused as a bad option is. */
    static Term[] options(Term term) {
        Term[] elements = Terms.elements(term);
        if (elements == null) {
            throw badOption();
        }
        return elements;
    }

    /** The value of an option. */
    static boolean optionBool(Term term) {
        if (term != Atom.TRUE && term != Atom.FALSE) {
            throw badOption();
        }
        return term == Atom.TRUE;
    }

    /** What says that an option is wrong, rather than another argument. */
    static BifException badOption() {
        return BifException.badarg(BADOPT);
    }

    static MapTerm map(Term term) {
        if (term instanceof MapTerm map) {
            return map;
        }
        throw BifException.badarg();
    }

    /** The elements of a proper list. */
    static Term[] list(Term term) {
        Term[] elements = Terms.elements(term);
        if (elements == null) {
            throw BifException.badarg();
        }
        return elements;
    }

    static boolean isList(Term term) {
        return term instanceof Cons || term == Nil.NIL;
    }
}
