package org.jbeam.natives.regex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the bytes, there is an answer: a match, no match, a limit, or a syntax error. */
class RegexFuzzTest {
    private static final int LIMIT = 20_000;
    private static final String[] PIECES = {"a", "b", "é", "\u00ff", "(", ")", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?|", "(?<n>", "(?(1)",
        "(?(R)", "(?(?=", "|", "*", "+", "?", "{2}", "{1,3}", "{0}", "[", "]", "[^", "a-z", "\\", "\\d", "\\W", "\\b", "\\K", "\\R", "\\X", "\\C",
        "\\1", "\\k<n>", "\\p{L}", "\\Q", "\\E", "\\x{e9}", ".", "^", "$", "(?R)", "(?1)", "(?-1)", "(?&n)", "(*COMMIT)", "(*THEN)", "(*SKIP)",
        "(*ACCEPT)", "(*MARK:n)", "(*SKIP:n)", "(*PRUNE)", "(?i)", "(?x)", "(?#", "[[:alpha:]]", "#", "\n", " ", "(*UTF8)", "(*CRLF)", "\0"};
    private static final int[] OPTIONS = {0, RegexOption.UNICODE, RegexOption.CASELESS, RegexOption.UNICODE | RegexOption.CASELESS | RegexOption.UCP,
        RegexOption.EXTENDED | RegexOption.DUPNAMES, RegexOption.MULTILINE | RegexOption.NEWLINE_ANY, RegexOption.UNGREEDY | RegexOption.FIRSTLINE};

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(PIECES).list().ofMaxSize(25).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<Integer> options() {
        return Arbitraries.integers().between(0, OPTIONS.length - 1).map(i -> OPTIONS[i]);
    }

    private static int answer(byte[] pattern, int options, byte[] subject, int steps) {
        Regex regex;
        try {
            regex = Regex.compile(pattern, options);
        } catch (RegexSyntaxException e) {
            assertTrue(e.offset() >= 0 && e.offset() <= pattern.length + 2, e.getMessage() + " at " + e.offset());
            return 0;
        }
        RegexMatcher m = regex.matcher().limits(LIMIT, LIMIT);
        m.start(subject, 0, subject.length, 0, 0);
        int r;
        do {
            r = m.run(steps);
        } while (r == RegexMatcher.SUSPENDED);
        int[] g = m.groups();
        for (int i = 2; r > 0 && i < g.length; i++) {
            assertTrue(g[i] >= -1 && g[i] <= subject.length, Arrays.toString(g));
        }
        return r;
    }

    @Property(tries = 500)
    void randomSyntaxNeverFails(@ForAll("patterns") String pattern, @ForAll("options") int options, @ForAll("patterns") String subject) {
        boolean utf = (options & RegexOption.UNICODE) != 0;
        var charset = utf ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        byte[] text = subject.getBytes(charset);
        int whole = answer(pattern.getBytes(charset), options, text, Integer.MAX_VALUE);
        assertEquals(whole, answer(pattern.getBytes(charset), options, text, 3));
    }

    @Property(tries = 500)
    void randomBytesNeverFail(@ForAll byte[] pattern, @ForAll("options") int options, @ForAll byte[] subject) {
        answer(pattern, options, subject, Integer.MAX_VALUE);
    }

    @Property(tries = 300)
    void uncheckedTextNeverFails(@ForAll("patterns") String pattern, @ForAll byte[] subject) {
        Regex regex;
        try {
            regex = Regex.compile(pattern.getBytes(StandardCharsets.UTF_8), RegexOption.UNICODE);
        } catch (RegexSyntaxException e) {
            return;
        }
        int r = regex.matcher().limits(LIMIT, LIMIT).match(subject, 0, subject.length, 0, RegexOption.NO_UTF_CHECK);
        assertTrue(r > 0 || r == RegexMatcher.NOMATCH || r <= RegexMatcher.MATCH_LIMIT, "result " + r);
    }
}
