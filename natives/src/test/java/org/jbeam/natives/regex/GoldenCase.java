package org.jbeam.natives.regex;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A line of a golden file (see {@code regex_golden.escript}), and what this engine answers. */
record GoldenCase(String line, byte[] pattern, String compileOptions, byte[] subject, String runOptions, String answer) {
    private static final Map<String, Integer> BITS = Map.ofEntries(Map.entry("unicode", RegexOption.UNICODE),
        Map.entry("anchored", RegexOption.ANCHORED), Map.entry("caseless", RegexOption.CASELESS),
        Map.entry("dollar_endonly", RegexOption.DOLLAR_ENDONLY),
        Map.entry("dotall", RegexOption.DOTALL),
        Map.entry("extended", RegexOption.EXTENDED), Map.entry("firstline", RegexOption.FIRSTLINE), Map.entry("multiline", RegexOption.MULTILINE),
        Map.entry("no_auto_capture", RegexOption.NO_AUTO_CAPTURE), Map.entry("dupnames", RegexOption.DUPNAMES),
        Map.entry("ungreedy", RegexOption.UNGREEDY), Map.entry("ucp", RegexOption.UCP), Map.entry("never_utf", RegexOption.NEVER_UTF),
        Map.entry("no_start_optimize", RegexOption.NO_START_OPTIMIZE), Map.entry("notbol", RegexOption.NOTBOL),
        Map.entry("noteol", RegexOption.NOTEOL),
        Map.entry("notempty", RegexOption.NOTEMPTY), Map.entry("notempty_atstart", RegexOption.NOTEMPTY_ATSTART),
        Map.entry("newline=cr", RegexOption.NEWLINE_CR), Map.entry("newline=lf", RegexOption.NEWLINE_LF),
        Map.entry("newline=crlf", RegexOption.NEWLINE_CRLF), Map.entry("newline=any", RegexOption.NEWLINE_ANY),
        Map.entry("newline=anycrlf", RegexOption.NEWLINE_ANYCRLF), Map.entry("bsr_anycrlf", RegexOption.BSR_ANYCRLF),
        Map.entry("bsr_unicode", RegexOption.BSR_UNICODE), Map.entry("global", 0));

    static List<GoldenCase> read(String resource) {
        try (InputStream in = GoldenCase.class.getResourceAsStream(resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<GoldenCase> cases = new ArrayList<>();
            for (String line : text.split("\n")) {
                String[] f = line.split("\t", -1);
                if (!line.startsWith("# ")) {
                    cases.add(new GoldenCase(line, bytes(f[0]), f[1], bytes(f[2]), f[3], f[4]));
                }
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The two columns that say which pattern it is. */
    String key() {
        return line.substring(0, line.indexOf('\t', line.indexOf('\t') + 1));
    }

    private static byte[] bytes(String s) {
        byte[] out = new byte[s.length()];
        int n = 0;
        for (int i = 0; i < s.length(); i++) {
            if (s.charAt(i) == '%') {
                out[n++] = (byte) Integer.parseInt(s.substring(i + 1, i + 3), 16);
                i += 2;
            } else {
                out[n++] = (byte) s.charAt(i);
            }
        }
        return Arrays.copyOf(out, n);
    }

    private static int bits(String options) {
        int bits = 0;
        for (String o : options.split(" ")) {
            bits |= BITS.getOrDefault(o, 0);
        }
        return bits;
    }

    private int number(String option, int otherwise) {
        int n = otherwise;
        for (String o : runOptions.split(" ")) {
            if (o.startsWith(option + "=")) {
                n = Integer.parseInt(o.substring(option.length() + 1));
            }
        }
        return n;
    }

    /** How a match is run: {@code steps} at a time, the subject standing {@code shift} bytes into a larger array. */
    String answerHere(int steps, int shift) {
        try {
            return answer(Regex.compile(pattern, bits(compileOptions)), steps, shift);
        } catch (RegexSyntaxException e) {
            return "E " + e.offset() + " " + e.getMessage();
        }
    }

    /** What another form of the pattern answers. */
    String answer(Regex regex, int steps, int shift) {
        byte[] text = new byte[subject.length + 2 * shift];
        Arrays.fill(text, (byte) 'a');
        System.arraycopy(subject, 0, text, shift, subject.length);
        Runner runner = new Runner(regex.matcher(), text, shift, steps);
        runner.matcher.limits(number("match_limit", RegexMatcher.DEFAULT_LIMIT), number("match_limit_recursion", RegexMatcher.DEFAULT_LIMIT));
        int options = bits(runOptions);
        return runOptions.contains("global") ? runner.all(options) : runner.text(runner.run(number("offset", 0), options));
    }

    private record Runner(RegexMatcher matcher, byte[] text, int shift, int steps) {
        int run(int offset, int options) {
            matcher.start(text, shift, text.length - shift, offset, options);
            int r;
            do {
                r = matcher.run(steps);
            } while (r == RegexMatcher.SUSPENDED);
            return r;
        }

        String text(int result) {
            return switch (result) {
                case RegexMatcher.NOMATCH, RegexMatcher.RECURSION_LOOP -> "nomatch";
                case RegexMatcher.MATCH_LIMIT -> "match_limit";
                case RegexMatcher.RECURSION_LIMIT -> "match_limit_recursion";
                case RegexMatcher.BAD_UTF, RegexMatcher.BAD_UTF_OFFSET -> "badarg";
                case RegexMatcher.BAD_OFFSET, RegexMatcher.BAD_NEWLINE -> "crash";
                default -> "M" + groups(result);
            };
        }

        private String groups(int count) {
            StringBuilder b = new StringBuilder();
            for (int i = 0; i < count; i++) {
                int start = matcher.groupStart(i);
                b.append(' ').append(start < 0 ? "-1,0" : start + "," + (matcher.groupEnd(i) - start));
            }
            return b.toString();
        }

        private int next(int offset, int end, int options) {
            int newline = ((options & RegexOption.NEWLINE_MASK) != 0 ? options : matcher.regex().options()) & RegexOption.NEWLINE_MASK;
            int at = shift + offset;
            if (newline >= RegexOption.NEWLINE_CRLF && offset + 1 < end && text[at] == '\r' && text[at + 1] == '\n') {
                return offset + 2;
            }
            return matcher.regex().unicode() ? Utf8.skip(text, at, shift + end) - shift : offset + 1;
        }

        /** All matches as {@code re:run/3} with {@code global} finds them: after an empty one, a non-empty one at the same place is tried. */
        String all(int options) {
            StringBuilder b = new StringBuilder();
            int end = text.length - 2 * shift;
            int offset = 0;
            int r = run(0, options);
            while (r > 0 || r == RegexMatcher.NOMATCH && offset <= end) {
                if (r > 0) {
                    b.append(b.isEmpty() ? "M" : ";").append(groups(r));
                    offset = matcher.groupEnd(0);
                    boolean empty = matcher.groupStart(0) == offset;
                    int more = empty ? RegexOption.NOTEMPTY_ATSTART | RegexOption.ANCHORED : 0;
                    r = run(offset, options | more);
                    if (r == RegexMatcher.NOMATCH && !empty) {
                        break;
                    }
                    continue;
                }
                if (offset == end) {
                    break;
                }
                offset = next(offset, end, options);
                r = run(offset, options);
                if (r == RegexMatcher.NOMATCH) {
                    break;
                }
            }
            return b.isEmpty() ? "nomatch" : b.toString();
        }
    }
}
