package org.jbeam.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The rows of contract.tsv: category, expression, OTP's result. */
class GoldenHashTest {
    private static final Pattern HASH = Pattern.compile("erlang:phash2?\\((.*?)(,1 bsl 32)?\\)");
    private static final Pattern POWER = Pattern.compile("(-?)\\(?1 bsl (\\d+)\\)?(-1)?");
    private static final Pattern PAIRS = Pattern.compile("maps:from_list\\(\\[\\{X,X}\\|\\|X<-lists:seq\\(1,(\\d+)\\)]\\)");

    private static Term term(String expression) {
        Matcher power = POWER.matcher(expression);
        if (power.matches()) {
            BigInteger value = BigInteger.ONE.shiftLeft(Integer.parseInt(power.group(2)));
            value = power.group(1).isEmpty() ? value : value.negate();
            return IntegerTerm.of(power.group(3) == null ? value : value.subtract(BigInteger.ONE));
        }
        Matcher pairs = PAIRS.matcher(expression);
        if (pairs.matches()) {
            MapTerm.Builder map = MapTerm.builder();
            LongStream.rangeClosed(1, Long.parseLong(pairs.group(1))).forEach(i -> map.put(SmallInt.of(i), SmallInt.of(i)));
            return map.build();
        }
        return Term.parse(expression.replace("1 bsl 70", BigInteger.ONE.shiftLeft(70).toString()));
    }

    @Test
    void hashesAsOtp() {
        int checked = 0;
        for (String[] row : Golden.rows("contract.tsv")) {
            Matcher hash = HASH.matcher(row[1]);
            if (!row[0].startsWith("phash") || !hash.matches()) {
                continue;
            }
            Term term = term(hash.group(1));
            long result = switch (row[0]) {
                case "phash" -> (TermHash.phash(term) & 0xffffffffL) + 1;
                case "phash2" -> TermHash.phash2(term);
                default -> TermHash.phash2Full(term) & 0xffffffffL;
            };
            assertEquals(row[2], Long.toString(result), row[1]);
            checked++;
        }
        assertEquals(159, checked);
    }

    @Test
    void ordersMapsAsOtp() {
        int checked = 0;
        for (String[] row : Golden.rows("contract.tsv")) {
            if (!row[1].startsWith("maps:keys(")) {
                continue;
            }
            MapTerm.Builder map = MapTerm.builder();
            for (Term key : Terms.elements(Term.parse(row[2]))) {
                map.put(key, Atom.TRUE);
            }
            MapTerm built = map.build();
            assertEquals(row[2], Terms.list(built.keys()).toString(), row[1]);
            assertTrue(built.size() <= MapTerm.MAX_FLAT == built.isFlat());
            checked++;
        }
        assertEquals(7, checked);
    }

    @Test
    void randomTermsAreAsInOtp() {
        for (String[] row : Golden.rows("random.tsv")) {
            Term term = Term.parse(row[0]);
            assertEquals(row[0], term.toString());
            assertEquals(row[1], Integer.toUnsignedString(TermHash.phash2Full(term)), row[0]);
            assertEquals(row[2], Integer.toUnsignedString(TermHash.phash(term)), row[0]);
            if (term instanceof MapTerm map) {
                assertEquals(row[5], Terms.list(map.keys()).toString(), row[0]);
            }
        }
    }
}
