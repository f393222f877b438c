package org.jbeam.natives.regex;

/** The instructions that look at the text around the current position, and move it if they match. */
abstract class TextTests extends SubjectReader {
    /** The current position. */
    int pos;
    int startOffset;
    /** The match bits of {@link RegexOption}. */
    int options;
    boolean dollarEndOnly;
    boolean bsrAnyCrLf;

    TextTests(Program program, int options) {
        super(program, options);
    }

    final boolean point(Node.Point p) {
        return switch (p) {
            case SUBJECT_START -> pos == begin && (options & RegexOption.NOTBOL) == 0;
            case LINE_START -> pos == begin ? (options & RegexOption.NOTBOL) == 0 : pos != end && afterNewline(pos);
            case SUBJECT_END -> (options & RegexOption.NOTEOL) == 0 && (pos == end || !dollarEndOnly && pos + newlineAt(pos) == end);
            case LINE_END -> pos < end ? newlineAt(pos) > 0 : (options & RegexOption.NOTEOL) == 0;
            case START_ANCHOR -> pos == begin;
            case START_OFFSET -> pos == startOffset;
            case VERY_END -> pos == end;
            case BEFORE_FINAL_NEWLINE -> pos == end || pos + newlineAt(pos) == end;
            case WORD_BOUNDARY -> wordBoundary(pos);
            case NOT_WORD_BOUNDARY -> !wordBoundary(pos);
            case KEEP_OUT -> true;
        };
    }

    final boolean newlineSequence() {
        if (pos >= end) {
            return false;
        }
        int c = utf ? Utf8.decode(s, pos, end) : s[pos] & 0xFF;
        if (c == '\r') {
            pos += pos + 1 < end && s[pos + 1] == '\n' ? 2 : 1;
            return true;
        }
        if (c != '\n' && (bsrAnyCrLf || !UnicodeProperties.VERTICAL_SPACE.contains(c))) {
            return false;
        }
        pos = utf ? Utf8.next(s, pos, end) : pos + 1;
        return true;
    }

    private int charAt(int p) {
        return utf ? Utf8.decode(s, p, end) : s[p] & 0xFF;
    }

    private int after(int p) {
        return utf ? Utf8.next(s, p, end) : p + 1;
    }

    final boolean cluster() {
        if (pos >= end) {
            return false;
        }
        int c = charAt(pos);
        pos = after(pos);
        while (pos < end) {
            int next = charAt(pos);
            if (!Graphemes.joined(c, next)) {
                break;
            }
            c = next;
            pos = after(pos);
        }
        return true;
    }

    final boolean stepBack(int n) {
        if (!utf) {
            pos -= n;
            return pos >= begin;
        }
        for (int i = 0; i < n; i++) {
            if (pos <= begin) {
                return false;
            }
            pos = Utf8.previous(s, pos, begin);
        }
        return true;
    }

    final boolean same(int from, int to) {
        byte[] subject = s;
        int p = pos;
        if (p + (to - from) > end) {
            return false;
        }
        for (int q = from; q < to; q++, p++) {
            if (subject[q] != subject[p]) {
                return false;
            }
        }
        pos = p;
        return true;
    }

    final boolean sameIgnoringCase(int from, int to) {
        int p = pos;
        int q = from;
        while (q < to) {
            if (p >= end) {
                return false;
            }
            int a = charAt(q);
            int b = charAt(p);
            if (utf ? !CaseFolding.same(a, b) : Latin1.lowerCase(a) != Latin1.lowerCase(b)) {
                return false;
            }
            q = after(q);
            p = after(p);
        }
        pos = p;
        return true;
    }
}
