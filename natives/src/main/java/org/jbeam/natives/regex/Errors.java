package org.jbeam.natives.regex;

/** The texts of PCRE 8.44's compile errors, which Erlang programs see. */
final class Errors {
    static final String END_BACKSLASH = "\\ at end of pattern";
    static final String END_CONTROL = "\\c at end of pattern";
    static final String BAD_ESCAPE = "unrecognized character follows \\";
    static final String REPEAT_ORDER = "numbers out of order in {} quantifier";
    static final String REPEAT_BIG = "number too big in {} quantifier";
    static final String CLASS_END = "missing terminating ] for character class";
    static final String CLASS_ESCAPE = "invalid escape sequence in character class";
    static final String CLASS_ORDER = "range out of order in character class";
    static final String NO_REPEAT = "nothing to repeat";
    static final String BAD_QUERY = "unrecognized character after (? or (?-";
    static final String POSIX_OUTSIDE = "POSIX named classes are supported only within a class";
    static final String NO_PAREN = "missing )";
    static final String NO_GROUP = "reference to non-existent subpattern";
    static final String COMMENT_END = "missing ) after comment";
    static final String TOO_LARGE = "regular expression is too large";
    static final String UNMATCHED = "unmatched parentheses";
    static final String BAD_LESS = "unrecognized character after (?<";
    static final String LOOKBEHIND = "lookbehind assertion is not fixed length";
    static final String BAD_CONDITION = "malformed number or name after (?(";
    static final String CONDITION_BRANCHES = "conditional group contains more than two branches";
    static final String CONDITION_ASSERTION = "assertion expected after (?( or (?(?C)";
    static final String RECURSION_END = "(?R or (?[+-]digits must be followed by )";
    static final String POSIX_NAME = "unknown POSIX class name";
    static final String POSIX_COLLATING = "POSIX collating elements are not supported";
    static final String CODE_BIG = "character value in \\x{} or \\o{} is too large";
    static final String CONDITION_ZERO = "invalid condition (?(0)";
    static final String BYTE_IN_LOOKBEHIND = "\\C not allowed in lookbehind assertion";
    static final String UNSUPPORTED_ESCAPE = "PCRE does not support \\L, \\l, \\N{name}, \\U, or \\u";
    static final String CALLOUT_BIG = "number after (?C is > 255";
    static final String CALLOUT_END = "closing ) for (?C expected";
    static final String LOOP = "recursive call could loop indefinitely";
    static final String BAD_P = "unrecognized character after (?P";
    static final String NAME_END = "syntax error in subpattern name (missing terminator)";
    static final String NAME_TWICE = "two named subpatterns have the same name";
    static final String BAD_UTF = "invalid UTF-8 string";
    static final String BAD_PROPERTY = "malformed \\P or \\p sequence";
    static final String NO_PROPERTY = "unknown property name after \\P or \\p";
    static final String NAME_LONG = "subpattern name is too long (maximum 32 characters)";
    static final String NAMES_MANY = "too many named subpatterns (maximum 10000)";
    static final String OCTAL_BIG = "octal value is greater than \\377 in 8-bit non-UTF-8 mode";
    static final String DEFINE_BRANCHES = "DEFINE group contains more than one branch";
    static final String NEWLINE_OPTIONS = "inconsistent NEWLINE options";
    static final String BAD_G = "\\g is not followed by a braced, angle-bracketed, or quoted name/number or by a plain number";
    static final String ZERO_REFERENCE = "a numbered reference must not be zero";
    static final String VERB_ARGUMENT = "an argument is not allowed for (*ACCEPT), (*FAIL), or (*COMMIT)";
    static final String BAD_VERB = "(*VERB) not recognized or malformed";
    static final String NUMBER_BIG = "number is too big";
    static final String NO_NAME = "subpattern name expected";
    static final String PLUS_DIGIT = "digit expected after (?+";
    static final String NAMES_DIFFER = "different names for subpatterns of the same number are not allowed";
    static final String MARK_ARGUMENT = "(*MARK) must have an argument";
    static final String CONTROL_ASCII = "\\c must be followed by an ASCII character";
    static final String BAD_K = "\\k is not followed by a braced, angle-bracketed, or quoted name";
    static final String N_IN_CLASS = "\\N is not supported in a class";
    static final String SURROGATE = "disallowed Unicode code point (>= 0xd800 && <= 0xdfff)";
    static final String MARK_LONG = "name is too long in (*MARK), (*PRUNE), (*SKIP), or (*THEN)";
    static final String UTF_DISABLED = "setting UTF is disabled by the application";
    static final String NOT_HEX = "non-hex character in \\x{} (closing brace missing?)";
    static final String NOT_OCTAL = "non-octal character in \\o{} (closing brace missing?)";
    static final String OCTAL_BRACE = "missing opening brace after \\o";
    static final String PARENS_DEEP = "parentheses are too deeply nested";
    static final String CLASS_RANGE = "invalid range in character class";
    static final String NAME_DIGIT = "group name must start with a non-digit";
    static final String TOO_COMPLICATED = "regular expression is too complicated";
    static final String BYTE_CODE = "damaged compiled pattern";
    static final String DIGITS_MISSING = "digits missing in \\x{} or \\o{}";

    private Errors() {
    }
}
