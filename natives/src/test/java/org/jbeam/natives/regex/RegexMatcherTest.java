package org.jbeam.natives.regex;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegexMatcherTest {
    private static byte[] latin1(String s) {
        return s.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Regex compile(String pattern) {
        return Regex.compile(latin1(pattern), 0);
    }

    private static int match(String pattern, byte[] subject) {
        return compile(pattern).matcher().match(subject, 0, subject.length, 0, 0);
    }

    private static byte[] repeated(char c, int n) {
        byte[] text = new byte[n];
        Arrays.fill(text, (byte) c);
        return text;
    }

    @Test
    void groupsAreOffsetsFromTheStartOfThePart() {
        byte[] text = latin1("..ab..");
        RegexMatcher m = compile("(x)?(b)(y)?").matcher();
        assertEquals(3, m.match(text, 2, 4, 0, 0));
        assertArrayEquals(new int[] {1, 2, -1, -1, 1, 2, -1, -1}, m.groups());
        assertEquals(1, m.groupStart(2));
        assertEquals(2, m.groupEnd(2));
        assertEquals(-1, m.groupStart(3));
        assertEquals(RegexMatcher.NOMATCH, m.match(text, 4, 6, 0, 0));
    }

    @Test
    void namesAreSortedAndKnowTheirNumbers() {
        Regex r = Regex.compile(latin1("(?<b>x)(?<a>y)|(?<b>z)"), RegexOption.DUPNAMES);
        assertEquals(3, r.groupCount());
        assertEquals(List.of("a", "b"), r.names().stream().map(n -> new String(n, StandardCharsets.ISO_8859_1)).toList());
        assertArrayEquals(new int[] {1, 3}, r.groupNumbers(latin1("b")));
        assertEquals(0, r.groupNumbers(latin1("c")).length);
    }

    @Test
    void aPatternCanTurnUtf8On() {
        assertTrue(compile("(*UTF8)a").unicode());
        assertFalse(compile("a").unicode());
    }

    @Test
    void badSubjectsAndOffsetsAreReported() {
        RegexMatcher m = Regex.compile(latin1("a"), RegexOption.UNICODE).matcher();
        byte[] valid = "é".getBytes(StandardCharsets.UTF_8);
        assertEquals(RegexMatcher.BAD_UTF, m.match(new byte[] {(byte) 0xC3}, 0, 1, 0, 0));
        assertEquals(RegexMatcher.BAD_UTF_OFFSET, m.match(valid, 0, 2, 1, 0));
        assertEquals(RegexMatcher.BAD_OFFSET, m.match(valid, 0, 2, 3, 0));
        assertEquals(RegexMatcher.BAD_OFFSET, m.match(valid, 0, 2, -1, 0));
        assertEquals(RegexMatcher.NOMATCH, m.match(new byte[] {(byte) 0xC3}, 0, 1, 0, RegexOption.NO_UTF_CHECK));
    }

    @Test
    void syntaxErrorsHaveTextAndOffset() {
        RegexSyntaxException e = assertThrows(RegexSyntaxException.class, () -> compile("a(b"));
        assertEquals("missing )", e.getMessage());
        assertEquals(3, e.offset());
    }

    @Test
    void aMatcherCanBeUsedAgain() {
        RegexMatcher m = compile("(a)|(b)").matcher();
        assertEquals(3, m.match(latin1("b"), 0, 1, 0, 0));
        assertEquals(2, m.match(latin1("a"), 0, 1, 0, 0));
        assertArrayEquals(new int[] {0, 1, 0, 1, -1, -1}, m.groups());
    }

    @Test
    void workIsDoneInSlices() {
        byte[] text = repeated('a', 25);
        RegexMatcher m = compile("(*NO_START_OPT)(?:a+)+b").matcher().limits(1_000_000, RegexMatcher.DEFAULT_LIMIT);
        m.start(text, 0, text.length, 0, 0);
        int slices = 0;
        int r;
        do {
            r = m.run(1000);
            slices++;
        } while (r == RegexMatcher.SUSPENDED);
        assertEquals(RegexMatcher.MATCH_LIMIT, r);
        assertTrue(slices > 300, "only " + slices + " slices");
        assertTrue(m.spentSteps() > 300_000, "only " + m.spentSteps() + " steps");
        assertEquals(RegexMatcher.MATCH_LIMIT, m.run(1000));
    }

    @Test
    void deepBacktrackingTakesNoJavaStack() throws InterruptedException {
        int[] results = new int[4];
        Thread thread = new Thread(null, () -> {
            byte[] text = repeated('a', 1_000_000);
            results[0] = match("(?:a|b)*$", text);
            results[1] = match("(a|b)*?c", repeated('a', 2000));
            results[2] = match("^(?:(a)|b)+$", text);
            byte[] nested = repeated('(', 200_000);
            Arrays.fill(nested, 100_000, 200_000, (byte) ')');
            results[3] = match("^(\\((?1)*\\))$", nested);
        }, "small stack", 128 * 1024);
        thread.start();
        thread.join();
        assertArrayEquals(new int[] {1, RegexMatcher.NOMATCH, 2, 2}, results);
    }

    @Test
    void depthIsLimited() {
        byte[] text = repeated('a', 100_000);
        RegexMatcher m = compile("(?:a|b)*$").matcher().limits(RegexMatcher.DEFAULT_LIMIT, 1000);
        assertEquals(RegexMatcher.RECURSION_LIMIT, m.match(text, 0, text.length, 0, 0));
        RegexMatcher calls = compile("a(?R)?b").matcher().limits(RegexMatcher.DEFAULT_LIMIT, 1000);
        assertEquals(RegexMatcher.RECURSION_LIMIT, calls.match(text, 0, text.length, 0, RegexOption.ANCHORED));
    }

    @Test
    void aCallWithoutProgressIsFound() {
        assertEquals(RegexMatcher.RECURSION_LOOP, match("(a|(?2))(b|(?1))", latin1("x")));
    }

    @Test
    void whatNeedsManyTriesEndsAtTheLimit() {
        byte[] text = repeated('a', 40);
        int r = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> match("(*NO_START_OPT)(a|aa)+$b", text));
        assertEquals(RegexMatcher.MATCH_LIMIT, r);
    }

    @Test
    void deeplyNestedPatternsCompileOrAreRefused() {
        String deep = "(?:".repeat(1300) + "a" + ")".repeat(1300);
        assertEquals(1, match(deep, latin1("xa")));
        RegexSyntaxException e = assertThrows(RegexSyntaxException.class, () -> compile("(?:".repeat(100_000)));
        assertEquals("regular expression is too complicated", e.getMessage());
    }

    @Test
    void aRequiredByteSavesTheSearch() {
        byte[] text = repeated('a', 900);
        RegexMatcher m = compile("(a+)+b").matcher();
        assertEquals(RegexMatcher.NOMATCH, m.match(text, 0, text.length, 0, 0));
        assertTrue(m.spentSteps() < 10, m.spentSteps() + " steps");
    }
}
