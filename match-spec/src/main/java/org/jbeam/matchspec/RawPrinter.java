package org.jbeam.matchspec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Locale;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * Prints terms as the emulator itself does in its messages: floats with six decimals, printable lists as strings, atoms quoted by their
 * characters alone, text in UTF-8 with one character a byte. It stops once the text is long enough.
 */
final class RawPrinter {
    private final ArrayDeque<Object> work = new ArrayDeque<>();
    private final StringBuilder out;
    private final int enough;

    private final Variables variables;

    private RawPrinter(StringBuilder out, int enough, Variables variables) {
        this.out = out;
        this.enough = enough;
        this.variables = variables;
    }

    static void print(Term term, StringBuilder out, int enough, Variables variables) {
        RawPrinter printer = new RawPrinter(out, enough, variables);
        printer.work.push(term);
        while (!printer.work.isEmpty() && out.length() <= enough) {
            switch (printer.work.pop()) {
                case String text -> out.append(text);
                case Rest rest -> printer.rest(rest.list);
                case Term next -> printer.term(next);
                default -> throw new IllegalStateException();
            }
        }
    }

    /** What follows an element of a list. */
    private record Rest(Term list) {}

    private void term(Term term) {
        switch (term) {
            case Atom atom -> atom(atom);
            case FloatTerm number -> out.append(String.format(Locale.ROOT, "%e", number.value()));
            case Cons cell when printable(cell) -> string(cell);
            case Cons cell -> {
                out.append('[');
                work.push(new Rest(cell.tail()));
                work.push(cell.head());
            }
            case Tuple tuple -> {
                out.append('{');
                work.push("}");
                for (int i = Math.min(tuple.arity(), enough) - 1; i >= 0; i--) {
                    work.push(tuple.element(i));
                    if (i > 0) {
                        work.push(",");
                    }
                }
            }
            case MapTerm map -> map(map);
            case Bitstring bits -> bits(bits);
            default -> out.append(term);
        }
    }

    private void rest(Term list) {
        if (list instanceof Cons cell) {
            out.append(',');
            work.push(new Rest(cell.tail()));
            work.push(cell.head());
        } else {
            work.push("]");
            if (list != Nil.NIL) {
                out.append('|');
                work.push(list);
            }
        }
    }

    private void map(MapTerm map) {
        out.append("#{");
        ArrayDeque<Object> parts = new ArrayDeque<>();
        MapTerm.Iterator walk = map.iterator();
        while (walk.next() && parts.size() < 4 * enough) {
            if (!parts.isEmpty()) {
                parts.push(",");
            }
            parts.push(walk.key());
            parts.push("=>");
            parts.push(walk.value());
        }
        work.push("}");
        while (!parts.isEmpty()) {
            work.push(parts.pop());
        }
    }

    private void bits(Bitstring bits) {
        boolean text = bits.isBinary() && bits.bitSize() > 0;
        int whole = (int) (bits.bitSize() >>> 3);
        for (int i = 0; i < whole && text; i++) {
            text = bits.byteAt(i) >= ' ' && bits.byteAt(i) < 127;
        }
        out.append(text ? "<<\"" : "<<");
        for (int i = 0; i < whole && out.length() <= enough; i++) {
            if (text) {
                character((char) bits.byteAt(i), '"');
            } else {
                out.append(i == 0 ? "" : ",").append(bits.byteAt(i));
            }
        }
        int left = (int) (bits.bitSize() & 7);
        if (left != 0) {
            out.append(whole == 0 ? "" : ",").append(bits.byteAt(whole) >>> (8 - left)).append(':').append(left);
        }
        out.append(text ? "\">>" : ">>");
    }

    private void atom(Atom atom) {
        int variable = Patterns.variable(atom);
        String name = variable < 0 ? atom.name() : "$" + variables.rank(variable);
        boolean plain = !name.isEmpty() && name.charAt(0) >= 'a' && name.charAt(0) <= 'z';
        for (int i = 1; i < name.length() && plain; i++) {
            char c = name.charAt(i);
            plain = c == '_' || (c < 128 && Character.isLetterOrDigit(c));
        }
        if (plain) {
            out.append(name);
            return;
        }
        out.append('\'');
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            character((char) (b & 0xff), '\'');
        }
        out.append('\'');
    }

    private void character(char c, char quote) {
        if (c == quote || (c == '\\' && quote == '\'')) {
            out.append('\\').append(c);
        } else if (c == '\n') {
            out.append("\\n");
        } else {
            out.append(c);
        }
    }

    private void string(Cons list) {
        out.append('"');
        Term rest = list;
        while (rest instanceof Cons cell && out.length() <= enough) {
            character((char) ((SmallInt) cell.head()).value(), '"');
            rest = cell.tail();
        }
        out.append('"');
    }

    private static boolean printable(Cons list) {
        Term rest = list;
        while (rest instanceof Cons cell) {
            if (!(cell.head() instanceof SmallInt c) || !printable(c.value())) {
                return false;
            }
            rest = cell.tail();
        }
        return rest == Nil.NIL;
    }

    private static boolean printable(long c) {
        return (c >= ' ' && c < 127) || (c >= 160 && c < 256) || c == '\n' || c == '\t' || c == '\r';
    }
}
