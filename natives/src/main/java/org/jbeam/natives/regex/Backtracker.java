package org.jbeam.natives.regex;

import java.util.Arrays;

/**
 * The interpreter: tries to match at one start position. All state is in fields and in {@link #stack}, so that it can stop at any failure and go
 * on later, and so that no subject or pattern makes the Java stack grow.
 *
 * <p>The stack holds frames of four ints: {@code kind | value << 5, a, b, c}. Three sorts: choices (where to continue after a failure), undo
 * records (what a failure restores), and marks (the start of an atomic group, an assertion, a call). A mark knows the mark around it. When an
 * atomic group, an assertion or a call has matched, the choices above its mark are dropped; its undo records stay, for what comes before it.
 *
 * <p>Captures follow PCRE's ways, which show where a group is backtracked into: {@link #setGroups} is exact at any time, while a capture below it
 * is put back only when its group's start is backtracked over, and not at all where an assertion or a possessive loop has ended in between.
 */
final class Backtracker extends TextTests {
    /** Results of {@link #run}. */
    static final int MATCHED = 1;
    static final int FAILED = 0;
    static final int SUSPENDED = -100;

    private static final int MAX_INTS = 1 << 29;

    private static final int FAIL_PC = -1;
    private static final int MATCHED_PC = -2;
    private static final int SUSPEND_PC = -3;
    private static final int EXHAUSTED_PC = -4;
    private static final int CONTINUE = -5;

    private static final Node.Point[] POINTS = Node.Point.values();

    private final int[] code;
    private final int[] registers;
    /** Start and end of each group, -1 where unset; only those below {@link #setGroups} count. */
    final int[] captures;
    private int[] stack = new int[256];
    private int top;
    /** Up to where the stack may be filled without a look at the limit or the array's length. */
    private int room;
    private int pc;
    private int mark;
    private int call;
    private int calledGroup;
    /** Captures and group starts at each call in progress, to be put back after it. */
    private int[] saved = {};
    private int savedSize;
    /** Groups from this number on are unset, whatever {@link #captures} holds. */
    int setGroups;
    private int calls;
    private int skipNamedCount;

    /** Where the reported match starts. */
    int keep;
    int matchLimit;
    int depthLimit;
    /** Failures until {@link #run} returns {@link #SUSPENDED}. */
    int fuel;
    Verdict verdict = Verdict.NONE;
    int skipTo;
    int ignoredSkips;

    Backtracker(Program program, int options) {
        super(program, options);
        this.code = program.code();
        this.registers = new int[program.registers()];
        this.captures = new int[2 * (program.groupCount() + 1)];
    }

    void reset() {
        Arrays.fill(captures, -1);
        ignoredSkips = 0;
        if (stack.length > 1 << 16) {
            stack = new int[256];
        }
        if (saved.length > 1 << 16) {
            saved = new int[0];
        }
    }

    /** Prepares an attempt at {@code start}; {@link #run} makes it. */
    void begin(int start) {
        top = 0;
        pc = 0;
        pos = start;
        keep = start;
        mark = -1;
        call = -1;
        calledGroup = -1;
        savedSize = 0;
        room = 0;
        setGroups = 1;
        calls = 1;
        skipNamedCount = 0;
        verdict = Verdict.NONE;
    }

    int skipNamedCount() {
        return skipNamedCount;
    }

    /** Makes or continues the attempt: MATCHED, FAILED or SUSPENDED. A limit is thrown as {@link MatchAbort}. */
    int run() {
        int at = pc;
        while (true) {
            if (at == FAIL_PC) {
                at = backtrack();
            }
            if (at >= 0) {
                at = advance(at);
            } else if (at == MATCHED_PC) {
                return MATCHED;
            } else if (at == EXHAUSTED_PC) {
                return FAILED;
            } else if (at == SUSPEND_PC) {
                pc = FAIL_PC;
                return SUSPENDED;
            }
        }
    }

    /** Executes the common instructions in a loop, until a failure (-1) or another event. */
    private int advance(int from) {
        int[] c = code;
        boolean[][] tables = program.tables();
        byte[] subject = s;
        int limit = end;
        int p = pos;
        int at = from;
        while (true) {
            switch (c[at]) {
                case Op.CHAR -> {
                    if (p >= limit || subject[p] != c[at + 1]) {
                        return FAIL_PC;
                    }
                    p++;
                    at += 2;
                }
                case Op.SET -> {
                    if (p >= limit || !tables[c[at + 1]][subject[p] & 0xFF]) {
                        return FAIL_PC;
                    }
                    p++;
                    at += 2;
                }
                case Op.STRING -> {
                    byte[] text = program.strings()[c[at + 1]];
                    int stop = p + text.length;
                    if (stop > limit || !Arrays.equals(subject, p, stop, text, 0, text.length)) {
                        return FAIL_PC;
                    }
                    p = stop;
                    at += 2;
                }
                case Op.ALT -> {
                    push(Frame.ALT, c[at + 1], p, 0, 0);
                    calls++;
                    at += 2;
                }
                case Op.JUMP -> at = c[at + 1];
                case Op.OPEN -> {
                    int n = c[at + 1];
                    push(Frame.OPEN, n, captures[2 * n], captures[2 * n + 1], registers[n]);
                    registers[n] = p;
                    calls++;
                    at += 2;
                }
                default -> {
                    pos = p;
                    at = c[at] == Op.REPEAT ? repeat(at) : step(at);
                    if (at < 0) {
                        return at;
                    }
                    p = pos;
                }
            }
        }
    }

    private void push(int kind, int value, int a, int b, int c) {
        int t = top;
        if (t + Frame.SIZE > room) {
            grow();
        }
        int[] st = stack;
        st[t] = value << Frame.KIND_BITS | kind;
        st[t + 1] = a;
        st[t + 2] = b;
        st[t + 3] = c;
        top = t + Frame.SIZE;
    }

    private void grow() {
        int allowed = (int) Math.min((long) depthLimit * Frame.SIZE, MAX_INTS);
        if (top + Frame.SIZE > allowed) {
            throw MatchAbort.DEPTH;
        }
        if (top + Frame.SIZE > stack.length) {
            stack = Arrays.copyOf(stack, stack.length * 2);
        }
        room = Math.min(allowed, stack.length);
    }

    private void setRegister(int register, int value) {
        push(Frame.REGISTER, register, registers[register], 0, 0);
        registers[register] = value;
    }

    private int repeat(int at) {
        int[] c = code;
        int kind = c[at + 2];
        int argument = c[at + 3];
        int min = c[at + 4];
        int max = c[at + 5];
        int p = pos;
        calls++;
        if (min > 0) {
            p = scan(kind, argument, p, min);
            if (scanned < min) {
                return FAIL_PC;
            }
        }
        int next = at + 6;
        if (c[at + 1] == 1) {
            if (max > min) {
                push(Frame.LAZY, at, p, max - min, 0);
            }
            pos = p;
            return next;
        }
        int q = max > min ? scan(kind, argument, p, max - min) : p;
        if (q > p && c[at + 1] == 0) {
            push(Frame.GREEDY, next, p, q, byteSteps(kind) ? 0 : 1);
        }
        fuel -= q - p >> 4;
        pos = q;
        return next;
    }

    /** Undoes up to the latest choice; where to go on, or an event. */
    private int backtrack() {
        if (--fuel < 0) {
            return SUSPEND_PC;
        }
        if (++calls > matchLimit) {
            throw MatchAbort.CALLS;
        }
        while (top > 0) {
            int[] st = stack;
            int t = top - Frame.SIZE;
            int value = st[t] >> Frame.KIND_BITS;
            int kind = st[t] & Frame.KIND_MASK;
            if (kind == Frame.ALT) {
                top = t;
                pos = st[t + 1];
                return value;
            }
            int at = kind == Frame.GREEDY ? shorten(t, value) : kind == Frame.LAZY ? lengthen(t, value) : release(t, kind, value);
            if (at != CONTINUE) {
                return at;
            }
        }
        return EXHAUSTED_PC;
    }

    /** The byte that the instruction at {@code next} begins with, or -1 if it may begin with several. */
    private int wanted(int next) {
        int op = code[next];
        if (op == Op.CHAR) {
            return code[next + 1] & 0xFF;
        }
        return op == Op.STRING ? program.strings()[code[next + 1]][0] & 0xFF : -1;
    }

    /** Gives back characters of a greedy repeat: one, or as many as it takes for what follows to match there. */
    private int shorten(int t, int next) {
        int[] st = stack;
        int least = st[t + 1];
        int p = st[t + 3] == 0 ? st[t + 2] - 1 : Utf8.previous(s, st[t + 2], begin);
        int wanted = wanted(next);
        if (wanted >= 0) {
            byte[] subject = s;
            while (p >= least && (subject[p] & 0xFF) != wanted) {
                p--;
            }
            if (p < least) {
                top = t;
                return CONTINUE;
            }
        }
        if (p <= least) {
            top = t;
        } else {
            st[t + 2] = p;
        }
        pos = p;
        return next;
    }

    /** Takes characters for a lazy repeat: one, or as many as it takes for what follows to match there. */
    private int lengthen(int t, int at) {
        int[] st = stack;
        int kind = code[at + 2];
        int argument = code[at + 3];
        int wanted = wanted(at + 6);
        int left = st[t + 2];
        int p = st[t + 1];
        do {
            p = utf && kind == Op.ANY_BYTE && p < end ? Utf8.next(s, p, end) : one(kind, argument, p);
            left--;
        } while (wanted >= 0 && p >= 0 && left > 0 && (p >= end || (s[p] & 0xFF) != wanted));
        if (p < 0) {
            top = t;
            return CONTINUE;
        }
        st[t + 1] = p;
        st[t + 2] = left;
        if (left == 0) {
            top = t;
        }
        pos = p;
        return at + 6;
    }

    /** Removes a frame that is not a plain choice; where to go on, or CONTINUE. */
    private int release(int t, int kind, int value) {
        top = t;
        int[] st = stack;
        switch (kind) {
            case Frame.ASSERT -> {
                mark = st[t + 1];
                if (code[value + 1] < 0) {
                    return CONTINUE;
                }
                pos = st[t + 2];
                return code[value + 1];
            }
            case Frame.NOT_ASSERT -> {
                mark = st[t + 1];
                pos = st[t + 2];
                return code[value + 1];
            }
            case Frame.THEN_ALT -> {
                if (code[value + 2] < 0) {
                    return CONTINUE;
                }
                pos = st[t + 1];
                return code[value + 2];
            }
            case Frame.COMMIT, Frame.PRUNE, Frame.SKIP, Frame.SKIP_NAMED, Frame.THEN -> {
                return unwind(kind, value, st[t + 1]);
            }
            default -> undo(t, kind, value);
        }
        return CONTINUE;
    }

    /** Restores what an undo record, an atomic group's mark or a call's mark tells; other frames tell nothing. */
    private void undo(int t, int kind, int value) {
        int[] st = stack;
        switch (kind) {
            case Frame.REGISTER -> registers[value] = st[t + 1];
            case Frame.TOP -> setGroups = st[t + 1];
            case Frame.OPEN -> {
                captures[2 * value] = st[t + 1];
                captures[2 * value + 1] = st[t + 2];
                registers[value] = st[t + 3];
            }
            case Frame.KEEP -> keep = st[t + 1];
            case Frame.ATOMIC -> mark = st[t + 1];
            case Frame.CALL -> {
                mark = st[t + 1];
                leaveCall(st[t + 2]);
            }
            default -> {
            }
        }
    }

    private void leaveCall(int outer) {
        int size = captures.length + captures.length / 2;
        savedSize -= size;
        System.arraycopy(saved, savedSize, captures, 0, captures.length);
        System.arraycopy(saved, savedSize + captures.length, registers, 0, captures.length / 2);
        call = outer;
        calledGroup = outer < 0 ? -1 : code[(stack[outer] >> Frame.KIND_BITS) - 1];
    }

    /** A verb was backtracked onto: drops choices down to what stops the verb. */
    private int unwind(int frameKind, int argument, int position) {
        Verdict verb = switch (frameKind) {
            case Frame.COMMIT -> Verdict.COMMIT;
            case Frame.PRUNE -> Verdict.PRUNE;
            case Frame.SKIP -> Verdict.SKIP;
            case Frame.SKIP_NAMED -> Verdict.SKIP_NAMED;
            default -> Verdict.THEN;
        };
        skipTo = position;
        while (top > 0) {
            int t = top - Frame.SIZE;
            int kind = stack[t] & Frame.KIND_MASK;
            int value = stack[t] >> Frame.KIND_BITS;
            boolean stop = switch (kind) {
                case Frame.CALL, Frame.NOT_ASSERT -> true;
                case Frame.ASSERT -> verb == Verdict.THEN && code[value + 1] >= 0;
                case Frame.THEN_ALT -> verb == Verdict.THEN && code[value + 1] == argument && !calledAlternative(t, argument);
                default -> false;
            };
            if (stop) {
                return release(t, kind, value);
            }
            if (kind == Frame.NAME && verb == Verdict.SKIP_NAMED && program.names()[value].equals(program.names()[argument])) {
                verb = Verdict.SKIP;
                skipTo = stack[t + 1];
            }
            if (kind == Frame.ASSERT) {
                mark = stack[t + 1];
            }
            if (kind != Frame.OPEN) {
                undo(t, kind, value);
            }
            top = t;
        }
        verdict = verb;
        return EXHAUSTED_PC;
    }

    /** Whether the alternatives belong to a group that was called: those do not stop THEN. */
    private boolean calledAlternative(int t, int id) {
        int below = t - Frame.SIZE;
        if (below < 0 || (stack[below] & Frame.KIND_MASK) != Frame.CALL) {
            return false;
        }
        int entry = code[(stack[below] >> Frame.KIND_BITS) - 2];
        return code[entry] == Op.THEN_ALT && code[entry + 1] == id;
    }

    /** Drops the choices and marks from frame {@code from} on; undo records stay, those of groups and names only if {@code all}. */
    private void cut(int from, boolean all) {
        int[] st = stack;
        int to = from;
        for (int t = from + Frame.SIZE; t < top; t += Frame.SIZE) {
            int kind = st[t] & Frame.KIND_MASK;
            if (kind >= Frame.REGISTER && kind <= (all ? Frame.NAME : Frame.KEEP)) {
                System.arraycopy(st, t, st, to, Frame.SIZE);
                to += Frame.SIZE;
            }
        }
        top = to;
    }

    /** Undoes all down to the mark {@code frame}, except captures. */
    private void undoTo(int frame) {
        for (int t = top - Frame.SIZE; t > frame; t -= Frame.SIZE) {
            int kind = stack[t] & Frame.KIND_MASK;
            if (kind != Frame.OPEN) {
                undo(t, kind, stack[t] >> Frame.KIND_BITS);
            }
        }
        top = frame;
    }

    /** Executes one of the less common instructions; where to go on, or an event. */
    private int step(int at) {
        int[] c = code;
        switch (c[at]) {
            case Op.WIDE_SET, Op.ANY_BYTE, Op.ANY_CHAR, Op.DOT -> {
                int p = one(c[at], c[at + 1], pos);
                if (p < 0) {
                    return FAIL_PC;
                }
                pos = p;
                return at + (c[at] == Op.WIDE_SET ? 2 : 1);
            }
            case Op.CLOSE -> {
                return calledGroup == c[at + 1] ? returnFromCall() : close(at);
            }
            case Op.CLOSE_ACCEPT -> {
                return close(at);
            }
            case Op.END, Op.ACCEPT -> {
                return finish();
            }
            case Op.POINT -> {
                return point(POINTS[c[at + 1]]) ? at + 2 : FAIL_PC;
            }
            case Op.KEEP_OUT -> {
                push(Frame.KEEP, 0, keep, 0, 0);
                keep = pos;
                return at + 1;
            }
            case Op.NEWLINE -> {
                return newlineSequence() ? at + 1 : FAIL_PC;
            }
            case Op.CLUSTER -> {
                return cluster() ? at + 1 : FAIL_PC;
            }
            case Op.REFERENCE -> {
                return reference(program.groupLists()[c[at + 1]], c[at + 2] != 0) ? at + 3 : FAIL_PC;
            }
            case Op.SAVE_POS -> {
                setRegister(c[at + 1], pos);
                return at + 2;
            }
            case Op.EMPTY_CHECK -> {
                return registers[c[at + 1]] == pos ? c[at + 2] : at + 3;
            }
            case Op.COUNT_INIT -> {
                setRegister(c[at + 1], 0);
                return at + 2;
            }
            case Op.COUNT_LOOP -> {
                return countLoop(at);
            }
            case Op.COUNT_ROUND -> {
                setRegister(c[at + 1], registers[c[at + 1]] + 1);
                return at + 2;
            }
            case Op.COUNT_EMPTY_CHECK -> {
                return registers[c[at + 1]] == pos && registers[c[at + 2]] >= c[at + 3] ? c[at + 4] : at + 5;
            }
            default -> {
                return control(at);
            }
        }
    }

    private int control(int at) {
        int[] c = code;
        switch (c[at]) {
            case Op.ATOMIC -> {
                openMark(Frame.ATOMIC, 0);
                return at + 1;
            }
            case Op.ATOMIC_END -> {
                int m = mark;
                mark = stack[m + 1];
                cut(m, c[at + 1] != 0);
                return at + 2;
            }
            case Op.ASSERT -> {
                openMark(Frame.ASSERT, at);
                return at + 3;
            }
            case Op.ASSERT_END -> {
                return assertionHolds(mark);
            }
            case Op.NOT_ASSERT -> {
                openMark(Frame.NOT_ASSERT, at);
                return at + 3;
            }
            case Op.NOT_ASSERT_END -> {
                return negativeFails(mark);
            }
            case Op.BACK -> {
                return stepBack(c[at + 1]) ? at + 2 : FAIL_PC;
            }
            case Op.CALL -> {
                return enterCall(at);
            }
            case Op.IF_SET -> {
                return anySet(program.groupLists()[c[at + 1]]) ? at + 3 : c[at + 2];
            }
            case Op.IF_CALLED -> {
                return inCall(program.groupLists()[c[at + 1]]) ? at + 3 : c[at + 2];
            }
            default -> {
                return verb(at);
            }
        }
    }

    private int verb(int at) {
        int[] c = code;
        calls++;
        switch (c[at]) {
            case Op.COMMIT -> push(Frame.COMMIT, 0, pos, 0, 0);
            case Op.PRUNE -> push(Frame.PRUNE, 0, pos, 0, 0);
            case Op.SKIP -> push(Frame.SKIP, 0, pos, 0, 0);
            case Op.SKIP_NAMED -> {
                if (++skipNamedCount > ignoredSkips) {
                    push(Frame.SKIP_NAMED, c[at + 1], pos, 0, 0);
                }
                return at + 2;
            }
            case Op.THEN -> {
                push(Frame.THEN, c[at + 1], pos, 0, 0);
                return at + 2;
            }
            case Op.MARK -> {
                push(Frame.NAME, c[at + 1], pos, 0, 0);
                return at + 2;
            }
            case Op.THEN_ALT -> {
                push(Frame.THEN_ALT, at, pos, 0, 0);
                return at + 3;
            }
            default -> {
                return FAIL_PC;
            }
        }
        return at + 1;
    }

    private void openMark(int kind, int at) {
        calls++;
        int outer = mark;
        mark = top;
        push(kind, at, outer, pos, 0);
    }

    private int assertionHolds(int m) {
        int at = stack[m] >> Frame.KIND_BITS;
        pos = stack[m + 2];
        mark = stack[m + 1];
        cut(m, false);
        return code[at + 2] + 1;
    }

    private int negativeFails(int m) {
        int at = stack[m] >> Frame.KIND_BITS;
        undoTo(m);
        pos = stack[m + 2];
        mark = stack[m + 1];
        return code[at + 2];
    }

    private int close(int at) {
        int n = code[at + 1];
        if (n >= setGroups) {
            push(Frame.TOP, 0, setGroups, 0, 0);
            Arrays.fill(captures, 2 * setGroups, 2 * n, -1);
            setGroups = n + 1;
        }
        captures[2 * n] = registers[n];
        captures[2 * n + 1] = pos;
        return at + 2;
    }

    private int enterCall(int at) {
        int group = code[at + 2];
        for (int f = call; f >= 0; f = stack[f + 2]) {
            if (stack[f + 3] == pos && code[(stack[f] >> Frame.KIND_BITS) - 1] == group) {
                throw MatchAbort.RECURSION;
            }
            if (stack[f + 3] < pos && !program.looksBack()) {
                break;
            }
        }
        calls++;
        saveCaptures();
        int frame = top;
        push(Frame.CALL, at + 3, mark, call, pos);
        mark = frame;
        call = frame;
        calledGroup = group;
        return code[at + 1];
    }

    private void saveCaptures() {
        int size = captures.length + captures.length / 2;
        if (savedSize + size > saved.length) {
            if (saved.length >= MAX_INTS) {
                throw MatchAbort.DEPTH;
            }
            saved = Arrays.copyOf(saved, Math.max(2 * saved.length, 16 * size));
        }
        System.arraycopy(captures, 0, saved, savedSize, captures.length);
        System.arraycopy(registers, 0, saved, savedSize + captures.length, captures.length / 2);
        savedSize += size;
    }

    /** The called group has matched: captures and registers are again those of before the call, and its choices are gone. */
    private int returnFromCall() {
        int frame = call;
        int to = stack[frame] >> Frame.KIND_BITS;
        int kept = keep;
        undoTo(frame);
        mark = stack[frame + 1];
        leaveCall(stack[frame + 2]);
        if (keep != kept) {
            push(Frame.KEEP, 0, keep, 0, 0);
            keep = kept;
        }
        return to;
    }

    /** The end of the pattern, or ACCEPT: ends the assertion or call around, or the match. */
    private int finish() {
        int m = mark;
        while (m >= 0 && (stack[m] & Frame.KIND_MASK) == Frame.ATOMIC) {
            m = stack[m + 1];
        }
        if (m >= 0) {
            return switch (stack[m] & Frame.KIND_MASK) {
                case Frame.ASSERT -> assertionHolds(m);
                case Frame.NOT_ASSERT -> negativeFails(m);
                default -> returnFromCall();
            };
        }
        boolean empty = pos == keep;
        if (empty && ((options & RegexOption.NOTEMPTY) != 0 || (options & RegexOption.NOTEMPTY_ATSTART) != 0 && keep == startOffset)) {
            return FAIL_PC;
        }
        captures[0] = keep;
        captures[1] = pos;
        Arrays.fill(captures, 2 * setGroups, captures.length, -1);
        return MATCHED_PC;
    }

    private int countLoop(int at) {
        int[] c = code;
        int register = c[at + 1];
        int n = registers[register];
        if (n >= c[at + 3]) {
            return c[at + 5];
        }
        if (n >= c[at + 2]) {
            calls++;
            boolean lazy = c[at + 4] != 0;
            push(Frame.ALT, lazy ? at + 6 : c[at + 5], pos, 0, 0);
            return lazy ? c[at + 5] : at + 6;
        }
        return at + 6;
    }

    private boolean isSet(int n) {
        return n < setGroups && captures[2 * n] >= 0;
    }

    private boolean anySet(int[] groups) {
        for (int n : groups) {
            if (isSet(n)) {
                return true;
            }
        }
        return false;
    }

    private boolean inCall(int[] groups) {
        if (call < 0) {
            return false;
        }
        for (int n : groups) {
            if (n < 0 || n == calledGroup) {
                return true;
            }
        }
        return false;
    }

    private boolean reference(int[] groups, boolean caseless) {
        for (int n : groups) {
            if (isSet(n)) {
                return caseless ? sameIgnoringCase(captures[2 * n], captures[2 * n + 1]) : same(captures[2 * n], captures[2 * n + 1]);
            }
        }
        return false;
    }
}
