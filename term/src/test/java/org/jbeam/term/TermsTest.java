package org.jbeam.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TermsTest {
    @Test
    void listsAndTuplesAsJavaLists() {
        ListTerm list = Terms.list(List.of(SmallInt.ONE, Atom.OK));
        assertEquals(List.of(SmallInt.ONE, Atom.OK), list.toList());
        assertEquals(list, Terms.list(list.toList()));
        assertEquals(List.of(), Nil.NIL.toList());
        assertThrows(IllegalArgumentException.class, () -> new Cons(Atom.OK, Atom.OK).toList());
        assertEquals(List.of(SmallInt.ONE, Atom.OK), Tuple.of(SmallInt.ONE, Atom.OK).toList());
        assertEquals(2, Terms.length(list));
        assertEquals(-1, Terms.length(new Cons(Atom.OK, Atom.OK)));
        assertEquals(Term.parse("[1,ok|x]"), new ListBuilder().add(SmallInt.ONE).add(Atom.OK).finish(Atom.of("x")));
    }

    @Test
    void text() {
        assertEquals("a\u03a9\ud83d\ude00", Terms.text(Terms.charList("a\u03a9\ud83d\ude00")));
        assertNull(Terms.text(Term.parse("[1|2]")));
        assertNull(Terms.text(Term.parse("[-1]")));
        assertEquals(Term.parse("[1,255]"), Terms.byteList(new byte[] {1, -1}));
    }

    @Test
    void integersAreCanonical() {
        BigInteger limit = BigInteger.TWO.pow(63);
        assertTrue(IntegerTerm.of(limit.subtract(BigInteger.ONE)) instanceof SmallInt);
        assertTrue(IntegerTerm.of(limit) instanceof BigInt);
        assertTrue(IntegerTerm.of(limit.negate()) instanceof SmallInt);
        assertTrue(Term.parse("-9223372036854775808") instanceof SmallInt);
    }

    @Test
    void tuplesOfEachArity() {
        for (int arity = 0; arity < 12; arity++) {
            Term[] elements = IntStream.range(0, arity).mapToObj(SmallInt::of).toArray(Term[]::new);
            Tuple tuple = Tuple.of(elements.clone());
            assertEquals(arity, tuple.arity());
            assertEquals(tuple, tuple.copy());
            assertEquals(List.of(elements), tuple.toList());
            for (int i = 0; i < arity; i++) {
                assertSame(elements[i], tuple.element(i));
                Tuple changed = tuple.with(i, Atom.OK);
                assertSame(Atom.OK, changed.element(i));
                assertNotEquals(tuple, changed);
            }
            assertThrows(IndexOutOfBoundsException.class, () -> tuple.element(tuple.arity()));
        }
    }

    @Test
    void atoms() {
        assertSame(Atom.of("some atom"), Atom.of("some" + " atom"));
        assertNull(Atom.existing("an atom that no one made"));
        assertEquals(Atom.MAX_LENGTH, Atom.of("\ud83d\ude00".repeat(255)).name().codePointCount(0, 510));
        assertThrows(IllegalArgumentException.class, () -> Atom.of("x".repeat(256)));
        assertThrows(TermSyntaxException.class, () -> Term.parse("x".repeat(256)));
    }

    @Test
    void aNodeThatTakesTheNameOfAKnownOneStaysDistinct() {
        Node known = Node.of(Atom.of("known@host"), 3);
        assertSame(known, Node.of(Atom.of("known@host"), 3));
        Term local = new Pid(Node.LOCAL, 1, 0);
        Term remote = new Pid(known, 1, 0);
        try {
            Node.setLocal(Atom.of("known@host"), 3);
            assertSame(Node.LOCAL, Node.of(Atom.of("known@host"), 3));
            assertNotEquals(local, remote);
            assertNotEquals(0, local.compareTo(remote));
        } finally {
            Node.setLocal(Node.NOT_ALIVE, 0);
        }
    }

    @Test
    void valuesOfJava() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("text", List.of(1, (short) 2, (byte) 3, 4L, BigInteger.TWO.pow(64), 1.5f, -0.5));
        map.put(Atom.OK, new Object[] {true, new byte[] {1, 2}, Map.of(), List.of(), Tuple.of(Atom.OK)});
        Term term = Terms.ofJava(map);
        assertEquals(Term.parse("#{ok => [true, <<1,2>>, #{}, [], {ok}], <<\"text\">> => [1,2,3,4,18446744073709551616,1.5,-0.5]}"), term);
        assertEquals(Map.of(Atom.OK, List.of(true, Bitstring.of(new byte[] {1, 2}), Map.of(), List.of(), Tuple.of(Atom.OK)),
                Terms.utf8("text"), List.of(1L, 2L, 3L, 4L, BigInteger.TWO.pow(64), 1.5, -0.5)), Terms.toJava(term));
        assertEquals(term, Terms.ofJava(Terms.toJava(term)));
        assertEquals(Term.parse("[1|2]"), Terms.toJava(Term.parse("[1|2]")));
    }

    @Test
    void valuesThatAreNoTerms() {
        for (Object bad : new Object[] {new Object(), Double.NaN, Float.POSITIVE_INFINITY, new Object[] {null}, Map.of(1, 'c'), Map.of(1, 1, 1L, 1)}) {
            assertThrows(IllegalArgumentException.class, () -> Terms.ofJava(bad));
        }
        assertThrows(IllegalArgumentException.class, () -> Terms.ofJava(null));
    }

    @Test
    void deepValuesOfJava() {
        Object value = 1L;
        Term term = SmallInt.ONE;
        for (int i = 0; i < 1_000_000; i++) {
            value = (i & 1) == 0 ? List.of(value) : Map.of(0L, value);
            term = (i & 1) == 0 ? Terms.list(term) : MapTerm.of(SmallInt.ZERO, term);
        }
        assertEquals(term, Terms.ofJava(value));
        Object back = Terms.toJava(term);
        for (int i = 1_000_000; i-- > 0;) {
            back = (i & 1) == 0 ? ((List<?>) back).get(0) : ((Map<?, ?>) back).get(0L);
        }
        assertEquals(1L, back);
    }
}
