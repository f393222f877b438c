package org.jbeam.natives.regex;

import java.util.Arrays;

/**
 * Matches one pattern, again and again. A match is {@link #start started} and then {@link #run run}, in one go or in slices of bounded work;
 * {@link #match} does both. Not safe to share between threads.
 *
 * <p>Memory is bounded by the recursion limit: at most 16 bytes for each unit of it. The Java stack does not grow with pattern or subject.
 */
public final class RegexMatcher {
    /** There is no match. */
    public static final int NOMATCH = -1;
    /** {@code match_limit} was exceeded. */
    public static final int MATCH_LIMIT = -8;
    /** The subject is not valid UTF-8. */
    public static final int BAD_UTF = -10;
    /** The start offset is inside a UTF-8 character. */
    public static final int BAD_UTF_OFFSET = -11;
    /** {@code match_limit_recursion} was exceeded. */
    public static final int RECURSION_LIMIT = -21;
    /** The start offset is outside the subject. */
    public static final int BAD_OFFSET = -24;
    /** The NEWLINE or BSR bits contradict each other. */
    public static final int BAD_NEWLINE = -23;
    /** A group calls itself without moving on. */
    public static final int RECURSION_LOOP = -26;
    /** The work allowed to {@link #run} is used up; call it again to go on. */
    public static final int SUSPENDED = -100;

    /** The limit of steps and of depth unless set otherwise. */
    public static final int DEFAULT_LIMIT = 10_000_000;

    private static final int REQUIRED_SEARCH = 1000;
    private static final int WORD = 4;
    private static final int BYTES_CHECKED_A_STEP = 2;

    private final Regex regex;
    private final StartInfo info;
    private final Backtracker engine;
    private final boolean utf;
    private long matchLimit = DEFAULT_LIMIT;
    private long recursionLimit = DEFAULT_LIMIT;
    private int options;
    private boolean anchored;
    private boolean optimize;
    /** The current start position. */
    private int at;
    private boolean attempting;
    /** The subject is known to be valid UTF-8 up to here. */
    private int checked;
    private int requiredFound;
    private int result = NOMATCH;
    private long spent;

    RegexMatcher(Regex regex) {
        this.regex = regex;
        this.info = regex.start;
        this.utf = regex.unicode();
        this.engine = new Backtracker(regex.program(), regex.options());
    }

    /** The pattern. */
    public Regex regex() {
        return regex;
    }

    /** Sets the limits of steps at one start position and of backtracking depth (0..2^31-1); a lower one in the pattern prevails. */
    public RegexMatcher limits(int matchLimit, int recursionLimit) {
        this.matchLimit = matchLimit;
        this.recursionLimit = recursionLimit;
        return this;
    }

    /**
     * Starts a match of {@code subject[from..to)}, which must not change until the match has ended.
     *
     * @param offset bytes after {@code from} where to start searching; text before it is seen by lookbehind
     * @param options match bits of {@link RegexOption}
     */
    public void start(byte[] subject, int from, int to, int offset, int options) {
        this.options = options;
        engine.s = subject;
        engine.begin = from;
        engine.end = to;
        at = from + offset;
        attempting = false;
        result = check(offset);
        int all = regex.options();
        int newline = options & RegexOption.NEWLINE_MASK;
        newline = newline != 0 ? newline : all & RegexOption.NEWLINE_MASK;
        engine.newline(newline != 0 ? newline : RegexOption.NEWLINE_LF);
        int bsr = options & RegexOption.BSR_MASK;
        engine.bsrAnyCrLf = ((bsr != 0 ? bsr : all) & RegexOption.BSR_ANYCRLF) != 0;
        engine.dollarEndOnly = (all & RegexOption.DOLLAR_ENDONLY) != 0;
        engine.options = options;
        engine.startOffset = at;
        engine.matchLimit = (int) Math.min(Math.min(matchLimit, regex.matchLimit), Integer.MAX_VALUE);
        engine.depthLimit = (int) Math.min(Math.min(recursionLimit, regex.recursionLimit), Integer.MAX_VALUE);
        engine.reset();
        anchored = ((all | options) & RegexOption.ANCHORED) != 0;
        optimize = ((all | options) & RegexOption.NO_START_OPTIMIZE) == 0;
        requiredFound = at - 1;
    }

    private int check(int offset) {
        if (offset < 0 || offset > engine.end - engine.begin) {
            return BAD_OFFSET;
        }
        checked = utf && (options & RegexOption.NO_UTF_CHECK) == 0 ? engine.begin : engine.end;
        return checked == engine.end ? checkNewline() : SUSPENDED;
    }

    private int checkNewline() {
        boolean contradiction = (options & RegexOption.NEWLINE_MASK) > RegexOption.NEWLINE_ANYCRLF
            || (options & RegexOption.BSR_MASK) == RegexOption.BSR_MASK;
        return contradiction ? BAD_NEWLINE : SUSPENDED;
    }

    /** Goes on with the check that the subject is UTF-8, as far as the fuel lasts. */
    private int checkSubject() {
        int stop = (int) Math.min(engine.end, checked + (long) engine.fuel * BYTES_CHECKED_A_STEP);
        int valid = Utf8.validUntil(engine.s, checked, stop, engine.end);
        engine.fuel -= (stop - checked) / BYTES_CHECKED_A_STEP;
        if (valid < 0) {
            return BAD_UTF;
        }
        checked = valid;
        if (checked < engine.end) {
            return SUSPENDED;
        }
        return at < engine.end && (engine.s[at] & 0xC0) == 0x80 ? BAD_UTF_OFFSET : checkNewline();
    }

    /** Starts and runs to the end; the result is that of {@link #run}, never SUSPENDED. */
    public int match(byte[] subject, int from, int to, int offset, int options) {
        start(subject, from, to, offset, options);
        int r;
        do {
            r = run(Integer.MAX_VALUE);
        } while (r == SUSPENDED);
        return r;
    }

    /**
     * Goes on with the match that was started.
     *
     * @param steps about how many steps to make at most, one being some ten nanoseconds
     * @return the number of the highest group that matched, plus one; or one of the negative constants
     */
    public int run(int steps) {
        if (result != SUSPENDED) {
            return result;
        }
        engine.fuel = steps;
        try {
            result = checked < engine.end ? checkSubject() : search();
        } catch (MatchAbort abort) {
            result = abort.result;
        }
        spent += steps - (long) engine.fuel;
        if (result != SUSPENDED) {
            engine.s = new byte[0];
        }
        return result;
    }

    /** Steps made so far by all runs of this matcher. */
    public long spentSteps() {
        return spent;
    }

    /**
     * After a match: start and end of groups 0, 1... as byte offsets from {@code from}, -1 where unset; {@code groupCount() + 1} pairs.
     * With {@code \K} in a lookahead the start of group 0 may be after its end.
     */
    public int[] groups() {
        int[] groups = engine.captures.clone();
        for (int i = 0; i < groups.length; i++) {
            groups[i] -= groups[i] < 0 ? 0 : engine.begin;
        }
        return groups;
    }

    /** The start of group {@code n} in bytes from {@code from}, or -1. */
    public int groupStart(int n) {
        return engine.captures[2 * n] < 0 ? -1 : engine.captures[2 * n] - engine.begin;
    }

    /** The end of group {@code n} in bytes from {@code from}, or -1. */
    public int groupEnd(int n) {
        return engine.captures[2 * n + 1] < 0 ? -1 : engine.captures[2 * n + 1] - engine.begin;
    }

    private int search() {
        while (true) {
            if (!attempting) {
                if (optimize && !findStart()) {
                    return NOMATCH;
                }
                engine.begin(at);
                attempting = true;
            }
            int r = engine.run();
            if (r == Backtracker.SUSPENDED) {
                return SUSPENDED;
            }
            if (r == Backtracker.MATCHED) {
                return engine.setGroups;
            }
            attempting = false;
            if (!advance()) {
                return NOMATCH;
            }
        }
    }

    /** Moves to where a match may start; false if there is no such place. */
    private boolean findStart() {
        int end = engine.end;
        int limit = (regex.options() & RegexOption.FIRSTLINE) != 0 ? firstLineEnd() : end;
        int before = at;
        byte[] s = engine.s;
        if (anchored) {
            return requiredAhead();
        }
        if (info.first >= 0) {
            byte a = (byte) info.first;
            byte b = (byte) info.firstOther;
            while (at < limit && s[at] != a && s[at] != b) {
                at++;
            }
        } else if (info.lineStart) {
            findLineStart(limit);
        } else if (regex.firstBytes != null) {
            boolean[] table = regex.firstBytes;
            int p = at;
            while (p < limit && !table[s[p] & 0xFF]) {
                p++;
            }
            at = p;
        }
        engine.fuel -= at - before >> WORD;
        return requiredAhead();
    }

    private int firstLineEnd() {
        int p = at;
        while (p < engine.end && engine.newlineAt(p) == 0) {
            p = utf ? Utf8.next(engine.s, p, engine.end) : p + 1;
        }
        return p;
    }

    private void findLineStart(int limit) {
        if (at <= engine.startOffset) {
            return;
        }
        while (at < limit && !engine.afterNewline(at)) {
            at = utf ? Utf8.next(engine.s, at, engine.end) : at + 1;
        }
        boolean loose = engine.newline == RegexOption.NEWLINE_ANY || engine.newline == RegexOption.NEWLINE_ANYCRLF;
        if (loose && at < limit && engine.s[at] == '\n' && engine.s[at - 1] == '\r') {
            at++;
        }
    }

    /** Whether the byte that every match contains follows. */
    private boolean requiredAhead() {
        int end = engine.end;
        if (info.required < 0 || end - at >= REQUIRED_SEARCH) {
            return true;
        }
        int p = at + (info.first >= 0 ? 1 : 0);
        if (p <= requiredFound) {
            return true;
        }
        byte a = (byte) info.required;
        byte b = (byte) info.requiredOther;
        byte[] s = engine.s;
        while (p < end && s[p] != a && s[p] != b) {
            p++;
        }
        requiredFound = p;
        return p < end;
    }

    /** Goes to the next start position after a failure; false if there is none. */
    private boolean advance() {
        int tried = at;
        int end = engine.end;
        switch (engine.verdict) {
            case COMMIT -> {
                return false;
            }
            case SKIP_NAMED -> engine.ignoredSkips = engine.skipNamedCount();
            case NONE, PRUNE, SKIP, THEN -> {
                engine.ignoredSkips = 0;
                boolean skip = engine.verdict == Verdict.SKIP && engine.skipTo > tried;
                at = skip ? engine.skipTo : tried >= end ? tried + 1 : utf ? Utf8.next(engine.s, tried, end) : tried + 1;
            }
        }
        boolean firstLine = (regex.options() & RegexOption.FIRSTLINE) != 0;
        if (firstLine && engine.newlineAt(tried) > 0 || anchored || at > end) {
            return false;
        }
        boolean pairs = engine.newline >= RegexOption.NEWLINE_CRLF;
        if (pairs && !regex.hasCrOrLf && at > engine.startOffset && at < end && engine.s[at - 1] == '\r' && engine.s[at] == '\n') {
            at++;
        }
        return true;
    }

    @Override
    public String toString() {
        return "RegexMatcher" + Arrays.toString(engine.captures);
    }
}
