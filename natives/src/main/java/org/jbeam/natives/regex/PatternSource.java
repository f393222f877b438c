package org.jbeam.natives.regex;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The pattern being read, and what has been learnt of it: the reading position, group numbers, names. Bytes past the end read as 0. */
final class PatternSource {
    /** A named group's name and number. */
    record Name(String name, int number) {
    }

    final byte[] pattern;
    final boolean utf;
    /** Bytes before the first zero byte: C strings end there. */
    final int length;
    /** The reading position in bytes. */
    int ptr;
    /** Options that hold for the whole pattern, after its leading {@code (*...)} items. */
    final int globalOptions;
    /** Capturing groups opened so far. */
    int groupCount;
    /** Definitions in pattern order. */
    final List<Name> names = new ArrayList<>();
    /** Capturing groups that are open, outermost first. */
    final List<Node.Group> open = new ArrayList<>();
    boolean hasThen;
    boolean hasVerb;
    boolean hasPruneOrSkip;
    boolean hasAccept;
    /** An explicit CR or LF stands in the pattern. */
    boolean hasCrOrLf;
    int highestReference;
    int parenDepth;
    int assertionDepth;
    int conditionDepth;

    PatternSource(byte[] pattern, int length, int ptr, int globalOptions) {
        this.pattern = pattern;
        this.length = length;
        this.ptr = ptr;
        this.globalOptions = globalOptions;
        this.utf = (globalOptions & RegexOption.UNICODE) != 0;
    }

    int at(int offset) {
        return offset < length ? pattern[offset] & 0xFF : 0;
    }

    int peek() {
        return at(ptr);
    }

    int peek(int ahead) {
        return at(ptr + ahead);
    }

    boolean looking(int ahead, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (peek(ahead + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String text(int from, int to) {
        return new String(pattern, from, to - from, StandardCharsets.ISO_8859_1);
    }

    RegexSyntaxException error(String message) {
        return new RegexSyntaxException(message, ptr);
    }

    static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean word(int c) {
        return c < 256 && Latin1.WORD[c];
    }

    /** Whether {@code {n}}, {@code {n,}} or {@code {n,m}} follows, {@code offset} being after the brace. */
    boolean countedRepeat(int offset) {
        int p = offset;
        if (!digit(at(p))) {
            return false;
        }
        while (digit(at(p))) {
            p++;
        }
        if (at(p) == '}') {
            return true;
        }
        if (at(p++) != ',') {
            return false;
        }
        while (digit(at(p))) {
            p++;
        }
        return at(p) == '}';
    }

    /** Skips a name's characters and returns the name, which starts at the reading position. */
    String readName() {
        if (digit(peek())) {
            throw error(Errors.NAME_DIGIT);
        }
        int start = ptr;
        while (word(peek())) {
            ptr++;
        }
        return text(start, ptr);
    }

    /** The length of the newline at {@code offset}, or 0. */
    int newlineAt(int offset) {
        int c = at(offset);
        int options = globalOptions & RegexOption.NEWLINE_MASK;
        return switch (options) {
            case RegexOption.NEWLINE_CR -> c == '\r' ? 1 : 0;
            case RegexOption.NEWLINE_CRLF -> c == '\r' && at(offset + 1) == '\n' ? 2 : 0;
            case RegexOption.NEWLINE_ANYCRLF -> c == '\n' ? 1 : carriageReturn(offset);
            case RegexOption.NEWLINE_ANY -> c == '\n' || c == 0x0B || c == 0x0C ? 1 : c == '\r' ? carriageReturn(offset) : unicodeNewline(offset);
            default -> c == '\n' ? 1 : 0;
        };
    }

    private int carriageReturn(int offset) {
        return at(offset) != '\r' ? 0 : at(offset + 1) == '\n' ? 2 : 1;
    }

    private int unicodeNewline(int offset) {
        if (!utf) {
            return at(offset) == 0x85 ? 1 : 0;
        }
        if (at(offset) < 0xC0) {
            return 0;
        }
        int c = Utf8.decode(pattern, Math.min(offset, pattern.length - 1), length);
        return c == 0x85 ? 2 : c == 0x2028 || c == 0x2029 ? 3 : 0;
    }
}
