package org.jbeam.natives.regex;

/**
 * Instructions of a compiled pattern, an {@code int[]}. Operands follow the instruction; {@code pc} operands are absolute indices. The
 * single-character instructions CHAR..DOT are also the kinds of REPEAT.
 */
final class Op {
    /** byte. */
    static final int CHAR = 0;
    /** table: one byte that is in the table. */
    static final int SET = 1;
    /** set: one UTF-8 character that is in the set. */
    static final int WIDE_SET = 2;
    static final int ANY_BYTE = 3;
    /** One UTF-8 character. */
    static final int ANY_CHAR = 4;
    /** One character that is not at a newline. */
    static final int DOT = 5;
    /** string: a run of bytes. */
    static final int STRING = 6;
    /** mode, kind, argument, min, max: greedy 0, lazy 1, possessive 2. */
    static final int REPEAT = 7;
    /** pc: continue behind, on failure at pc. */
    static final int ALT = 8;
    /** pc. */
    static final int JUMP = 9;
    /** group. */
    static final int OPEN = 10;
    /** group. */
    static final int CLOSE = 11;
    static final int END = 12;
    static final int FAIL = 13;
    /** point. */
    static final int POINT = 14;
    static final int NEWLINE = 15;
    static final int CLUSTER = 16;
    /** id, pc: as ALT, and where THEN with that id stops; pc -1: there is no further alternative. */
    static final int THEN_ALT = 17;
    /** register. */
    static final int COUNT_INIT = 18;
    /** register, min, max, lazy, pc of the exit. */
    static final int COUNT_LOOP = 19;
    /** register. */
    static final int SAVE_POS = 20;
    /** register, pc: go to pc if nothing was matched since SAVE_POS. */
    static final int EMPTY_CHECK = 21;
    /** register, count register, min, pc: as EMPTY_CHECK, once there were min rounds. */
    static final int COUNT_EMPTY_CHECK = 22;
    static final int ATOMIC = 23;
    /** 1 if captures are put back when the group is backtracked over, and names set by MARK stay known. */
    static final int ATOMIC_END = 24;
    /** pc on failure or -1, pc of the ASSERT_END. */
    static final int ASSERT = 25;
    static final int ASSERT_END = 26;
    /** pc if the inside fails, pc if it matches or -1. */
    static final int NOT_ASSERT = 27;
    static final int NOT_ASSERT_END = 28;
    /** characters. */
    static final int BACK = 29;
    /** pc, group. */
    static final int CALL = 30;
    /** groups, caseless. */
    static final int REFERENCE = 31;
    /** groups, pc if none is set. */
    static final int IF_SET = 32;
    /** groups, pc if not in a call of one of them. */
    static final int IF_CALLED = 33;
    static final int COMMIT = 34;
    static final int PRUNE = 35;
    static final int SKIP = 36;
    /** name. */
    static final int SKIP_NAMED = 37;
    /** id. */
    static final int THEN = 38;
    /** name. */
    static final int MARK = 39;
    static final int ACCEPT = 40;
    /** group: as CLOSE, without the end of a call. */
    static final int CLOSE_ACCEPT = 41;
    /** register: one more round. */
    static final int COUNT_ROUND = 42;
    /** The reported match starts here. */
    static final int KEEP_OUT = 43;

    /** Words that each instruction takes, itself included. */
    private static final int[] LENGTHS = {2, 2, 2, 1, 1, 1, 2, 6, 2, 2, 2, 2, 1, 1, 2, 1, 1, 3, 2, 6, 2, 3, 5, 1, 2, 3, 1, 3, 1, 2, 3, 3, 3, 3,
        1, 1, 1, 2, 2, 2, 1, 2, 2, 1};

    private Op() {
    }

    static int length(int op) {
        return LENGTHS[op];
    }
}
