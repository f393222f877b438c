package org.jbeam.natives.regex;

import java.util.ArrayList;
import java.util.List;

/** Reads what starts with a parenthesis. Every method is left with the position on the last byte it has read. */
final class GroupParser {
    private static final int MAX_NEST = 10000;
    private static final int MAX_NAMES = 10000;
    private static final int MAX_NAME = 32;
    private static final int LIMIT = Integer.MAX_VALUE / 10 - 1;

    private final PatternParser parser;
    private final PatternSource src;
    /** The next assertion is the condition of a conditional group. */
    private boolean conditionNext;

    GroupParser(PatternParser parser) {
        this.parser = parser;
        this.src = parser.src;
    }

    void read(PatternParser.Branch branch) {
        src.ptr++;
        if (src.peek() == '*' && (src.peek(1) == ':' || src.peek(1) < 256 && Latin1.LETTER[src.peek(1)])) {
            new VerbParser(parser).read(branch);
        } else if (src.peek() == '?') {
            src.ptr++;
            readQuery(branch);
        } else if (parser.has(RegexOption.NO_AUTO_CAPTURE)) {
            readGroup(branch, new Node.Group(Node.GroupKind.PLAIN, 0), parser.options, false);
        } else {
            readCapture(branch);
        }
    }

    private void readQuery(PatternParser.Branch branch) {
        switch (src.peek()) {
            case '|' -> readPlain(branch, true);
            case ':' -> readPlain(branch, false);
            case '(' -> readConditional(branch);
            case '=' -> readKind(branch, Node.GroupKind.AHEAD, 1);
            case '!' -> readNegative(branch);
            case '<' -> readAngle(branch);
            case '>' -> readKind(branch, Node.GroupKind.ATOMIC, 1);
            case 'C' -> readCallout(branch);
            case 'P' -> readPython(branch);
            case '\'' -> readNamedCapture(branch);
            case '&' -> readCall(branch, ')');
            case 'R' -> {
                if (src.at(++src.ptr) != ')') {
                    throw src.error(Errors.RECURSION_END);
                }
                branch.append(new Node.Recursion(null, 0, src.ptr, src.conditionDepth > 0), true);
            }
            case '-' -> {
                if (PatternSource.digit(src.peek(1))) {
                    readNumberedCall(branch, ')');
                } else {
                    readOptions(branch);
                }
            }
            case '+', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> readNumberedCall(branch, ')');
            default -> readOptions(branch);
        }
    }

    private void readPlain(PatternParser.Branch branch, boolean resetNumbers) {
        src.ptr++;
        readGroup(branch, new Node.Group(Node.GroupKind.PLAIN, 0), parser.options, resetNumbers);
    }

    private void readKind(PatternParser.Branch branch, Node.GroupKind kind, int skip) {
        src.ptr += skip;
        readGroup(branch, new Node.Group(kind, 0), parser.options, false);
    }

    private void readCapture(PatternParser.Branch branch) {
        src.groupCount++;
        readGroup(branch, new Node.Group(Node.GroupKind.CAPTURE, src.groupCount), parser.options, false);
    }

    /** Reads the branches and the closing parenthesis, the position being on the first byte inside. */
    private void readGroup(PatternParser.Branch branch, Node.Group group, int options, boolean resetNumbers) {
        if (++src.parenDepth > MAX_NEST) {
            throw src.error(Errors.PARENS_DEEP);
        }
        boolean condition = group.assertion() && conditionNext;
        conditionNext &= !condition;
        int outer = parser.options;
        parser.options = options;
        int before = src.groupCount;
        src.assertionDepth += group.assertion() ? 1 : 0;
        src.conditionDepth += group.kind == Node.GroupKind.CONDITIONAL ? 1 : 0;
        if (group.number > 0) {
            src.open.add(group);
        }
        parser.readBranches(group, resetNumbers);
        if (group.number > 0) {
            src.open.remove(src.open.size() - 1);
        }
        src.conditionDepth -= group.kind == Node.GroupKind.CONDITIONAL ? 1 : 0;
        src.assertionDepth -= group.assertion() ? 1 : 0;
        src.parenDepth--;
        group.innerCaptures = src.groupCount > before;
        parser.options = outer;
        if (src.peek() != ')') {
            throw src.error(Errors.NO_PAREN);
        }
        branch.append(group, !condition);
    }

    private void readNegative(PatternParser.Branch branch) {
        int after = src.peek(2);
        boolean repeated = after == '*' || after == '+' || after == '?' || after == '{' && src.countedRepeat(src.ptr + 3);
        if (src.peek(1) == ')' && !repeated) {
            src.ptr++;
            branch.append(new Node.Fail(), false);
            return;
        }
        readKind(branch, Node.GroupKind.NOT_AHEAD, 1);
    }

    private void readAngle(PatternParser.Branch branch) {
        switch (src.peek(1)) {
            case '=' -> readKind(branch, Node.GroupKind.BEHIND, 2);
            case '!' -> readKind(branch, Node.GroupKind.NOT_BEHIND, 2);
            default -> {
                if (!PatternSource.word(src.peek(1))) {
                    src.ptr++;
                    throw src.error(Errors.BAD_LESS);
                }
                readNamedCapture(branch);
            }
        }
    }

    private void readCallout(PatternParser.Branch branch) {
        src.ptr++;
        int n = 0;
        while (PatternSource.digit(src.peek())) {
            n = n * 10 + src.at(src.ptr++) - '0';
            if (n > 255) {
                throw src.error(Errors.CALLOUT_BIG);
            }
        }
        if (src.peek() != ')') {
            throw src.error(Errors.CALLOUT_END);
        }
        branch.forbidRepeat();
    }

    private void readPython(PatternParser.Branch branch) {
        src.ptr++;
        switch (src.peek()) {
            case '=' -> readNamedReference(branch, ')');
            case '>' -> readCall(branch, ')');
            case '<' -> readNamedCapture(branch);
            default -> throw src.error(Errors.BAD_P);
        }
    }

    private void readNamedCapture(PatternParser.Branch branch) {
        int terminator = src.peek() == '<' ? '>' : '\'';
        src.ptr++;
        String name = src.readName();
        if (src.peek() != terminator) {
            throw src.error(Errors.NAME_END);
        }
        if (src.names.size() >= MAX_NAMES) {
            throw src.error(Errors.NAMES_MANY);
        }
        if (name.length() > MAX_NAME) {
            throw src.error(Errors.NAME_LONG);
        }
        define(name, src.groupCount + 1);
        src.ptr++;
        readCapture(branch);
    }

    private void define(String name, int number) {
        for (PatternSource.Name other : src.names) {
            boolean sameName = other.name().equals(name);
            if (sameName && other.number() == number) {
                return;
            }
            if (sameName && !parser.has(RegexOption.DUPNAMES)) {
                throw src.error(Errors.NAME_TWICE);
            }
            if (!sameName && other.number() == number) {
                throw src.error(Errors.NAMES_DIFFER);
            }
        }
        src.names.add(new PatternSource.Name(name, number));
    }

    /** {@code \k} and {@code \g<...>}; the position is on the letter. */
    void readNamedEscape(PatternParser.Branch branch, int kind) {
        int opening = src.peek(1);
        if (kind == 'g') {
            int first = src.peek(2);
            int terminator = opening == '<' ? '>' : '\'';
            src.ptr++;
            if (first != '+' && first != '-' && !PatternSource.digit(first)) {
                readCall(branch, terminator);
                return;
            }
            int p = src.ptr + 2;
            while (PatternSource.digit(src.at(p))) {
                p++;
            }
            if (src.at(p) != terminator) {
                throw src.error(Errors.BAD_G);
            }
            src.ptr++;
            readNumberedCall(branch, terminator);
            return;
        }
        if (opening != '<' && opening != '\'' && opening != '{') {
            throw src.error(Errors.BAD_K);
        }
        src.ptr++;
        readNamedReference(branch, opening == '<' ? '>' : opening == '{' ? '}' : opening);
    }

    /** Reads a name after the byte at the position, and its terminator. */
    private String readTerminated(int terminator) {
        src.ptr++;
        String name = src.readName();
        if (name.isEmpty()) {
            throw src.error(Errors.NO_NAME);
        }
        if (src.peek() != terminator) {
            throw src.error(Errors.NAME_END);
        }
        if (name.length() > MAX_NAME) {
            throw src.error(Errors.NAME_LONG);
        }
        return name;
    }

    private void readCall(PatternParser.Branch branch, int terminator) {
        String name = readTerminated(terminator);
        branch.append(new Node.Recursion(name, -1, src.ptr, src.conditionDepth > 0), true);
    }

    private void readNamedReference(PatternParser.Branch branch, int terminator) {
        String name = readTerminated(terminator);
        for (PatternSource.Name known : src.names) {
            for (Node.Group g : src.open) {
                g.selfReference |= known.name().equals(name) && g.number == known.number();
            }
        }
        branch.append(new Node.BackReference(name, null, src.ptr, parser.has(RegexOption.CASELESS)), true);
    }

    private void readNumberedCall(PatternParser.Branch branch, int terminator) {
        int sign = src.peek();
        if (sign == '+' || sign == '-') {
            src.ptr++;
            if (!PatternSource.digit(src.peek())) {
                if (sign == '+') {
                    throw src.error(Errors.PLUS_DIGIT);
                }
                src.ptr--;
                readOptions(branch);
                return;
            }
        }
        int n = readNumber();
        if (src.peek() != terminator) {
            throw src.error(Errors.RECURSION_END);
        }
        if ((sign == '+' || sign == '-') && n == 0) {
            throw src.error(Errors.ZERO_REFERENCE);
        }
        if (sign == '-') {
            n = src.groupCount - n + 1;
            if (n <= 0) {
                throw src.error(Errors.NO_GROUP);
            }
        } else if (sign == '+') {
            n += src.groupCount;
        }
        branch.append(new Node.Recursion(null, n, src.ptr, src.conditionDepth > 0), true);
    }

    private int readNumber() {
        int n = 0;
        while (PatternSource.digit(src.peek())) {
            if (n > LIMIT) {
                while (PatternSource.digit(src.peek())) {
                    src.ptr++;
                }
                throw src.error(Errors.NUMBER_BIG);
            }
            n = n * 10 + src.at(src.ptr++) - '0';
        }
        return n;
    }

    private void readOptions(PatternParser.Branch branch) {
        int set = 0;
        int unset = 0;
        boolean minus = false;
        while (src.peek() != ')' && src.peek() != ':') {
            int bit = optionBit(src.peek());
            if (src.peek() == '-') {
                minus = true;
            } else if (bit == 0) {
                throw src.error(Errors.BAD_QUERY);
            } else if (minus) {
                unset |= bit;
            } else {
                set |= bit;
            }
            src.ptr++;
        }
        int changed = (parser.options | set) & ~unset;
        if (src.peek() == ')') {
            parser.options = changed;
            branch.forbidRepeat();
            return;
        }
        src.ptr++;
        readGroup(branch, new Node.Group(Node.GroupKind.PLAIN, 0), changed, false);
    }

    private static int optionBit(int c) {
        return switch (c) {
            case 'J' -> RegexOption.DUPNAMES;
            case 'i' -> RegexOption.CASELESS;
            case 'm' -> RegexOption.MULTILINE;
            case 's' -> RegexOption.DOTALL;
            case 'x' -> RegexOption.EXTENDED;
            case 'U' -> RegexOption.UNGREEDY;
            case 'X' -> RegexOption.EXTRA;
            default -> 0;
        };
    }

    private void readConditional(PatternParser.Branch branch) {
        Node.Group group = new Node.Group(Node.GroupKind.CONDITIONAL, 0);
        group.condition = new Node.Condition();
        int assertion = src.ptr;
        if (src.looking(1, "?C")) {
            int p = src.ptr + 3;
            while (PatternSource.digit(src.at(p))) {
                p++;
            }
            if (src.at(p) == ')') {
                assertion = p + 1;
            }
            if (src.at(assertion) != '(') {
                throw src.error(Errors.CONDITION_ASSERTION);
            }
        }
        if (isAssertion(assertion)) {
            group.condition.test = Node.Test.ASSERTION;
            conditionNext = true;
        } else {
            src.ptr++;
            readCondition(group.condition);
        }
        readGroup(branch, group, parser.options, false);
    }

    private boolean isAssertion(int p) {
        if (src.at(p + 1) != '?') {
            return false;
        }
        int c = src.at(p + 2);
        return c == '=' || c == '!' || c == '<' && (src.at(p + 3) == '=' || src.at(p + 3) == '!');
    }

    /** Reads the text between the condition's parentheses; the position is left after the closing one. */
    private void readCondition(Node.Condition condition) {
        int terminator = 0;
        int sign = -1;
        if (src.looking(0, "R&")) {
            src.ptr += 2;
            terminator = -1;
            condition.test = Node.Test.RECURSING;
        } else if (src.peek() == '<' || src.peek() == '\'') {
            terminator = src.peek() == '<' ? '>' : '\'';
            src.ptr++;
        } else if (src.peek() == '-' || src.peek() == '+') {
            sign = src.at(src.ptr++);
        } else if (PatternSource.digit(src.peek())) {
            sign = 0;
        }
        int number = 0;
        if (sign >= 0) {
            number = readNumber();
        } else {
            if (!PatternSource.digit(src.peek()) && !PatternSource.word(src.peek())) {
                throw src.error(Errors.CONDITION_ASSERTION);
            }
            condition.name = src.readName();
        }
        condition.delimited = terminator != 0;
        if (terminator > 0 && src.at(src.ptr++) != terminator || src.at(src.ptr++) != ')') {
            src.ptr--;
            throw src.error(Errors.BAD_CONDITION);
        }
        condition.offset = src.ptr;
        if (sign >= 0) {
            condition.groups = new int[] {conditionNumber(sign, number)};
        }
    }

    /** The group meant; 0 for the invalid {@code (?(0)}, -1 for one that cannot exist. */
    private int conditionNumber(int sign, int number) {
        if (number == 0) {
            return 0;
        }
        int n = sign == '-' ? src.groupCount - number + 1 : sign == '+' ? src.groupCount + number : number;
        return n <= 0 ? -1 : n;
    }

    /** Numbers of the capturing groups that are open, innermost first. */
    static List<Integer> openNumbers(PatternSource src) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = src.open.size() - 1; i >= 0; i--) {
            numbers.add(src.open.get(i).number);
        }
        return numbers;
    }
}
