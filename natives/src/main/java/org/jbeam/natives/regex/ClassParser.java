package org.jbeam.natives.regex;

import java.util.ArrayList;
import java.util.List;

/** Reads a bracketed class: from the {@code [} at the reading position to the closing bracket, on which the position is left. */
final class ClassParser {
    private static final String[] POSIX = {"alpha", "lower", "upper", "alnum", "ascii", "blank", "cntrl", "digit", "graph", "print", "punct",
        "space", "word", "xdigit"};
    private static final String[] POSIX_PROPERTY = {"L", "Ll", "Lu", "Xan", null, null, null, "Nd", "[:graph:]", "[:print:]", "[:punct:]", "Xps",
        "Xwd", null};
    private static final int BLANK = 5;
    private static final int NOT_A_CHARACTER = -1;

    private record Property(String name, boolean negated) {
    }

    private final PatternSource src;
    private final EscapeParser escapes;
    private final int options;
    private final boolean[] bits = new boolean[256];
    private final CharSet.Builder wide = new CharSet.Builder();
    private final List<Property> properties = new ArrayList<>();
    private int wideItems;
    private boolean quoted;
    private boolean negated;
    /** A negated type such as {@code \W}, which has all characters above 255, is an item. */
    private boolean flip;
    /** 0: nothing yet, 1: one plain character so far, 2: anything else. */
    private int complexity;
    /** The single character of a class such as {@code [a]}, or -1. */
    private int single = NOT_A_CHARACTER;

    ClassParser(PatternSource src, EscapeParser escapes, int options) {
        this.src = src;
        this.escapes = escapes;
        this.options = options;
    }

    Node read() {
        if (posixAhead() >= 0) {
            throw src.error(src.peek(1) == ':' ? Errors.POSIX_OUTSIDE : Errors.POSIX_COLLATING);
        }
        readStart();
        boolean first = true;
        while (first || src.peek() != ']' || quoted) {
            if (src.peek() == 0) {
                throw src.error(Errors.CLASS_END);
            }
            first = false;
            readItem();
            if (single != NOT_A_CHARACTER) {
                return singleCharacter();
            }
            src.ptr++;
        }
        return build();
    }

    private void readStart() {
        while (true) {
            src.ptr++;
            if (src.looking(0, "\\E")) {
                src.ptr++;
            } else if (src.looking(0, "\\Q\\E")) {
                src.ptr += 3;
            } else if (!negated && src.peek() == '^') {
                negated = true;
            } else {
                return;
            }
        }
    }

    /** Reads one item; the position is left on its last byte. */
    private void readItem() {
        int c = src.peek();
        if (src.utf && c >= 0xC0) {
            c = Utf8.decode(src.pattern, src.ptr, src.length);
            src.ptr += Utf8.length(src.pattern[src.ptr]) - 1;
        }
        if (quoted) {
            if (src.looking(0, "\\E")) {
                quoted = false;
                src.ptr++;
                return;
            }
        } else if (c == '[' && posixAhead() >= 0) {
            readPosix(posixAhead());
            return;
        } else if (c == '\\') {
            c = readEscape();
            if (c == NOT_A_CHARACTER) {
                return;
            }
        }
        readRange(c);
    }

    /** Whether a POSIX item starts at the reading position: the offset of its terminator, or -1. */
    private int posixAhead() {
        int terminator = src.peek(1);
        if (terminator != ':' && terminator != '.' && terminator != '=') {
            return -1;
        }
        for (int p = src.ptr + 2; src.at(p) != 0; p++) {
            int c = src.at(p);
            int next = src.at(p + 1);
            if (c == '\\' && (next == ']' || next == '\\')) {
                p++;
            } else if (c == '[' && next == terminator || c == ']') {
                return -1;
            } else if (c == terminator && next == ']') {
                return p;
            }
        }
        return -1;
    }

    private void readPosix(int end) {
        if (src.peek(1) != ':') {
            throw src.error(Errors.POSIX_COLLATING);
        }
        src.ptr += 2;
        boolean not = src.peek() == '^';
        if (not) {
            flip = true;
            src.ptr++;
        }
        int posix = posixIndex(src.text(src.ptr, Math.max(end, src.ptr)));
        if (posix < 0) {
            throw src.error(Errors.POSIX_NAME);
        }
        if ((options & RegexOption.CASELESS) != 0 && posix <= 2) {
            posix = 0;
        }
        src.ptr = end + 1;
        if ((options & RegexOption.UCP) != 0 && addPosixProperty(posix, not)) {
            return;
        }
        boolean[] table = posixTable(posix);
        for (int c = 0; c < 256; c++) {
            bits[c] |= table[c] != not;
        }
        complexity = 2;
    }

    /** The Unicode form of a POSIX class; false if it stays the table's. */
    private boolean addPosixProperty(int posix, boolean not) {
        if (POSIX_PROPERTY[posix] != null) {
            properties.add(new Property(POSIX_PROPERTY[posix], not));
            return true;
        }
        if (posix == BLANK) {
            addTypeSet(UnicodeProperties.HORIZONTAL_SPACE, not);
            return true;
        }
        if (not && (wideItems > 0 || !properties.isEmpty() || src.peek(1) != ']')) {
            addWide(0x100, CharSet.MAX);
        }
        return false;
    }

    private static int posixIndex(String name) {
        for (int i = 0; i < POSIX.length; i++) {
            if (POSIX[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean[] posixTable(int posix) {
        boolean[] table = new boolean[256];
        for (int c = 0; c < 256; c++) {
            table[c] = switch (POSIX[posix]) {
                case "alpha" -> Latin1.LETTER[c];
                case "lower" -> Latin1.LOWER[c];
                case "upper" -> Latin1.UPPER[c];
                case "alnum" -> Latin1.LETTER[c] || Latin1.DIGIT[c];
                case "ascii" -> Latin1.PRINT[c] || Latin1.CNTRL[c];
                case "blank" -> c == ' ' || c == 9;
                case "cntrl" -> Latin1.CNTRL[c];
                case "digit" -> Latin1.DIGIT[c];
                case "graph" -> Latin1.GRAPH[c];
                case "print" -> Latin1.PRINT[c];
                case "punct" -> Latin1.PUNCT[c];
                case "space" -> Latin1.SPACE[c];
                case "word" -> Latin1.WORD[c];
                default -> Latin1.XDIGIT[c];
            };
        }
        return table;
    }

    /** The character an escape stands for, or -1 if it was something else, which has been added. */
    private int readEscape() {
        escapes.read(options, true);
        boolean ucp = (options & RegexOption.UCP) != 0;
        switch (escapes.kind) {
            case 0 -> {
                return escapes.value;
            }
            case 'b' -> {
                return 8;
            }
            case 'N' -> throw src.error(Errors.N_IN_CLASS);
            case 'E' -> {
                return NOT_A_CHARACTER;
            }
            case 'Q' -> {
                if (src.looking(1, "\\E")) {
                    src.ptr += 2;
                } else {
                    quoted = true;
                }
                return NOT_A_CHARACTER;
            }
            case 'd', 'D' -> addType(ucp ? "Nd" : null, Latin1.DIGIT, escapes.kind == 'D');
            case 'w', 'W' -> addType(ucp ? "Xwd" : null, Latin1.WORD, escapes.kind == 'W');
            case 's', 'S' -> addType(ucp ? "Xsp" : null, Latin1.SPACE, escapes.kind == 'S');
            case 'h', 'H' -> addTypeSet(UnicodeProperties.HORIZONTAL_SPACE, escapes.kind == 'H');
            case 'v', 'V' -> addTypeSet(UnicodeProperties.VERTICAL_SPACE, escapes.kind == 'V');
            case 'p', 'P' -> {
                boolean not = escapes.kind == 'P';
                String name = escapes.property();
                properties.add(new Property(name, not != escapes.propertyNegated));
            }
            default -> {
                if ((options & RegexOption.EXTRA) != 0) {
                    throw src.error(Errors.CLASS_ESCAPE);
                }
                return src.peek();
            }
        }
        complexity = 2;
        return NOT_A_CHARACTER;
    }

    private void addType(String property, boolean[] table, boolean not) {
        if (property != null) {
            properties.add(new Property(property, not));
            return;
        }
        flip |= not;
        for (int c = 0; c < 256; c++) {
            bits[c] |= table[c] != not;
        }
    }

    private void addTypeSet(CharSet set, boolean not) {
        int[] ranges = (not ? set.complement() : set).ranges();
        for (int i = 0; i < ranges.length; i += 2) {
            addRange(ranges[i], ranges[i + 1]);
        }
        complexity = 2;
    }

    /** Reads the rest of a range whose first character has been read, or adds the single character. */
    private void readRange(int c) {
        while (src.looking(1, "\\E")) {
            quoted = false;
            src.ptr += 2;
        }
        int before = src.ptr;
        src.hasCrOrLf |= c == '\r' || c == '\n';
        if (!quoted && src.peek(1) == '-') {
            src.ptr += 2;
            skipEmptyQuotes();
            if (src.peek() != 0 && (quoted || src.peek() != ']')) {
                int d = rangeEnd();
                if (d < c) {
                    throw src.error(Errors.CLASS_ORDER);
                }
                if (d > c) {
                    complexity = 2;
                    src.hasCrOrLf |= d == '\r' || d == '\n';
                    addCharacters(c, d);
                    return;
                }
            } else {
                src.ptr = before;
            }
        }
        complexity = Math.min(2, complexity + 1);
        if (!quoted && properties.isEmpty() && complexity == 1 && src.peek(1) == ']') {
            src.ptr++;
            single = c;
            return;
        }
        addCharacters(c, c);
    }

    private void skipEmptyQuotes() {
        while (src.looking(0, "\\E")) {
            src.ptr += 2;
        }
        while (src.looking(0, "\\Q")) {
            src.ptr += 2;
            if (!src.looking(0, "\\E")) {
                quoted = true;
                return;
            }
            src.ptr += 2;
        }
    }

    private int rangeEnd() {
        int d = src.peek();
        if (src.utf && d >= 0xC0) {
            d = Utf8.decode(src.pattern, src.ptr, src.length);
            src.ptr += Utf8.length(src.pattern[src.ptr]) - 1;
        }
        if (quoted) {
            return d;
        }
        if (d == '\\') {
            escapes.read(options, true);
            if (escapes.kind == 0) {
                return escapes.value;
            }
            if (escapes.kind != 'b') {
                throw src.error(Errors.CLASS_RANGE);
            }
            return 8;
        }
        if (d == '[' && posixAhead() >= 0) {
            throw src.error(Errors.CLASS_RANGE);
        }
        return d;
    }

    /** Adds characters, with their other cases where case does not matter. */
    private void addCharacters(int lo, int hi) {
        addRange(lo, hi);
        if ((options & RegexOption.CASELESS) == 0) {
            return;
        }
        if (src.utf) {
            CaseFolding.forEachInRange(lo, hi, set -> {
                for (int other : set) {
                    addRange(other, other);
                }
            });
            return;
        }
        for (int c = lo; c <= Math.min(hi, 255); c++) {
            bits[Latin1.otherCase(c)] = true;
        }
    }

    private void addRange(int lo, int hi) {
        for (int c = lo; c <= Math.min(hi, 255); c++) {
            bits[c] = true;
        }
        if (hi > 255 && src.utf) {
            addWide(Math.max(lo, 256), hi);
        }
    }

    private void addWide(int lo, int hi) {
        wide.add(lo, hi);
        wideItems++;
    }

    private Node singleCharacter() {
        boolean caseless = (options & RegexOption.CASELESS) != 0;
        if (!negated) {
            return new Node.Char(single, caseless);
        }
        CharSet.Builder b = new CharSet.Builder().add(single, single);
        if (caseless) {
            for (int other : src.utf ? CaseFolding.set(single) : new int[] {Latin1.otherCase(single)}) {
                b.add(other, other);
            }
        }
        return new Node.OneOf(b.build().complement(), 2, false);
    }

    /** Above 255, PCRE decides by which kind of class it makes; this follows it, also where that is not plain set logic. */
    private Node build() {
        boolean hasProperty = !properties.isEmpty();
        boolean ucp = (options & RegexOption.UCP) != 0;
        boolean extended = (wideItems > 0 || hasProperty) && (hasProperty || !flip || ucp);
        CharSet.Builder all = new CharSet.Builder().addTable(bits, false);
        if (!extended) {
            if (flip) {
                all.add(0x100, CharSet.MAX);
            }
            CharSet set = all.build();
            return new Node.OneOf(negated ? set.complement() : set, 33, true);
        }
        if (src.utf && flip && !negated && !ucp) {
            addWide(0x100, CharSet.MAX);
        }
        CharSet ranges = wide.build();
        all.addSet(ranges);
        for (Property p : properties) {
            CharSet set = UnicodeProperties.set(p.name());
            all.addSet(p.negated() ? set.complement() : set);
        }
        CharSet set = all.build();
        return new Node.OneOf(negated ? set.complement() : set, 40 + 3 * ranges.ranges().length + 3 * properties.size(), true);
    }
}
