package org.jbeam.etf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.jbeam.etf.EtfException.Reason;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.DetachedFun;
import org.jbeam.term.Fun;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.Node;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.Ref;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;

class EtfDecoderTest {
    private static final EtfDecoder DECODER = EtfDecoder.create();
    private static final EtfEncoder ENCODER = EtfEncoder.create();

    private static void fails(Reason reason, EtfDecoder decoder, Term term) {
        assertEquals(reason, assertThrows(EtfException.class, () -> decoder.decode(ENCODER.encode(term))).reason());
    }

    private static EtfException malformed(String hex) {
        return assertThrows(EtfException.class, () -> DECODER.decode(HexFormat.of().parseHex(hex)));
    }

    @Test
    void depth() {
        Term term = Nil.NIL;
        for (int i = 0; i < 10; i++) {
            term = Tuple.of(Terms.list(term, Atom.OK));
        }
        assertEquals(term, DECODER.maxDepth(20).decode(ENCODER.encode(term)));
        fails(Reason.LIMIT, DECODER.maxDepth(19), term);
        fails(Reason.LIMIT, DECODER.maxDepth(1), Samples.fun(Samples.fun(Atom.OK)));
    }

    @Test
    void aLongListIsNotDeep() {
        Term term = Terms.list(java.util.Collections.nCopies(1000, Atom.OK));
        assertEquals(term, DECODER.maxDepth(1).decode(ENCODER.encode(term)));
    }

    @Test
    void terms() {
        Term term = Terms.list(Atom.OK, Atom.OK, Tuple.of(Atom.OK));
        assertEquals(term, DECODER.maxTerms(6).decode(ENCODER.encode(term)));
        fails(Reason.LIMIT, DECODER.maxTerms(5), term);
        Term string = Tuple.of(Terms.charList("abc"));
        assertEquals(string, DECODER.maxTerms(5).decode(ENCODER.encode(string)));
        fails(Reason.LIMIT, DECODER.maxTerms(4), string);
    }

    @Test
    void bytes() {
        byte[] bytes = ENCODER.encode(Terms.charList("abc"));
        assertNotNull(DECODER.maxBytes(bytes.length).decode(bytes));
        assertEquals(Reason.LIMIT, assertThrows(EtfException.class, () -> DECODER.maxBytes(bytes.length - 1).decode(bytes)).reason());
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        assertEquals(Reason.LIMIT, assertThrows(EtfException.class, () -> DECODER.maxBytes(bytes.length - 1).decode(direct)).reason());
        assertEquals(0, direct.position());
    }

    @Test
    void integers() {
        Term big = IntegerTerm.of(java.math.BigInteger.ONE.shiftLeft(799));
        assertEquals(big, DECODER.maxIntegerBits(800).decode(ENCODER.encode(big)));
        fails(Reason.LIMIT, DECODER.maxIntegerBits(799), big);
    }

    @Test
    void newAtoms() {
        byte[] two = ENCODER.encode(Tuple.of(Atom.OK, SmallInt.ONE));
        assertNotNull(DECODER.maxNewAtoms(0).decode(two));
        byte[] fresh = HexFormat.of().parseHex("836802770b6e65762d626566726f2d31770b6e65762d626566726f2d32");
        assertEquals(Reason.LIMIT, assertThrows(EtfException.class, () -> DECODER.maxNewAtoms(1).decode(fresh)).reason());
        assertNotNull(DECODER.maxNewAtoms(1).decode(fresh));
    }

    @Test
    void safeMakesNoAtoms() {
        byte[] unknown = HexFormat.of().parseHex("83770a7361666520617473" + "2e2e2e");
        assertEquals(Reason.UNSAFE, assertThrows(EtfException.class, () -> DECODER.safe(true).decode(unknown)).reason());
        assertNull(Atom.existing("safe ats..."));
        assertEquals(Atom.OK, DECODER.safe(true).decode(ENCODER.encode(Atom.OK)));
        byte[] node = HexFormat.of().parseHex("8358770b6e6f20737563682068616d" + "000000010000000200000003");
        assertEquals(Reason.UNSAFE, assertThrows(EtfException.class, () -> EtfDecoder.untrusted().decode(node)).reason());
    }

    @Test
    void safeAsksForExports() {
        Term export = DetachedFun.external(Atom.of("m"), Atom.of("f"), 2);
        EtfResolver none = new EtfResolver() {
            @Override
            public boolean isExported(Atom module, Atom function, int arity) {
                return arity == 3;
            }
        };
        fails(Reason.UNSAFE, DECODER.safe(true).resolver(none), export);
        assertEquals(export, DECODER.resolver(none).decode(ENCODER.encode(export)));
        Term exported = DetachedFun.external(Atom.of("m"), Atom.of("f"), 3);
        assertEquals(exported, DECODER.safe(true).resolver(none).decode(ENCODER.encode(exported)));
    }

    @Test
    void theResolverMakesIdentifiers() {
        Pid mine = new Pid(Node.LOCAL, 42, 0);
        EtfResolver resolver = new EtfResolver() {
            @Override
            public Pid pid(Node node, int number, int serial) {
                return node.isLocal() ? mine : new Pid(node, number, serial);
            }

            @Override
            public Port port(Node node, long number) {
                return null;
            }

            @Override
            public Ref ref(Node node, int[] words) {
                return node.isLocal() ? null : EtfResolver.super.ref(node, words);
            }

            @Override
            public Fun fun(DetachedFun.Place place, Pid creator, List<Term> env) {
                return DetachedFun.external(place.module(), Atom.OK, env.size());
            }
        };
        EtfDecoder decoder = DECODER.resolver(resolver);
        assertSame(mine, decoder.decode(ENCODER.encode(new Pid(Node.LOCAL, 1, 2))));
        assertEquals(new Pid(Samples.REMOTE, 1, 2), decoder.decode(ENCODER.encode(new Pid(Samples.REMOTE, 1, 2))));
        fails(Reason.MALFORMED, decoder, new Port(Samples.REMOTE, 1));
        fails(Reason.MALFORMED, decoder, new org.jbeam.term.PlainRef(1, 2, 3));
        assertEquals(DetachedFun.external(Atom.of("m"), Atom.OK, 2), decoder.decode(ENCODER.encode(Samples.fun(Atom.OK, Nil.NIL))));
    }

    @Test
    void aRefusedAtom() {
        EtfResolver refusing = new EtfResolver() {
            @Override
            public Atom newAtom(String name) {
                return null;
            }
        };
        byte[] bytes = HexFormat.of().parseHex("83770c7265667573656420" + "61746f6d21");
        assertEquals(Reason.UNSAFE, assertThrows(EtfException.class, () -> DECODER.resolver(refusing).decode(bytes)).reason());
    }

    @Test
    void shortReferencesOfThisNodeAreFilledUp() {
        Ref ref = (Ref) DECODER.decode(HexFormat.of().parseHex("835a0001" + "64000d6e6f6e6f6465406e6f686f7374" + "00000000" + "00000007"));
        assertEquals(new org.jbeam.term.PlainRef(7, 0, 0), ref);
        assertEquals(3, ref.wordCount());
    }

    @Test
    void binariesAreCopiedOrShared() {
        byte[] bytes = ENCODER.encode(Tuple.of(Bitstring.of(new byte[64]), Bitstring.of(new byte[65]), Bitstring.ofBits(new byte[100], 0, 799)));
        Tuple copied = (Tuple) DECODER.decode(bytes);
        Tuple shared = (Tuple) DECODER.share(true).decode(bytes);
        assertEquals(copied, shared);
        assertNotSame(bytes, ((Bitstring) copied.element(1)).array());
        assertNotSame(bytes, ((Bitstring) shared.element(0)).array());
        assertSame(bytes, ((Bitstring) shared.element(1)).array());
        assertSame(bytes, ((Bitstring) shared.element(2)).array());
    }

    @Test
    void byteBuffers() {
        byte[] bytes = ENCODER.encode(Samples.everything());
        ByteBuffer direct = ByteBuffer.allocateDirect(2 * bytes.length).put(bytes).put(bytes).flip();
        ByteBuffer heap = ByteBuffer.allocate(2 * bytes.length + 3).position(3).slice().put(bytes).put(bytes).flip();
        for (ByteBuffer buffer : new ByteBuffer[] {direct, heap, heap.asReadOnlyBuffer().rewind()}) {
            assertEquals(Samples.everything(), DECODER.decode(buffer));
            assertEquals(bytes.length, buffer.position());
            assertEquals(Samples.everything(), DECODER.decode(buffer));
            assertEquals(0, buffer.remaining());
            assertEquals(Reason.TRUNCATED, assertThrows(EtfException.class, () -> DECODER.decode(buffer)).reason());
        }
    }

    @Test
    void rangesOutsideTheArray() {
        assertThrows(IndexOutOfBoundsException.class, () -> DECODER.decode(new byte[3], 2, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> DECODER.decode(new byte[3], -1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> DECODER.decodeBody(new byte[3], 0, 4));
    }

    @Test
    void errorsHaveAnOffset() {
        assertEquals(0, malformed("826a").offset());
        assertEquals(3, malformed("836801ff").offset());
        assertEquals(5, malformed("836802610175").offset());
        assertTrue(malformed("836802610175").getMessage().contains("117"));
        assertEquals(Reason.TRUNCATED, malformed("83680261").reason());
    }

    @Test
    void sharedConstants() {
        assertSame(SmallInt.ONE, DECODER.decode(new byte[] {(byte) 131, 97, 1}));
        Tuple tuple = (Tuple) DECODER.decode(HexFormat.of().parseHex("8368036a6b0001016d00000000"));
        assertSame(Nil.NIL, tuple.element(0));
        assertSame(SmallInt.ONE, ((org.jbeam.term.Cons) tuple.element(1)).head());
        assertSame(Bitstring.EMPTY, tuple.element(2));
    }

    @Test
    void aFullAtomTableIsASystemLimit() {
        byte[] bytes = HexFormat.of().parseHex("83770c7461626c652069732066" + "756c6c");
        int limit = Atom.limit();
        Atom.limit(0);
        try {
            assertEquals(Reason.SYSTEM_LIMIT, assertThrows(EtfException.class, () -> DECODER.decode(bytes)).reason());
        } finally {
            Atom.limit(limit);
        }
    }

    @Test
    void policies() {
        Term export = org.jbeam.term.DetachedFun.external(Atom.of("lists"), Atom.of("map"), 2);
        for (Term fun : List.of(Samples.fun(Atom.OK), export)) {
            fails(Reason.UNSAFE, DECODER.nonExecutable(true), Tuple.of(fun));
            assertEquals(Tuple.of(fun), DECODER.nonExecutable(true).nonExecutable(false).decode(ENCODER.encode(Tuple.of(fun))));
        }
        for (String identifier : List.of("<0.1.0>", "#Ref<0.1.2.3>", "#Port<0.5>")) {
            fails(Reason.UNSAFE, DECODER.noIdentifiers(true), Terms.list(Term.parse(identifier)));
        }
        byte[] packed = ENCODER.compressed(9).encode(Terms.charList("a".repeat(1000)));
        assertEquals(80, packed[1]);
        assertEquals(Reason.UNSAFE, assertThrows(EtfException.class, () -> DECODER.noCompressed(true).decode(packed)).reason());
    }

    @Test
    void errorsHaveAPath() {
        Term opaque = Samples.fun(Atom.OK);
        Term term = Tuple.of(Atom.OK, Terms.list(Atom.OK, MapTerm.of(Atom.of("a"), Atom.OK, Atom.of("b"), Terms.list(new Term[] {Atom.OK}, opaque))));
        EtfException e = assertThrows(EtfException.class, () -> DECODER.nonExecutable(true).decode(ENCODER.encode(term)));
        assertEquals("[tuple[1], list[1], value[1], tail[1]]", e.path().toString());
        assertTrue(e.getMessage().endsWith("in tuple[1] list[1] value[1] tail[1]"), e.getMessage());
        Term deep = opaque;
        for (int i = 0; i < 200; i++) {
            deep = Tuple.of(Atom.OK, Atom.OK, deep);
        }
        Term all = Tuple.of(Atom.OK, deep);
        EtfException far = assertThrows(EtfException.class, () -> DECODER.nonExecutable(true).decode(ENCODER.encode(all)));
        assertEquals(100, far.path().size());
        assertEquals(java.util.Set.of(new EtfException.Step(EtfException.Place.TUPLE, 2)), java.util.Set.copyOf(far.path()));
    }
}
