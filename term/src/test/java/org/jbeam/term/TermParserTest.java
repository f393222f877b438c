package org.jbeam.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TermParserTest {
    private static int positionOfError(String text) {
        return assertThrows(TermSyntaxException.class, () -> Term.parse(text), text).position();
    }

    @Test
    void tellsWhereTheErrorIs() {
        assertEquals(0, positionOfError(""));
        assertEquals(0, positionOfError("when"));
        assertEquals(0, positionOfError("X"));
        assertEquals(2, positionOfError("1 2"));
        assertEquals(3, positionOfError("{a b}"));
        assertEquals(4, positionOfError("[1, "));
        assertEquals(3, positionOfError("[a,]"));
        assertEquals(5, positionOfError("[a|b , c]"));
        assertEquals(2, positionOfError("#{,}"));
        assertEquals(4, positionOfError("#{a =}"));
        assertEquals(0, positionOfError("'abc"));
        assertEquals(0, positionOfError("\"abc"));
        assertEquals(3, positionOfError("\"\\xzz\""));
        assertEquals(1, positionOfError("1a"));
        assertEquals(0, positionOfError("1#0"));
        assertEquals(0, positionOfError("37#0"));
        assertEquals(4, positionOfError("2#102"));
        assertEquals(0, positionOfError("1.0e999"));
        assertEquals(2, positionOfError("<<a>>"));
        assertEquals(6, positionOfError("<<1:8/what>>"));
        assertEquals(2, positionOfError("<<1:99/float>>"));
        assertEquals(1, positionOfError("<9.1.0>"));
        assertEquals(0, positionOfError("x".repeat(256)));
        assertEquals(3, positionOfError("1. 2"));
    }

    @Test
    void readsWhatErlangReads() {
        assertEquals(Term.parse("[97,98]"), Term.parse(" \"a\" % comment\n \"b\" ."));
        assertEquals(SmallInt.of(255), Term.parse("16#fF"));
        assertEquals(SmallInt.of(-255), Term.parse("- 16#f_f"));
        assertEquals(SmallInt.of(5), Term.parse("+5."));
        assertEquals(SmallInt.of(32), Term.parse("$ "));
        assertEquals(SmallInt.of('%'), Term.parse("$%"));
        assertEquals(Atom.of("a.b"), Term.parse("'a.b'"));
        assertEquals(Terms.list(Atom.OK, Nil.NIL), Term.parse("[ok|[[]]]"));
        assertEquals(MapTerm.EMPTY, Term.parse("# { }"));
        assertEquals(new PlainRef(Node.LOCAL, 5, 4, 3, 2, 1), Term.parse("#Ref<0.1.2.3.4.5>"));
    }

    @Test
    void remoteIdentifiersNeedAKnownNode() {
        Node node = Node.of(Atom.of("there@host"), 7);
        Term pid = new Pid(node, 1, 2);
        assertEquals(pid, Term.parse(pid.toString()));
        assertTrue(pid.toString().startsWith("<" + node.channel() + "."));
    }

    @Provide
    Arbitrary<String> scraps() {
        return Arbitraries.strings().withChars("aA1#{}[]<>\"'\\$,|=.:/- %x\n");
    }

    @Property(tries = 500)
    void anyTextIsATermOrATypedError(@ForAll("scraps") String text) {
        try {
            Term term = Term.parse(text);
            assertEquals(term, Term.parse(term.toString()));
        } catch (TermSyntaxException e) {
            assertTrue(e.position() >= 0 && e.position() <= text.length());
        }
    }

    @Property(tries = 300)
    void damagedTextIsATermOrATypedError(@ForAll int seed) {
        List<String[]> rows = Golden.rows("random.tsv");
        java.util.Random random = new java.util.Random(seed);
        StringBuilder text = new StringBuilder(rows.get(random.nextInt(rows.size()))[0]);
        for (int i = random.nextInt(3); i >= 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            if (random.nextBoolean()) {
                text.setCharAt(at, (char) random.nextInt(256));
            } else {
                text.delete(at, Math.min(text.length(), at + random.nextInt(4)));
            }
        }
        try {
            Term.parse(text.toString());
        } catch (TermSyntaxException e) {
            assertTrue(e.position() >= 0 && e.position() <= text.length());
        }
    }
}
