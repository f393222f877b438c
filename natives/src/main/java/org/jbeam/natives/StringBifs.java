package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifModule;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.FloatFormat;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Module string's natives: numbers at the start of a list. */
@BifModule("string")
public final class StringBifs {
    private StringBifs() {}

    private static Term error(String reason) {
        return Tuple.of(Atom.ERROR, Atom.of(reason));
    }

    private static int character(Term list) {
        return list instanceof Cons cell && cell.head() instanceof SmallInt c && c.value() >= 0 && c.value() < 128
                ? (int) c.value() : -1;
    }

    private static boolean isDigit(Term list) {
        int c = character(list);
        return c >= '0' && c <= '9';
    }

    private static Term digits(Term list, StringBuilder text) {
        Term rest = list;
        while (isDigit(rest)) {
            text.append((char) character(rest));
            rest = ((Cons) rest).tail();
        }
        return rest;
    }

    private static Term sign(Term list, StringBuilder text) {
        int c = character(list);
        if (c == '-' || c == '+') {
            text.append((char) c);
            return ((Cons) list).tail();
        }
        return list;
    }

    /** {@code list_to_integer(String)}: {@code {Integer, Rest}} or {@code {error, Reason}}. */
    @Bif("list_to_integer")
    public static Term listToInteger(Term list) {
        if (!Args.isList(list)) {
            return error("not_a_list");
        }
        StringBuilder text = new StringBuilder();
        Term rest = sign(list, text);
        if (!isDigit(rest)) {
            return error("no_integer");
        }
        rest = digits(rest, text);
        return Tuple.of(NumberBifs.parse(text.toString(), 10), rest);
    }

    /** {@code list_to_float(String)}: {@code {Float, Rest}} or {@code {error, Reason}}. */
    @Bif("list_to_float")
    public static Term listToFloat(Term list) {
        if (!Args.isList(list)) {
            return error("not_a_list");
        }
        StringBuilder text = new StringBuilder();
        Term rest = sign(list, text);
        int before = text.length();
        rest = digits(rest, text);
        if (text.length() == before || character(rest) != '.' && character(rest) != ',' || !isDigit(((Cons) rest).tail())) {
            return error("no_float");
        }
        text.append('.');
        rest = exponent(digits(((Cons) rest).tail(), text), text);
        try {
            return Tuple.of(FloatTerm.of(FloatFormat.parse(text.toString())), rest);
        } catch (IllegalArgumentException e) {
            return error("no_float");
        }
    }

    private static Term exponent(Term list, StringBuilder text) {
        int c = character(list);
        if (c != 'e' && c != 'E') {
            return list;
        }
        StringBuilder exponent = new StringBuilder("e");
        Term rest = sign(((Cons) list).tail(), exponent);
        if (!isDigit(rest)) {
            return list;
        }
        rest = digits(rest, exponent);
        text.append(exponent);
        return rest;
    }
}
