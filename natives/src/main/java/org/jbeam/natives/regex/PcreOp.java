package org.jbeam.natives.regex;

/** The operation codes of PCRE 8.44. Those of repeats come in groups of 13 in the same order. Source: PCRE's {@code pcre_internal.h}. */
final class PcreOp {
    static final int END = 0;
    static final int SUBJECT_START = 1;
    static final int START_OFFSET = 2;
    static final int KEEP_OUT = 3;
    static final int NOT_WORD_BOUNDARY = 4;
    static final int WORD_BOUNDARY = 5;
    static final int NOT_DIGIT = 6;
    static final int ANY = 12;
    static final int ALL_ANY = 13;
    static final int ANY_BYTE = 14;
    static final int NOT_PROPERTY = 15;
    static final int PROPERTY = 16;
    static final int NEWLINE = 17;
    static final int CLUSTER = 22;
    static final int FINAL_NEWLINE = 23;
    static final int VERY_END = 24;
    static final int DOLLAR = 25;
    static final int DOLLAR_MULTILINE = 26;
    static final int CIRCUMFLEX = 27;
    static final int CIRCUMFLEX_MULTILINE = 28;
    static final int CHAR = 29;
    static final int NOT_CASELESS = 32;
    /** Repeats of CHAR, of it caseless, of NOT, of it caseless: 13 each. */
    static final int STAR = 33;
    static final int TYPE_STAR = 85;
    static final int CLASS_STAR = 98;
    static final int CLASS_POSSESSIVE_RANGE = 109;
    static final int CLASS = 110;
    static final int NEGATED_CLASS = 111;
    static final int EXTENDED_CLASS = 112;
    static final int REFERENCE = 113;
    static final int REFERENCE_CASELESS = 114;
    static final int NAMED_REFERENCE = 115;
    static final int NAMED_REFERENCE_CASELESS = 116;
    static final int RECURSE = 117;
    static final int CALLOUT = 118;
    static final int ALT = 119;
    static final int KET = 120;
    static final int KET_POSSESSIVE = 123;
    static final int REVERSE = 124;
    static final int ASSERT = 125;
    static final int ASSERT_BEHIND_NOT = 128;
    static final int ONCE = 129;
    static final int ONCE_NO_CAPTURES = 130;
    static final int BRACKET = 131;
    static final int BRACKET_POSSESSIVE = 132;
    static final int CAPTURE = 133;
    static final int CAPTURE_POSSESSIVE = 134;
    static final int CONDITION = 135;
    /** From here the five before again, for groups that may match the empty string. */
    static final int EMPTY_BRACKET = 136;
    static final int EMPTY_CONDITION = 140;
    static final int IF_GROUP = 141;
    static final int IF_NAMED_GROUP = 142;
    static final int IF_RECURSION = 143;
    static final int IF_NAMED_RECURSION = 144;
    static final int DEFINE = 145;
    static final int ZERO = 146;
    static final int ZERO_POSSESSIVE = 148;
    static final int MARK = 149;
    static final int PRUNE = 150;
    static final int PRUNE_NAMED = 151;
    static final int SKIP = 152;
    static final int SKIP_NAMED = 153;
    static final int THEN = 154;
    static final int THEN_NAMED = 155;
    static final int COMMIT = 156;
    static final int FAIL = 157;
    static final int ACCEPT = 158;
    static final int ASSERT_ACCEPT = 159;
    static final int CLOSE = 160;
    static final int SKIP_ZERO = 161;

    private PcreOp() {
    }
}
