package org.jbeam.natives.regex;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a pattern into a tree. Errors that PCRE finds in its first pass over the pattern are raised here, those of its second pass by
 * {@link Resolver}. Options changed inside a group last to its end, as {@link #options}.
 */
final class PatternParser {
    /** Bytes of PCRE's compile workspace that a pattern may use: it limits how deeply groups nest. */
    private static final int WORKSPACE = 4096 - 100;

    final PatternSource src;
    final EscapeParser escapes;
    private final GroupParser groups;
    /** The options in force at the reading position. */
    int options;
    /** Bytes of PCRE's compile workspace in use where the current branch starts, or at the current item while that is read. */
    private int workspace;

    PatternParser(PatternSource src) {
        this.src = src;
        this.escapes = new EscapeParser(src);
        this.groups = new GroupParser(this);
        this.options = src.globalOptions;
    }

    /** Reads all branches of a group up to its closing parenthesis or the pattern's end, on which the position is left. */
    void readBranches(Node.Group group, boolean resetNumbers) {
        int outerWorkspace = workspace;
        workspace += CodeSize.opening(group);
        int outerOptions = options;
        int firstNumber = src.groupCount;
        int highest = firstNumber;
        while (true) {
            if (resetNumbers) {
                src.groupCount = firstNumber;
            }
            group.branches.add(new Branch().read());
            group.ends.add(src.ptr);
            highest = Math.max(highest, src.groupCount);
            if (src.peek() != '|') {
                break;
            }
            src.ptr++;
        }
        src.groupCount = highest;
        options = outerOptions;
        workspace = outerWorkspace;
    }

    boolean has(int option) {
        return (options & option) != 0;
    }

    /** The reading of one branch. */
    final class Branch {
        final List<Node> items = new ArrayList<>();
        /** What a quantifier would repeat, the last item; or null. */
        private Node previous;
        private boolean quoted;
        private final int start = workspace;
        private int kept;
        /** The item whose size is in {@link #kept}, or was. */
        private Node counted;

        List<Node> read() {
            while (true) {
                checkWorkspace();
                int c = src.peek();
                if (c != 0 && readQuoting(c) || skipIgnored()) {
                    continue;
                }
                c = src.peek();
                if (c == 0 || !quoted && (c == '|' || c == ')')) {
                    return items;
                }
                if (quoted) {
                    readLiteral();
                } else {
                    readItem(c);
                }
            }
        }

        /** PCRE keeps the code of the last repeatable item while it reads the next one. */
        private void checkWorkspace() {
            Node last = items.isEmpty() ? null : items.get(items.size() - 1);
            int size = last == null || last == counted ? 0 : CodeSize.kept(last, src.utf);
            if (start + kept + size > WORKSPACE) {
                throw src.error(Errors.TOO_COMPLICATED);
            }
            if (last != counted || previous == null) {
                kept = previous == null ? 0 : size;
            }
            counted = last;
            workspace = start + kept;
        }

        private boolean readQuoting(int c) {
            if (c == '\\' && src.peek(1) == 'E') {
                quoted = false;
            } else if (!quoted && c == '\\' && src.peek(1) == 'Q') {
                quoted = true;
            } else {
                return false;
            }
            src.ptr += 2;
            return true;
        }

        /** Skips white space and comments; true if something was skipped. */
        private boolean skipIgnored() {
            if (quoted) {
                return false;
            }
            int start = src.ptr;
            if (has(RegexOption.EXTENDED)) {
                skipSpace();
                skipLineComment();
                if (src.ptr > start) {
                    return true;
                }
            }
            if (src.looking(0, "(?#")) {
                skipComment();
                src.ptr++;
                return true;
            }
            return false;
        }

        private void skipSpace() {
            while (src.peek() != 0 && Latin1.SPACE[src.peek()]) {
                src.ptr++;
            }
        }

        private void skipLineComment() {
            if (src.peek() != '#') {
                return;
            }
            src.ptr++;
            while (src.peek() != 0) {
                int newline = src.newlineAt(src.ptr);
                if (newline > 0) {
                    src.ptr += newline;
                    return;
                }
                src.ptr++;
            }
        }

        /** Leaves the position on the comment's closing parenthesis. */
        private void skipComment() {
            src.ptr += 3;
            while (src.peek() != ')') {
                if (src.peek() == 0) {
                    throw src.error(Errors.COMMENT_END);
                }
                src.ptr++;
            }
        }

        private void readItem(int c) {
            switch (c) {
                case '^' -> add(has(RegexOption.MULTILINE) ? Node.Point.LINE_START : Node.Point.SUBJECT_START, false);
                case '$' -> add(has(RegexOption.MULTILINE) ? Node.Point.LINE_END : Node.Point.SUBJECT_END, false);
                case '.' -> add(new Node.Dot(has(RegexOption.DOTALL)), true);
                case '[' -> readClass();
                case '\\' -> readEscape();
                case '*' -> readQuantifier(0, -1);
                case '+' -> readQuantifier(1, -1);
                case '?' -> readQuantifier(0, 1);
                case '(' -> {
                    groups.read(this);
                    src.ptr++;
                }
                case '{' -> {
                    if (src.countedRepeat(src.ptr + 1)) {
                        readCounts();
                    } else {
                        readLiteral();
                    }
                }
                default -> readLiteral();
            }
        }

        /** Adds an item that the position is on the last byte of. */
        private void add(Node node, boolean repeatable) {
            append(node, repeatable);
            src.ptr++;
        }

        void append(Node node, boolean repeatable) {
            items.add(node);
            previous = repeatable ? node : null;
        }

        void forbidRepeat() {
            previous = null;
        }

        private void readLiteral() {
            int c = src.peek();
            if (src.utf && c >= 0xC0) {
                c = Utf8.decode(src.pattern, src.ptr, src.length);
                src.ptr += Utf8.length(src.pattern[src.ptr]) - 1;
            }
            addCharacter(c);
        }

        private void addCharacter(int c) {
            src.hasCrOrLf |= c == '\r' || c == '\n';
            add(new Node.Char(c, has(RegexOption.CASELESS)), true);
        }

        private void readClass() {
            if (src.looking(1, "[:<:]]") || src.looking(1, "[:>:]]")) {
                boolean start = src.peek(3) == '<';
                src.ptr += 6;
                items.add(Node.Point.WORD_BOUNDARY);
                Node.Group look = new Node.Group(start ? Node.GroupKind.AHEAD : Node.GroupKind.BEHIND, 0);
                look.branches.add(List.of(type('w')));
                look.ends.add(src.ptr);
                add(look, true);
                return;
            }
            Node node = new ClassParser(src, escapes, options).read();
            if (node instanceof Node.Char literal) {
                addCharacter(literal.value());
            } else {
                add(node, true);
            }
        }

        private void readEscape() {
            escapes.read(options, false);
            int kind = escapes.kind;
            if (kind == 0) {
                addCharacter(escapes.value);
            } else if (kind < 0) {
                addReference(-kind);
                src.ptr++;
            } else if (kind == 'k' || kind == 'g') {
                groups.readNamedEscape(this, kind);
                src.ptr++;
            } else {
                add(escapeNode(kind), isCharacterType(kind));
            }
        }

        private boolean isCharacterType(int kind) {
            return "DdSsWwNRCPpHhVvX".indexOf(kind) >= 0;
        }

        private Node escapeNode(int kind) {
            return switch (kind) {
                case 'A' -> Node.Point.START_ANCHOR;
                case 'G' -> Node.Point.START_OFFSET;
                case 'K' -> Node.Point.KEEP_OUT;
                case 'B' -> Node.Point.NOT_WORD_BOUNDARY;
                case 'b' -> Node.Point.WORD_BOUNDARY;
                case 'Z' -> Node.Point.BEFORE_FINAL_NEWLINE;
                case 'z' -> Node.Point.VERY_END;
                case 'N' -> new Node.Dot(false);
                case 'R' -> new Node.NewlineSequence();
                case 'X' -> new Node.Cluster();
                case 'C' -> src.utf ? new Node.AnyByte() : new Node.Dot(true);
                case 'p', 'P' -> {
                    CharSet set = UnicodeProperties.set(escapes.property());
                    yield new Node.OneOf((kind == 'P') != escapes.propertyNegated ? set.complement() : set, 3, false);
                }
                default -> type(kind);
            };
        }

        private Node type(int kind) {
            return CharTypes.of(kind, has(RegexOption.UCP), src.utf);
        }

        void addReference(int number) {
            src.highestReference = Math.max(src.highestReference, number);
            for (Node.Group g : src.open) {
                g.selfReference |= g.number == number;
            }
            append(new Node.BackReference(null, new int[] {number}, src.ptr, has(RegexOption.CASELESS)), true);
        }

        private void readCounts() {
            src.ptr++;
            int min = readCount();
            int max = -1;
            if (src.peek() == '}') {
                max = min;
            } else if (src.peek(1) == '}') {
                src.ptr++;
            } else {
                src.ptr++;
                max = readCount();
                if (max < min) {
                    throw src.error(Errors.REPEAT_ORDER);
                }
            }
            readQuantifier(min, max);
        }

        private int readCount() {
            int n = 0;
            while (PatternSource.digit(src.peek())) {
                n = n * 10 + src.at(src.ptr++) - '0';
                if (n > 65535) {
                    throw src.error(Errors.REPEAT_BIG);
                }
            }
            return n;
        }

        /** Reads what may follow a quantifier, whose last byte the position is on. */
        private void readQuantifier(int min, int max) {
            if (previous == null) {
                throw src.error(Errors.NO_REPEAT);
            }
            src.ptr++;
            if (has(RegexOption.EXTENDED)) {
                int before;
                do {
                    before = src.ptr;
                    skipSpace();
                    skipLineComment();
                } while (src.ptr > before);
            }
            if (src.looking(0, "(?#")) {
                skipComment();
                src.ptr++;
            }
            boolean ungreedy = has(RegexOption.UNGREEDY);
            Node.Mode mode = ungreedy ? Node.Mode.LAZY : Node.Mode.GREEDY;
            if (src.peek() == '+') {
                mode = Node.Mode.POSSESSIVE;
                src.ptr++;
            } else if (src.peek() == '?') {
                mode = ungreedy ? Node.Mode.GREEDY : Node.Mode.LAZY;
                src.ptr++;
            }
            repeatPrevious(min, max, mode);
        }

        private void repeatPrevious(int min, int max, Node.Mode mode) {
            Node item = previous;
            previous = null;
            if (item instanceof Node.Group g && g.define()) {
                return;
            }
            int most = max;
            if (item instanceof Node.Group g && g.assertion()) {
                if (min > 0) {
                    return;
                }
                most = max == 0 ? 0 : 1;
            }
            items.set(items.size() - 1, new Node.Repeat(item, min, most, mode));
        }
    }
}
