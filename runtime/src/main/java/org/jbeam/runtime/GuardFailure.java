package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Says why a guard BIF returned null, when it was called in a body. */
public final class GuardFailure {
    private static final Atom BADMAP = Atom.of("badmap");
    private static final Atom BADKEY = Atom.of("badkey");
    private static final Atom BADARITH = Atom.of("badarith");
    private static final Atom BADARG = Atom.of("badarg");
    private static final Atom SYSTEM_LIMIT = Atom.of("system_limit");

    private GuardFailure() {}

    /** The exception, with the BIF and its arguments in the first frame. */
    public static ErlangException of(ErlangProcess p, BifTable.Entry bif, Term[] args) {
        return ErlangException.withHead(p, ErrorClass.ERROR, reason(bif.function().name(), args), bif.frame(args, null));
    }

    /** The reason of the error: {@code badarith}, {@code system_limit}, {@code {badmap, M}}, {@code {badkey, K}} or {@code badarg}. */
    public static Term reason(String name, Term[] args) {
        return switch (name) {
            case "+", "-", "*", "bsl", "bsr", "bnot" -> allIntegers(args) ? SYSTEM_LIMIT : BADARITH;
            case "/", "div", "rem", "band", "bor", "bxor" -> BADARITH;
            case "map_size" -> Tuple.of(BADMAP, args[0]);
            case "map_get" -> args[1] instanceof MapTerm ? Tuple.of(BADKEY, args[0]) : Tuple.of(BADMAP, args[1]);
            case "is_map_key" -> Tuple.of(BADMAP, args[1]);
            default -> BADARG;
        };
    }

    private static boolean allIntegers(Term[] args) {
        for (Term arg : args) {
            if (!(arg instanceof IntegerTerm)) {
                return false;
            }
        }
        return true;
    }
}
