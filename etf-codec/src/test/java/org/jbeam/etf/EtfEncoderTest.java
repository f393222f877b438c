package org.jbeam.etf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.DetachedFun;
import org.jbeam.term.Fun;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Node;
import org.jbeam.term.Opaque;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;

class EtfEncoderTest {
    private static final EtfEncoder ENCODER = EtfEncoder.create();
    private static final int DEEP = 1_000_000;

    private static final class Marker extends Opaque {}

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> ENCODER.minorVersion(3));
        assertThrows(IllegalArgumentException.class, () -> ENCODER.minorVersion(-1));
        assertThrows(IllegalArgumentException.class, () -> ENCODER.compressed(10));
        assertThrows(IllegalArgumentException.class, () -> ENCODER.compressed(-1));
    }

    @Test
    void theBodyLacksTheVersionByte() {
        assertArrayEquals(new byte[] {97, 7}, ENCODER.encodeBody(SmallInt.of(7)));
        assertArrayEquals(new byte[] {(byte) 131, 97, 7}, ENCODER.encode(SmallInt.of(7)));
    }

    @Test
    void opaqueValuesHaveNoExternalForm() {
        Term term = Terms.list(Atom.OK, Tuple.of(new Marker()));
        assertEquals(EtfException.Reason.NOT_ENCODABLE, assertThrows(EtfException.class, () -> ENCODER.encode(term)).reason());
        assertEquals(EtfException.Reason.NOT_ENCODABLE, assertThrows(EtfException.class, () -> ENCODER.size(term)).reason());
    }

    @Test
    void nullInsideATermIsRefused() {
        for (Term term : new Term[] {Tuple.of(null, Atom.OK), new Cons(null, Nil.NIL), new Cons(Atom.OK, null)}) {
            assertThrows(NullPointerException.class, () -> ENCODER.encode(Tuple.of(term, Atom.OK)));
            assertThrows(NullPointerException.class, () -> ENCODER.size(Tuple.of(term, Atom.OK)));
        }
    }

    /**
     * {@code T = [list_to_tuple(lists:seq(1, N)) || N <- lists:seq(1, 200)], [io:format("~s~n",
     * [binary:encode_hex(erlang:md5(term_to_binary(T, [{compressed, L}])), lowercase)]) || L <- [1, 6, 9]]}, with Debian's zlib 1.2.13.
     */
    @Test
    void compressedBytesAreThoseOfOtp() throws Exception {
        Term[] all = new Term[200];
        for (int n = 1; n <= all.length; n++) {
            Term[] elements = new Term[n];
            for (int i = 0; i < n; i++) {
                elements[i] = SmallInt.of(i + 1);
            }
            all[n - 1] = Tuple.of(elements);
        }
        Term term = Terms.list(all);
        assertEquals("b5c6ae076ca02466029d7e684a208ff9", md5(ENCODER.compressed(1).encode(term)));
        assertEquals("31ab6d68e183db0acfa3f145137ebcaf", md5(ENCODER.compressed(6).encode(term)));
        assertEquals("94e3a97a516f5ab8b0f4b8f1193ab75d", md5(ENCODER.compressed(9).encode(term)));
    }

    private static String md5(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    }

    @Test
    void whatDoesNotShrinkIsNotCompressed() {
        Term term = Terms.charList("abc");
        assertArrayEquals(ENCODER.encode(term), ENCODER.compressed(9).encode(term));
    }

    @Test
    void deepTermsOfAllContainers() {
        Term lists = Nil.NIL;
        Term tails = Atom.OK;
        Term tuples = Tuple.EMPTY;
        Term maps = MapTerm.EMPTY;
        for (int i = 0; i < DEEP; i++) {
            lists = new Cons(lists, Nil.NIL);
            tails = new Cons(Atom.OK, tails);
            tuples = Tuple.of(tuples, Nil.NIL);
            maps = i % 5 == 0 ? MapTerm.of(Atom.OK, maps) : Tuple.of(maps);
        }
        for (Term term : new Term[] {lists, tails, tuples, maps}) {
            byte[] bytes = ENCODER.encode(term);
            assertEquals(bytes.length, ENCODER.size(term));
            assertArrayEquals(bytes, ENCODER.encode(EtfDecoder.create().decode(bytes)));
        }
        Term funs = Atom.OK;
        for (int i = 0; i < 10_000; i++) {
            funs = Samples.fun(Atom.OK, funs);
        }
        assertArrayEquals(ENCODER.encode(funs), ENCODER.encode(EtfDecoder.create().decode(ENCODER.encode(funs))));
    }

    @Test
    void theBufferGrowsAtEveryKindOfTerm() {
        for (int padding = 0; padding < 160; padding++) {
            Term term = Tuple.of(Bitstring.of(new byte[padding]), Samples.everything(), Terms.byteList(new byte[padding]));
            assertEquals(term, EtfDecoder.create().decode(ENCODER.encode(term)));
        }
    }

    @Test
    void progressCountsTermsAndBytes() {
        AtomicLong units = new AtomicLong();
        AtomicLong calls = new AtomicLong();
        EtfProgress progress = n -> {
            assertTrue(n > 0);
            units.addAndGet(n);
            calls.incrementAndGet();
        };
        Term[] elements = new Term[100_000];
        Arrays.fill(elements, Atom.OK);
        Term list = Terms.list(elements);
        byte[] bytes = ENCODER.encode(list, progress);
        assertEquals(elements.length, units.get(), 10.0);
        assertEquals(elements.length / 1000, calls.get(), 2.0);
        units.set(0);
        ENCODER.size(list, progress);
        assertEquals(elements.length, units.get(), 10.0);
        units.set(0);
        EtfDecoder.create().progress(progress).decode(bytes);
        assertEquals(elements.length, units.get(), 10.0);
        units.set(0);
        ENCODER.encode(Bitstring.of(new byte[64_000]), progress);
        assertEquals(1000, units.get(), 10.0);
        units.set(0);
        byte[] packed = ENCODER.compressed(1).encode(list, progress);
        assertTrue(units.get() > elements.length + 5000);
        units.set(0);
        EtfDecoder.create().progress(progress).decode(packed);
        assertTrue(units.get() > elements.length + 5000);
    }

    @Test
    void whatProgressThrowsComesThrough() {
        Term list = Terms.byteList(new byte[100_000]);
        assertThrows(IllegalStateException.class, () -> ENCODER.encode(list, n -> {
            throw new IllegalStateException();
        }));
    }

    @Test
    void aFunWithoutCreatorHasAPidThatIsNone() {
        Term fun = DetachedFun.local(new DetachedFun.Place(Atom.OK, 0, 0, 0, 0, new byte[16]), null, List.of());
        Fun decoded = (Fun) EtfDecoder.create().decode(ENCODER.encode(fun));
        assertEquals(new Pid(Node.LOCAL, 0, 0), decoded.creator());
    }
}
