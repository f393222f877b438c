package org.jbeam.natives.regex;

import java.util.List;

/**
 * Makes greedy repeats of one character possessive where what follows must start with a character that the repeat cannot give back: those
 * tries would all fail.
 */
final class Possessifier {
    private static final int POSSESSIVE = Node.Mode.POSSESSIVE.ordinal();

    private final int[] code;
    private final int size;
    private final boolean hasCalls;
    private final boolean utf;
    private final List<boolean[]> tables;
    private final List<CharSet> sets;
    private final List<byte[]> strings;

    Possessifier(int[] code, int size, boolean utf, List<boolean[]> tables, List<CharSet> sets, List<byte[]> strings) {
        this.code = code;
        this.size = size;
        this.utf = utf;
        this.tables = tables;
        this.sets = sets;
        this.strings = strings;
        boolean calls = false;
        for (int at = 0; at < size; at += Op.length(code[at])) {
            calls |= code[at] == Op.CALL;
        }
        this.hasCalls = calls;
    }

    void run() {
        for (int at = 0; at < size; at += Op.length(code[at])) {
            if (code[at] == Op.REPEAT && code[at + 1] == 0 && disjoint(at, following(at + 6))) {
                code[at + 1] = POSSESSIVE;
            }
        }
    }

    /** The instruction that is executed after what has no effect on the text; a group's end may be a call's end too. */
    private int following(int from) {
        int at = from;
        while (code[at] == Op.JUMP || code[at] == Op.CLOSE && !hasCalls) {
            at = code[at] == Op.JUMP ? code[at + 1] : at + 2;
        }
        return at;
    }

    private boolean disjoint(int repeat, int next) {
        return switch (code[next]) {
            case Op.CHAR -> excludes(repeat, code[next + 1] & 0xFF);
            case Op.STRING -> excludes(repeat, strings.get(code[next + 1])[0] & 0xFF);
            case Op.SET -> excludesAll(repeat, tables.get(code[next + 1]));
            case Op.REPEAT -> code[next + 4] > 0 && disjointRepeat(repeat, next);
            default -> false;
        };
    }

    private boolean disjointRepeat(int repeat, int next) {
        return switch (code[next + 2]) {
            case Op.CHAR -> excludes(repeat, code[next + 3] & 0xFF);
            case Op.SET -> excludesAll(repeat, tables.get(code[next + 3]));
            default -> false;
        };
    }

    private boolean excludesAll(int repeat, boolean[] table) {
        for (int b = 0; b < 256; b++) {
            if (table[b] && !excludes(repeat, b)) {
                return false;
            }
        }
        return true;
    }

    /** Whether no character of the repeat starts with byte {@code b}. */
    private boolean excludes(int repeat, int b) {
        int argument = code[repeat + 3];
        return switch (code[repeat + 2]) {
            case Op.CHAR -> (argument & 0xFF) != b;
            case Op.SET -> !tables.get(argument)[b];
            case Op.WIDE_SET -> utf && b < 0x80 && !sets.get(argument).low[b];
            default -> false;
        };
    }
}
