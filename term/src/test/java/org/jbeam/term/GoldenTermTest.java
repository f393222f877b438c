package org.jbeam.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GoldenTermTest {
    private final List<String[]> rows = Golden.rows("terms.tsv");
    private final List<Term> terms = Golden.terms();

    private void check(int column, Function<Term, String> printed) {
        assertAll(IntStream.range(0, rows.size()).mapToObj(i -> (Executable) () ->
                assertEquals(rows.get(i)[column], printed.apply(terms.get(i)), () -> rows.get(i)[0])));
    }

    @Test
    void writesAsOtp() {
        check(1, TermPrinter::write);
    }

    @Test
    void writesUnicodeAsOtp() {
        check(2, TermPrinter::writeUnicode);
    }

    @Test
    void printsAsOtp() {
        check(3, TermPrinter::print);
    }

    @Test
    void displaysAsOtp() {
        List<String> displayed = Golden.lines("display.latin1", StandardCharsets.ISO_8859_1);
        assertAll(IntStream.range(0, rows.size()).mapToObj(i -> (Executable) () ->
                assertEquals(displayed.get(i), new String(TermPrinter.display(terms.get(i)), StandardCharsets.ISO_8859_1), () -> rows.get(i)[0])));
    }

    @Test
    void hashesAsOtp() {
        check(4, term -> Integer.toUnsignedString(TermHash.phash2Full(term)));
        check(5, term -> Integer.toUnsignedString(TermHash.phash(term)));
    }

    @Test
    void readsBackWhatItWrote() {
        for (Term term : terms) {
            assertEquals(term, Term.parse(term.toString()));
            assertEquals(term, Term.parse(TermPrinter.writeUnicode(term) + " . % end"));
            assertEquals(term, Term.parse(TermPrinter.print(term)));
        }
    }

    @Test
    void sortsAsOtp() {
        checkOrder(6, Terms::compare);
        checkOrder(7, Terms::compareExact);
    }

    /** Terms that are equal stand in the order of the file. */
    private void checkOrder(int column, Comparator<Term> order) {
        List<Integer> sorted = new ArrayList<>(IntStream.range(0, terms.size()).boxed().toList());
        sorted.sort((i, j) -> {
            int compared = order.compare(terms.get(i), terms.get(j));
            return compared != 0 ? compared : i - j;
        });
        for (int place = 0; place < sorted.size(); place++) {
            int number = sorted.get(place);
            assertEquals(Integer.parseInt(rows.get(number)[column]), place + 1, rows.get(number)[0]);
        }
    }
}
