package org.jbeam.matchspec;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jbeam.term.Atom;

/** The special forms: what looks like a call but is no plain function of its arguments. */
enum Form {
    CONST(1, 1, false, true), AND(1, Integer.MAX_VALUE, false, true), OR(1, Integer.MAX_VALUE, false, true),
    ANDALSO(1, Integer.MAX_VALUE, false, true), ORELSE(1, Integer.MAX_VALUE, false, true), SELF(0, 0, false, true),
    MESSAGE(1, 1, true, false), IS_SEQ_TRACE(0, 0, true, true), SET_SEQ_TOKEN(2, 2, true, false), GET_SEQ_TOKEN(0, 0, true, false),
    RETURN_TRACE(0, 0, true, false), EXCEPTION_TRACE(0, 0, true, false), DISPLAY(1, 1, true, false), PROCESS_DUMP(0, 0, true, false),
    ENABLE_TRACE(1, 2, true, false), DISABLE_TRACE(1, 2, true, false), TRACE(2, 3, true, false), CALLER(0, 0, true, false),
    CALLER_LINE(0, 0, true, false), SILENT(1, 1, true, false);

    private static final Form[] ALL = values();
    private static final Map<Atom, Form> BY_NAME = new HashMap<>();

    static {
        for (Form form : ALL) {
            BY_NAME.put(Atom.of(form.text()), form);
        }
        BY_NAME.put(Atom.of("andthen"), ANDALSO);
    }

    private final int min;
    private final int max;
    private final boolean traceOnly;
    private final boolean inGuards;

    Form(int min, int max, boolean traceOnly, boolean inGuards) {
        this.min = min;
        this.max = max;
        this.traceOnly = traceOnly;
        this.inGuards = inGuards;
    }

    /** The form of this name, or null. */
    static Form find(Atom name) {
        return BY_NAME.get(name);
    }

    static Form of(int ordinal) {
        return ALL[ordinal];
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name that some of OTP's messages use. */
    private String loose() {
        return this == SET_SEQ_TOKEN ? "set_seq_trace" : text();
    }

    /** What is wrong with using it there with so many arguments, in OTP's words and without the term it is about; null if nothing. */
    String misuse(Target target, boolean guard, int arguments) {
        if (traceOnly && target != Target.TRACE) {
            return "Special form '" + loose() + "' used in wrong dialect.";
        }
        if (!inGuards && guard) {
            return "Special form '" + loose() + "' called in guard context.";
        }
        if (arguments >= min && arguments <= max) {
            return null;
        }
        String how = this == CONST ? "more than one argument" : max == 0 ? "arguments" : "wrong number of arguments";
        return "Special form '" + text() + "' called " + (max == Integer.MAX_VALUE ? "without arguments" : "with " + how) + " in %T.";
    }
}
