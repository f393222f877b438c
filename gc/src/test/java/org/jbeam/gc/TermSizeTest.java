package org.jbeam.gc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.DetachedFun;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Node;
import org.jbeam.term.Pid;
import org.jbeam.term.PlainRef;
import org.jbeam.term.Port;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;

class TermSizeTest {
    static List<String> lines(String resource) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
            new InputStreamReader(TermSizeTest.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** See flat_size.escript beside the data. */
    @Test
    void sizesAreThoseOfOtp() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<String> lines = lines("flat_size.tsv");
        for (String line : lines) {
            int tab = line.indexOf('\t');
            long size = TermSize.flat(Term.parse(line.substring(tab + 1)));
            if (size != Long.parseLong(line.substring(0, tab))) {
                wrong.add(size + " for " + line.substring(0, Math.min(200, line.length())));
            }
        }
        assertEquals(List.of(), wrong.subList(0, Math.min(5, wrong.size())));
        assertTrue(lines.size() > 280);
    }

    /** The numbers are what erts_debug:flat_size/1 of OTP 25.2.3 says of terms made the same way. */
    @Test
    void slicesOfBinaries() {
        byte[] small = new byte[64];
        byte[] large = new byte[100];
        assertEquals(6, TermSize.flat(Bitstring.ofBits(large, 8, 8 * 99)));
        assertEquals(11, TermSize.flat(Bitstring.ofBits(large, 7, 8 * 98)));
        assertEquals(10, TermSize.flat(Bitstring.ofBits(large, 8, 8 * 64)));
        assertEquals(11, TermSize.flat(Bitstring.ofBits(large, 3, 797)));
        assertEquals(11, TermSize.flat(Bitstring.ofBits(large, 0, 5)));
        assertEquals(15, TermSize.flat(Bitstring.ofBits(small, 3, 509)));
        assertEquals(8, TermSize.flat(Bitstring.ofBits(small, 6, 5)));
        assertEquals(8, TermSize.flat(Bitstring.ofBits(small, 8, 13)));
        assertEquals(9, TermSize.flat(Bitstring.ofBits(new byte[16], 3, 125)));
        assertEquals(6, TermSize.flat(Bitstring.growing(new byte[256], 0, 88, new Bitstring.Tail(this, 88))));
    }

    /** As above. */
    @Test
    void identifiers() {
        Node other = Node.of(Atom.of("a@b"), 3);
        assertEquals(0, TermSize.flat(new Pid(Node.LOCAL, 1, 2)));
        assertEquals(4, TermSize.flat(new Pid(other, 1, 2)));
        assertEquals(0, TermSize.flat(new Port(Node.LOCAL, 1)));
        assertEquals(4, TermSize.flat(new Port(other, 1)));
        int[] external = {4, 5, 5, 6, 6};
        for (int words = 1; words <= external.length; words++) {
            int[] numbers = new int[words];
            assertEquals(external[words - 1], TermSize.flat(new PlainRef(other, numbers)), "words " + words);
        }
        assertEquals(3, TermSize.flat(new PlainRef(Node.LOCAL, 1, 2, 3)));
    }

    /** As above: {@code fun lists:map/2}, and funs that closed over nothing, over a pid, and over a pid and a list of one. */
    @Test
    void binariesAreCountedOnceByTheirArrays() {
        Term large = Bitstring.of(new byte[1000]);
        Term list = new Cons(large, new Cons(large, new Cons(Bitstring.of(new byte[500]), new Cons(Bitstring.of(new byte[10]), Nil.NIL))));
        assertEquals(1500, TermSize.binaryBytes(List.of(list, large), Long.MAX_VALUE));
        assertTrue(TermSize.binaryBytes(List.of(list), 999) > 999);
    }

    @Test
    void funs() {
        Pid pid = new Pid(Node.LOCAL, 1, 0);
        DetachedFun.Place place = new DetachedFun.Place(Atom.of("m"), 0, 0, 0, 0, new byte[16]);
        assertEquals(5, TermSize.flat(DetachedFun.external(Atom.of("lists"), Atom.of("map"), 2)));
        assertEquals(5, TermSize.flat(DetachedFun.local(place, pid, List.of())));
        assertEquals(6, TermSize.flat(DetachedFun.local(place, pid, List.of(pid))));
        assertEquals(9, TermSize.flat(DetachedFun.local(place, pid, List.of(pid, Term.parse("[a]")))));
    }

    @Test
    void aMillionLevelsDeep() {
        Term list = Nil.NIL;
        Term tuple = Tuple.EMPTY;
        Term map = MapTerm.EMPTY;
        Term heads = Nil.NIL;
        for (int i = 0; i < 1_000_000; i++) {
            list = new Cons(SmallInt.of(i), list);
            tuple = Tuple.of(tuple);
            heads = new Cons(heads, Nil.NIL);
        }
        for (int i = 0; i < 100_000; i++) {
            map = MapTerm.of(Atom.of("k"), map);
        }
        assertEquals(2_000_000, TermSize.flat(list));
        assertEquals(2_000_000, TermSize.flat(tuple));
        assertEquals(2_000_000, TermSize.flat(heads));
        assertEquals(600_003, TermSize.flat(map));
        assertEquals(2_000_000, TermSize.shared(tuple));
    }

    @Test
    void sharing() {
        Term part = Term.parse("[1,2,3,4,5,6,7,8,9,10]");
        Term pair = Tuple.of(part, part);
        assertEquals(43, TermSize.flat(pair));
        assertEquals(23, TermSize.shared(pair));
        Term doubled = Nil.NIL;
        for (int i = 0; i < 60; i++) {
            doubled = new Cons(doubled, doubled);
        }
        assertEquals(120, TermSize.shared(doubled));
        assertTrue(TermSize.flat(doubled, 100_000) > 100_000);
    }

    @Property(tries = 200)
    void integers(@ForAll long value) {
        boolean fits = value >= -(1L << 59) && value < 1L << 59;
        assertEquals(fits ? 0 : 2, TermSize.flat(SmallInt.of(value)));
    }

    @Property(tries = 100)
    void limitIsExactBelowItself(@ForAll @LongRange(min = 0, max = 300) long limit) {
        Term term = Term.parse("[1, {2, 1.5}, [1, 2, 3 | 4]]");
        long size = TermSize.flat(term);
        assertEquals(6 + 3 + 2 + 6, size);
        long limited = TermSize.flat(term, limit);
        assertTrue(size <= limit ? limited == size : limited > limit);
    }
}
