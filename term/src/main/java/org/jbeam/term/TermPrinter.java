package org.jbeam.term;

import java.nio.charset.StandardCharsets;

/** Prints terms as OTP does. Iterative. */
public final class TermPrinter {
    /** Frames: text; a term; the rest of a list; a tuple or node from an element on; a map under way, before a pair or before a value. */
    private static final int TEXT = -1;
    private static final int TERM = -2;
    private static final int REST = -3;
    private static final int FIRST_PAIR = -4;
    private static final int PAIR = -5;
    private static final int VALUE = -6;

    private final StringBuilder out = new StringBuilder();
    private final WorkStack stack = new WorkStack();
    private final PrintStyle style;

    private TermPrinter(PrintStyle style) {
        this.style = style;
    }

    /** As {@code ~w}. */
    public static String write(Term term) {
        return new TermPrinter(PrintStyle.WRITE).run(term);
    }

    /** As {@code ~tw}: as {@link #write}, but with characters beyond Latin-1 as they are. */
    public static String writeUnicode(Term term) {
        return new TermPrinter(PrintStyle.WRITE_UNICODE).run(term);
    }

    /** As {@code ~0p}, that is as {@code ~p} but on one line: lists and binaries of printable Latin-1 characters show as text. */
    public static String print(Term term) {
        return new TermPrinter(PrintStyle.PRINT).run(term);
    }

    /**
     * As {@code erlang:display/1} writes it, without the line end: floats as C's {@code %e}, text as text, maps of more than 32 keys as tries. Atoms
     * are in UTF-8, text is in Latin-1.
     */
    public static byte[] display(Term term) {
        return new TermPrinter(PrintStyle.DISPLAY).run(term).getBytes(StandardCharsets.ISO_8859_1);
    }

    private String run(Term term) {
        start(term);
        while (!stack.isEmpty()) {
            step();
        }
        return out.toString();
    }

    private void step() {
        Object first = stack.first();
        int number = stack.number();
        switch (number) {
            case TEXT -> {
                stack.pop();
                out.append((String) first);
            }
            case TERM -> {
                stack.pop();
                start((Term) first);
            }
            case REST -> {
                stack.pop();
                rest((Term) first);
            }
            case FIRST_PAIR, PAIR, VALUE -> pair((MapTerm.Iterator) first, number);
            default -> {
                if (first instanceof TrieNode node) {
                    slot(node, number);
                } else {
                    element((Tuple) first, number);
                }
            }
        }
    }

    private void element(Tuple tuple, int index) {
        if (index == tuple.arity()) {
            stack.pop();
            out.append('}');
            return;
        }
        if (index > 0) {
            out.append(',');
        }
        stack.number(index + 1);
        start(tuple.element(index));
    }

    private void pair(MapTerm.Iterator pairs, int number) {
        if (number == VALUE) {
            out.append(style.arrow());
            stack.number(PAIR);
            start(pairs.value());
        } else if (pairs.next()) {
            if (number == PAIR) {
                out.append(',');
            }
            stack.number(VALUE);
            start(pairs.key());
        } else {
            stack.pop();
            out.append('}');
        }
    }

    private void start(Term term) {
        switch (term) {
            case SmallInt x -> out.append(x.value());
            case BigInt x -> out.append(x.bigValue());
            case FloatTerm x -> style.append(x.value(), out);
            case Atom x -> style.append(x, out);
            case Nil x -> out.append("[]");
            case Cons x -> list(x);
            case Tuple x -> {
                out.append('{');
                stack.push(x, null, 0);
            }
            case MapTerm x -> map(x);
            case Bitstring x -> style.append(x, out);
            case Pid x -> IdentityText.append(x, out);
            case Port x -> IdentityText.append(x, out);
            case Ref x -> IdentityText.append(x, out);
            case Fun x -> IdentityText.append(x, style, out);
            case Opaque x -> out.append(x.toString());
        }
    }

    private void map(MapTerm map) {
        if (map instanceof TrieMap trie && style == PrintStyle.DISPLAY) {
            out.append('#');
            node(trie.root());
        } else {
            out.append("#{");
            stack.push(map.iterator(), null, FIRST_PAIR);
        }
    }

    private void node(TrieNode node) {
        out.append('<').append(Integer.toHexString(node.bitmap())).append(">{");
        stack.push(node, null, 0);
    }

    private void slot(TrieNode node, int index) {
        if (index == node.slots().length) {
            stack.pop();
            out.append('}');
            return;
        }
        if (index > 0) {
            out.append(',');
        }
        stack.number(index + 1);
        if (node.slots()[index] instanceof TrieNode below) {
            node(below);
            return;
        }
        TrieEntry entry = (TrieEntry) node.slots()[index];
        list(new Cons(entry.key(), entry.value()));
    }

    private void list(Cons list) {
        if (!style.appendString(list, out)) {
            out.append('[');
            stack.push(list.tail(), null, REST);
            stack.push(list.head(), null, TERM);
        }
    }

    private void rest(Term rest) {
        Term left = rest;
        while (left instanceof Cons cell) {
            out.append(',');
            left = cell.tail();
            if (Term.hasParts(cell.head())) {
                stack.push(left, null, REST);
                stack.push(cell.head(), null, TERM);
                return;
            }
            start(cell.head());
        }
        if (left == Nil.NIL) {
            out.append(']');
        } else {
            out.append('|');
            stack.push("]", null, TEXT);
            stack.push(left, null, TERM);
        }
    }
}
