package org.jbeam.natives;

import static org.jbeam.natives.regex.RegexOption.*;

import java.util.Map;
import org.jbeam.runtime.BifException;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple2;
import org.jbeam.term.Tuple3;

/** The option list of module re's functions. */
final class ReOptions {
    private static final Atom BADOPT = Atom.of("badopt");
    private static final Atom CAPTURE = Atom.of("capture");
    private static final Atom NEWLINE = Atom.of("newline");
    private static final Atom INDEX = Atom.of("index");
    private static final Atom LIST = Atom.of("list");

    /** What an option without arguments sets in the bits for compilation and in those for matching. */
    private record Flag(int compile, int match) {}

    private static final Map<String, Flag> COMPILE_ONLY = Map.ofEntries(
            compile("no_start_optimize", NO_START_OPTIMIZE), compile("caseless", CASELESS), compile("dollar_endonly", DOLLAR_ENDONLY),
            compile("dotall", DOTALL), compile("extended", EXTENDED), compile("firstline", FIRSTLINE), compile("multiline", MULTILINE),
            compile("no_auto_capture", NO_AUTO_CAPTURE), compile("dupnames", DUPNAMES), compile("ungreedy", UNGREEDY), compile("ucp", UCP),
            compile("never_utf", NEVER_UTF), compile("unicode", UNICODE));
    private static final Map<String, Flag> MATCH_ONLY = Map.of(
            "notempty", new Flag(0, NOTEMPTY), "notempty_atstart", new Flag(0, NOTEMPTY_ATSTART), "notbol", new Flag(0, NOTBOL),
            "noteol", new Flag(0, NOTEOL), "report_errors", new Flag(0, 0), "global", new Flag(0, 0));
    private static final Map<String, Flag> BOTH = Map.of(
            "anchored", new Flag(ANCHORED, ANCHORED), "bsr_anycrlf", new Flag(BSR_ANYCRLF, BSR_ANYCRLF),
            "bsr_unicode", new Flag(BSR_UNICODE, BSR_UNICODE));
    private static final Map<String, Integer> NEWLINES = Map.of("cr", NEWLINE_CR, "lf", NEWLINE_LF, "crlf", NEWLINE_CRLF,
            "anycrlf", NEWLINE_ANYCRLF, "any", NEWLINE_ANY);

    /** Bits for {@code Regex.compile}. */
    int compile;
    /** Bits for a match. */
    int match;
    boolean hasCompileOnly;
    boolean hasMatchOnly;
    boolean global;
    boolean reportErrors;
    int offset;
    /** The limits, or -1. */
    int matchLimit = -1;
    int recursionLimit = -1;
    /** The groups wanted and how, or null. */
    Term captured;
    Term captureType;

    private static Map.Entry<String, Flag> compile(String name, int bit) {
        return Map.entry(name, new Flag(bit, 0));
    }

    /** Reads the list, or refuses it with cause {@code badopt}. */
    static ReOptions of(Term list) {
        ReOptions options = new ReOptions();
        Term rest = list;
        while (rest instanceof Cons cell) {
            options.option(cell.head());
            rest = cell.tail();
        }
        if (rest != Nil.NIL) {
            throw refused();
        }
        return options;
    }

    static BifException refused() {
        return BifException.badarg(BADOPT);
    }

    private void option(Term option) {
        switch (option) {
            case Atom name -> flag(name);
            case Tuple2 pair when pair.e0() instanceof Atom name -> valued(name, pair.e1());
            case Tuple3 triple when triple.e0() == CAPTURE -> capture(triple.e1(), triple.e2());
            default -> throw refused();
        }
    }

    private void flag(Atom atom) {
        String name = atom.name();
        Flag flag = COMPILE_ONLY.get(name);
        hasCompileOnly |= flag != null;
        if (flag == null) {
            flag = MATCH_ONLY.get(name);
            hasMatchOnly |= flag != null;
        }
        flag = flag == null ? BOTH.get(name) : flag;
        if (flag == null) {
            throw refused();
        }
        compile |= flag.compile;
        match |= flag.match;
        global |= name.equals("global");
        reportErrors |= name.equals("report_errors");
    }

    private void valued(Atom name, Term value) {
        if (name == NEWLINE) {
            Integer bits = value instanceof Atom kind ? NEWLINES.get(kind.name()) : null;
            if (bits == null) {
                throw refused();
            }
            compile |= bits;
            match |= bits;
            return;
        }
        hasMatchOnly = true;
        if (name == CAPTURE) {
            capture(value, INDEX);
            return;
        }
        switch (name.name()) {
            case "offset" -> offset = count(value);
            case "match_limit" -> matchLimit = count(value);
            case "match_limit_recursion" -> recursionLimit = count(value);
            default -> throw refused();
        }
    }

    private void capture(Term values, Term type) {
        hasMatchOnly = true;
        captured = values;
        captureType = type;
    }

    private static int count(Term value) {
        if (value instanceof SmallInt n && n.value() >= 0 && n.value() <= Integer.MAX_VALUE) {
            return (int) n.value();
        }
        throw refused();
    }

    boolean isUnicode() {
        return (compile & UNICODE) != 0;
    }

    boolean capturesLists() {
        return captureType == LIST;
    }
}
