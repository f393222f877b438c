package org.jbeam.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Mutated texts of terms: a term whose own text is read as the same term, or a {@link TermSyntaxException} at a place of the text, soon. Runs a second, or
 * {@code -Djbeam.fuzz.seconds} ({@code conformance/fuzz}); a failure names its seed for {@code -Djbeam.seed}.
 */
class TermFuzzTest {
    private static final String PIECES = "{}[]()<>#|,.:/-+='\"$\\%_ \n\t0123456789eEaAzZ@\u00e9\u20ac\ud83d\ude00\u0000";
    private static final List<String> CORPUS = List.of(
            "{a, [1, 2.0], #{k => <<1,2>>}}", "[a|b]", "\"text\\n\\x{1f600}\" \" more\"", "<<\"utf\"/utf8, 1:3, 2.5:32/float-little, -1:16/signed>>",
            "'an atom \\'quoted\\''", "16#ff_ff", "-1.5e-300", "$\\^a", "#Ref<0.1.2.3>", "<0.12.3>", "#Port<0.7>", "fun lists:map/2", "[[[[]]]]",
            "#{1 => 1.0, 1.0 => 1, [] => #{}, {} => {{}}}", "123456789012345678901234567890", "<<1:1>>", "[1,2,3|\"abc\"] % comment\n.", "36#zz",
            "{'', \"\", <<>>, [], {}}", "<<0:8000>>", "'\\x{e9}t\\x{e9}'", "$a", "- 5", "<<\"a\", 16#ffff:16/little>>");
    private static final long LIMIT_NANOS = 5_000_000_000L;

    @Test
    void nothingButItsOwnExceptions() {
        long end = System.nanoTime() + 1_000_000_000L * Long.getLong("jbeam.fuzz.seconds", 1);
        long seed = Long.getLong("jbeam.seed", System.nanoTime());
        long inputs = 0;
        long terms = 0;
        for (; System.nanoTime() < end; seed++) {
            String text = mutated(new Random(seed));
            long start = System.nanoTime();
            try {
                terms += use(text) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("-Djbeam.seed=" + seed + ": " + text, e);
            }
            assertTrue(System.nanoTime() - start < LIMIT_NANOS, text);
            inputs++;
        }
        System.out.println("fuzzed texts of terms: " + inputs + ", " + terms + " of them read");
    }

    private static String mutated(Random random) {
        StringBuilder text = new StringBuilder(CORPUS.get(random.nextInt(CORPUS.size())));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(4));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
                case 2 -> text.replace(at, to, Long.toString(random.nextLong() >> random.nextInt(64)));
                case 3 -> text.insert(at, CORPUS.get(random.nextInt(CORPUS.size())));
                default -> {
                    String other = CORPUS.get(random.nextInt(CORPUS.size()));
                    int from = random.nextInt(other.length());
                    text.replace(at, to, other.substring(from, Math.min(other.length(), from + random.nextInt(20))));
                }
            }
        }
        return text.toString();
    }

    private static boolean use(String text) {
        try {
            Term term = Term.parse(text);
            assertEquals(term, Term.parse(term.toString()));
            return true;
        } catch (TermSyntaxException e) {
            assertTrue(e.position() >= 0 && e.position() <= text.length(), e.getMessage());
            return false;
        } catch (AtomTableFullException allMade) {
            return false;
        }
    }
}
