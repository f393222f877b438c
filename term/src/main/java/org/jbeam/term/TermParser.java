package org.jbeam.term;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Erlang text to terms, iterative. */
final class TermParser {
    private static final long MAX_WORD = 0xffffffffL;
    private static final int MAX_REF_WORDS = 5;
    private static final int UNIQ_BYTES = 16;
    private static final int MAX_FUN_ARITY = 255;

    private final TermScanner scanner;
    private final ArrayDeque<Frame> frames = new ArrayDeque<>();

    private TermParser(String text) {
        this.scanner = new TermScanner(text);
    }

    static Term parse(String text) {
        TermParser parser = new TermParser(text);
        Term term = parser.term();
        parser.scanner.skipSpace();
        parser.scanner.take(".");
        parser.scanner.skipSpace();
        if (!parser.scanner.atEnd()) {
            throw parser.scanner.error("text after the term");
        }
        return term;
    }

    /** A list, tuple or map that is being read. */
    private abstract static class Frame {
        /** Takes an element and what follows it; the whole term when that closes it, else null. */
        abstract Term accept(Term element, TermScanner scanner);
    }

    private static final class ListFrame extends Frame {
        private final ListBuilder elements = new ListBuilder();
        private boolean atTail;

        @Override
        Term accept(Term element, TermScanner scanner) {
            if (atTail) {
                scanner.expect("]");
                return elements.finish(element);
            }
            elements.add(element);
            scanner.skipSpace();
            if (scanner.take("]")) {
                return elements.finish();
            }
            atTail = scanner.take("|");
            if (!atTail && !scanner.take(",")) {
                throw scanner.error("expected a comma, | or ]");
            }
            return null;
        }
    }

    private static final class TupleFrame extends Frame {
        private final List<Term> elements = new ArrayList<>();

        @Override
        Term accept(Term element, TermScanner scanner) {
            elements.add(element);
            scanner.skipSpace();
            if (scanner.take("}")) {
                if (elements.size() > Tuple.MAX_ARITY) {
                    throw scanner.error("a tuple of more than " + Tuple.MAX_ARITY + " elements");
                }
                return Tuple.of(elements.toArray(new Term[0]));
            }
            if (!scanner.take(",")) {
                throw scanner.error("expected a comma or }");
            }
            return null;
        }
    }

    private static final class MapFrame extends Frame {
        private final MapTerm.Builder pairs = MapTerm.builder();
        private Term key;

        @Override
        Term accept(Term element, TermScanner scanner) {
            if (key == null) {
                scanner.expect("=>");
                key = element;
                return null;
            }
            pairs.put(key, element);
            key = null;
            scanner.skipSpace();
            if (scanner.take("}")) {
                return pairs.build();
            }
            if (!scanner.take(",")) {
                throw scanner.error("expected a comma or }");
            }
            return null;
        }
    }

    private Term term() {
        while (true) {
            Term term = leafOrOpen();
            while (term != null) {
                Frame frame = frames.peek();
                if (frame == null) {
                    return term;
                }
                term = frame.accept(term, scanner);
                if (term != null) {
                    frames.pop();
                }
            }
        }
    }

    /** A term without parts, or null after the opening of one with parts. */
    private Term leafOrOpen() {
        scanner.skipSpace();
        int c = scanner.peek();
        return switch (c) {
            case '[' -> open("[", "]", Nil.NIL);
            case '{' -> open("{", "}", Tuple.EMPTY);
            case '#' -> hash();
            case '<' -> scanner.peek(1) == '<' ? new BinaryParser(scanner).parse() : pid();
            case '"' -> Terms.charList(scanner.string());
            case '$' -> SmallInt.of(scanner.character());
            case '-', '+' -> signed(c == '-');
            default -> word(c);
        };
    }

    private Term word(int c) {
        if (TermScanner.isDigit(c)) {
            return scanner.number();
        }
        if (c == 'f' && scanner.peek(1) == 'u' && scanner.peek(2) == 'n' && isSpace(scanner.peek(3))) {
            return externalFun();
        }
        if (c == '\'' || c >= 0 && AtomText.isLower(c)) {
            return scanner.atom();
        }
        throw scanner.error(c < 0 ? "the text ends where a term is expected" : "no term begins here");
    }

    private static boolean isSpace(int c) {
        return c >= 0 && c <= ' ';
    }

    private Term open(String opening, String closing, Term empty) {
        scanner.take(opening);
        scanner.skipSpace();
        if (scanner.take(closing)) {
            return empty;
        }
        frames.push(empty == Nil.NIL ? new ListFrame() : empty instanceof MapTerm ? new MapFrame() : new TupleFrame());
        return null;
    }

    private Term hash() {
        scanner.skip(1);
        if (scanner.take("Ref<")) {
            return ref();
        }
        if (scanner.take("Port<")) {
            Node node = node();
            dot();
            long number = scanner.unsignedNumber();
            scanner.expect(">");
            return new Port(node, number);
        }
        if (scanner.take("Fun<")) {
            return localFun();
        }
        scanner.skipSpace();
        if (scanner.peek() != '{') {
            throw scanner.error("expected {");
        }
        return open("{", "}", MapTerm.EMPTY);
    }

    private Node node() {
        int start = scanner.position();
        Node node = Node.ofChannel((int) scanner.plainNumber(Integer.MAX_VALUE));
        if (node == null) {
            throw scanner.error("an unknown node", start);
        }
        return node;
    }

    private void dot() {
        if (!scanner.take(".")) {
            throw scanner.error("expected a dot");
        }
    }

    private Term pid() {
        scanner.skip(1);
        Node node = node();
        dot();
        int number = (int) scanner.plainNumber(MAX_WORD);
        dot();
        int serial = (int) scanner.plainNumber(MAX_WORD);
        scanner.expect(">");
        return new Pid(node, number, serial);
    }

    private Term ref() {
        int start = scanner.position();
        Node node = node();
        List<Integer> highestFirst = new ArrayList<>();
        while (scanner.take(".")) {
            highestFirst.add((int) scanner.plainNumber(MAX_WORD));
        }
        scanner.expect(">");
        int count = highestFirst.size();
        if (count < 1 || count > MAX_REF_WORDS) {
            throw scanner.error("a reference has 1 to 5 words", start);
        }
        int[] words = new int[count];
        for (int i = 0; i < count; i++) {
            words[i] = highestFirst.get(count - 1 - i);
        }
        return new PlainRef(node, words);
    }

    /** The text of a local fun tells neither its arity nor its values nor its creator. */
    private Term localFun() {
        Atom module = scanner.atom();
        dot();
        int index = (int) scanner.plainNumber(Integer.MAX_VALUE);
        dot();
        int uniq = (int) scanner.plainNumber(MAX_WORD);
        scanner.expect(">");
        DetachedFun.Place place = new DetachedFun.Place(module, 0, index, index, uniq, new byte[UNIQ_BYTES]);
        return DetachedFun.local(place, new Pid(Node.LOCAL, 0, 0), List.of());
    }

    private Term externalFun() {
        scanner.take("fun");
        scanner.skipSpace();
        Atom module = scanner.atom();
        scanner.expect(":");
        scanner.skipSpace();
        Atom function = scanner.atom();
        scanner.expect("/");
        scanner.skipSpace();
        return DetachedFun.external(module, function, (int) scanner.plainNumber(MAX_FUN_ARITY));
    }

    private Term signed(boolean negative) {
        scanner.skip(1);
        scanner.skipSpace();
        Term number;
        if (scanner.peek() == '$') {
            number = SmallInt.of(scanner.character());
        } else if (TermScanner.isDigit(scanner.peek())) {
            number = scanner.number();
        } else {
            throw scanner.error("expected a number");
        }
        return negative ? negated(number) : number;
    }

    static Term negated(Term number) {
        return number instanceof FloatTerm x ? FloatTerm.of(-x.value()) : IntegerTerm.of(((IntegerTerm) number).bigValue().negate());
    }
}
