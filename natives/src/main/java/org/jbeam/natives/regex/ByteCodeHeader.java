package org.jbeam.natives.regex;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The head of a pattern that PCRE 8.44 compiled on a 64-bit little-endian machine: 64 bytes of numbers, then the name table (a group number of two
 * bytes, big-endian, and a name that a zero byte ends), then the code, in which all numbers are big-endian. Source: PCRE's {@code pcre_internal.h}.
 *
 * @param options public option bits, as {@link RegexOption}s
 * @param flags private flags, {@code FIRST_SET}...
 * @param groupCount the highest group number
 * @param codeStart offset of the code in bytes; it reaches to the end
 */
record ByteCodeHeader(int options, int flags, long matchLimit, long recursionLimit, int firstChar, int requiredChar, int groupCount,
                      List<PatternSource.Name> names, int codeStart) {
    static final int FIRST_SET = 0x10;
    static final int FIRST_CASELESS = 0x20;
    static final int REQUIRED_SET = 0x40;
    static final int REQUIRED_CASELESS = 0x80;
    static final int START_LINE = 0x100;
    static final int HAS_CR_OR_LF = 0x800;

    private static final int MAGIC = 0x50435245;
    private static final int SIZE = 64;
    private static final int MODE_8_BIT = 1;
    private static final int MATCH_LIMIT_SET = 0x2000;
    private static final int RECURSION_LIMIT_SET = 0x4000;
    /** Links of two bytes reach no further. */
    private static final int MAX_CODE = 1 << 16;
    private static final int NO_START_OPTIMIZE = 0x04000000;
    private static final int NEWLINES = 7 << 20;
    private static final int[][] OPTIONS = {
        {0x0001, RegexOption.CASELESS}, {0x0002, RegexOption.MULTILINE}, {0x0004, RegexOption.DOTALL}, {0x0008, RegexOption.EXTENDED},
        {0x0010, RegexOption.ANCHORED}, {0x0020, RegexOption.DOLLAR_ENDONLY}, {0x0200, RegexOption.UNGREEDY}, {0x0800, RegexOption.UNICODE},
        {0x1000, RegexOption.NO_AUTO_CAPTURE}, {0x10000, RegexOption.NEVER_UTF}, {0x20000, RegexOption.NO_AUTO_POSSESS},
        {0x40000, RegexOption.FIRSTLINE}, {0x80000, RegexOption.DUPNAMES}, {0x00800000, RegexOption.BSR_ANYCRLF},
        {0x01000000, RegexOption.BSR_UNICODE}, {NO_START_OPTIMIZE, RegexOption.NO_START_OPTIMIZE}, {0x20000000, RegexOption.UCP}};

    /** Whether these bytes start as PCRE's compiled patterns do. */
    static boolean leads(byte[] bytes) {
        return bytes.length >= SIZE && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt() == MAGIC;
    }

    static RegexSyntaxException damaged(int offset) {
        return new RegexSyntaxException(Errors.BYTE_CODE, offset);
    }

    private static void require(boolean condition, int offset) {
        if (!condition) {
            throw damaged(offset);
        }
    }

    static ByteCodeHeader read(byte[] bytes) {
        require(leads(bytes), 0);
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        require(in.getInt(4) == bytes.length, 4);
        int pcre = in.getInt(8);
        int options = options(pcre);
        int newline = options & RegexOption.NEWLINE_MASK;
        boolean twoBsr = (options & RegexOption.BSR_MASK) == RegexOption.BSR_MASK;
        require(newline <= RegexOption.NEWLINE_ANYCRLF && !twoBsr, 8);
        int flags = in.getInt(12);
        require((flags & 7) == MODE_8_BIT, 12);
        long matchLimit = (flags & MATCH_LIMIT_SET) != 0 ? in.getInt(16) & 0xFFFFFFFFL : StartOptions.NO_LIMIT;
        long recursionLimit = (flags & RECURSION_LIMIT_SET) != 0 ? in.getInt(20) & 0xFFFFFFFFL : StartOptions.NO_LIMIT;
        int namesAt = in.getShort(34) & 0xFFFF;
        int entrySize = in.getShort(36) & 0xFFFF;
        int nameCount = in.getShort(38) & 0xFFFF;
        int codeStart = namesAt + entrySize * nameCount;
        require(namesAt >= SIZE && codeStart < bytes.length && bytes.length - codeStart <= MAX_CODE, 34);
        int groupCount = in.getShort(30) & 0xFFFF;
        List<PatternSource.Name> names = names(bytes, namesAt, entrySize, nameCount, groupCount);
        return new ByteCodeHeader(options, flags, matchLimit, recursionLimit, in.getShort(24) & 0xFF, in.getShort(26) & 0xFF, groupCount, names,
            codeStart);
    }

    private static int options(int pcre) {
        int options = pcre & NEWLINES;
        for (int[] pair : OPTIONS) {
            options |= (pcre & pair[0]) != 0 ? pair[1] : 0;
        }
        return options;
    }

    private static List<PatternSource.Name> names(byte[] bytes, int at, int entrySize, int count, int groupCount) {
        List<PatternSource.Name> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int entry = at + i * entrySize;
            require(entrySize >= 3, entry);
            int number = (bytes[entry] & 0xFF) << 8 | bytes[entry + 1] & 0xFF;
            int end = entry + 2;
            while (end < entry + entrySize && bytes[end] != 0) {
                end++;
            }
            require(end < entry + entrySize && number > 0 && number <= groupCount, entry);
            names.add(new PatternSource.Name(new String(bytes, entry + 2, end - entry - 2, StandardCharsets.ISO_8859_1), number));
        }
        return names;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
