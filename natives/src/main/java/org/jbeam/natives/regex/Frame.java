package org.jbeam.natives.regex;

/** Kinds of the frames on {@link Backtracker}'s stack. The undo records are those from REGISTER to OPEN, and cutting may keep up to NAME. */
final class Frame {
    /** Ints of a frame. */
    static final int SIZE = 4;
    static final int KIND_BITS = 5;
    static final int KIND_MASK = (1 << KIND_BITS) - 1;

    /** Choices: value is where to go on, a the position. */
    static final int ALT = 0;
    /** value: pc behind the repeat; a: lowest position, b: current one, c: 1 for UTF-8 steps. */
    static final int GREEDY = 1;
    /** value: pc of the repeat; a: position, b: rounds left. */
    static final int LAZY = 2;
    /** Undo: value: register, a: its value. */
    static final int REGISTER = 3;
    /** Undo: a: number of groups that may be set. */
    static final int TOP = 4;
    /** Undo: a: start of the match. */
    static final int KEEP = 5;
    /** Undo: value: group, a and b: its capture, c: its start. */
    static final int OPEN = 6;
    /** value: name, a: position. */
    static final int NAME = 7;
    /** Marks: a: the mark around. */
    static final int ATOMIC = 17;
    /** value: pc of the ASSERT, b: position. */
    static final int ASSERT = 8;
    static final int NOT_ASSERT = 9;
    /** value: pc to return to, b: the call around, c: position. */
    static final int CALL = 10;
    /** value: pc of the THEN_ALT, a: position. */
    static final int THEN_ALT = 11;
    static final int COMMIT = 12;
    static final int PRUNE = 13;
    /** a: position. */
    static final int SKIP = 14;
    /** value: name. */
    static final int SKIP_NAMED = 15;
    /** value: id. */
    static final int THEN = 16;

    private Frame() {
    }
}
