package org.jbeam.etf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jbeam.etf.EtfException.Reason;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;

class DistTest {
    private static DistDecoder decoder() {
        return DistDecoder.create(EtfDecoder.create());
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static Term[] recorded() throws IOException {
        try (var in = DistTest.class.getResourceAsStream("dist.etf")) {
            return Terms.elements(EtfDecoder.create().decode(in.readAllBytes()));
        }
    }

    @Test
    void packetsOfOtp() throws IOException {
        DistDecoder decoder = decoder();
        int several = 0;
        for (Term entry : recorded()) {
            Tuple recorded = (Tuple) entry;
            Term[] packets = Terms.elements(recorded.element(0));
            several += packets.length > 1 ? 1 : 0;
            for (int i = 0; i < packets.length; i++) {
                DistDecoder.Message message = decoder.decode(((Bitstring) packets[i]).toByteArray());
                if (i < packets.length - 1) {
                    assertNull(message);
                } else {
                    assertEquals(new DistDecoder.Message(recorded.element(1), recorded.element(2)), message);
                }
            }
        }
        assertEquals(2, several);
    }

    @Property(tries = 200)
    void messagesComeBack(@ForAll long seed, @ForAll @IntRange(min = 1, max = 1000) int fragmentBytes) {
        DistEncoder encoder = DistEncoder.create(fragmentBytes);
        DistDecoder decoder = decoder();
        for (int i = 0; i < 3; i++) {
            Term control = Tuple.of(RandomTerms.term(seed + i));
            Term payload = i == 1 ? null : RandomTerms.term(~seed + i);
            DistDecoder.Message message = null;
            for (byte[] packet : encoder.encode(control, payload, null)) {
                assertNull(message);
                message = decoder.decode(packet);
            }
            assertEquals(new DistDecoder.Message(control, payload), message);
        }
    }

    @Test
    void atomsGoOverOnce() {
        DistEncoder encoder = DistEncoder.create(Integer.MAX_VALUE);
        Term atom = Atom.of("an_atom_with_a_long_name");
        int first = encoder.encode(Tuple.of(atom), atom, null).get(0).length;
        int second = encoder.encode(Tuple.of(atom), atom, null).get(0).length;
        assertEquals(first - 1 - "an_atom_with_a_long_name".length(), second);
    }

    @Test
    void moreAtomsThanAHeaderHolds() {
        Term[] atoms = new Term[3100];
        for (int i = 0; i < atoms.length; i++) {
            atoms[i] = Atom.of("dist_test_" + i);
        }
        DistEncoder encoder = DistEncoder.create(1 << 20);
        DistDecoder decoder = decoder();
        for (int i = 0; i < 5; i++) {
            Term payload = Terms.list(java.util.Arrays.copyOfRange(atoms, i * 500, i * 500 + 1000 + i));
            assertEquals(payload, decoder.decode(encoder.encode(Tuple.EMPTY, payload, null).get(0)).payload());
        }
    }

    @Test
    void fragmentsOfTwoMessagesMayAlternate() {
        DistEncoder one = DistEncoder.create(10);
        DistEncoder two = DistEncoder.create(10);
        two.encode(Tuple.EMPTY, Bitstring.of(new byte[30]), null);
        List<byte[]> a = one.encode(Tuple.EMPTY, Bitstring.of(new byte[25]), null);
        List<byte[]> b = two.encode(Tuple.EMPTY, Bitstring.of(new byte[24]), null);
        DistDecoder decoder = decoder();
        for (int i = 0; i < 2; i++) {
            assertNull(decoder.decode(a.get(i)));
            assertNull(decoder.decode(b.get(i)));
        }
        assertEquals(25, ((Bitstring) decoder.decode(a.get(2)).payload()).byteSize());
        assertEquals(24, ((Bitstring) decoder.decode(b.get(2)).payload()).byteSize());
    }

    @Test
    void fragmentsOutOfOrder() {
        List<byte[]> packets = DistEncoder.create(10).encode(Tuple.EMPTY, Bitstring.of(new byte[40]), null);
        assertThrows(EtfException.class, () -> decoder().decode(packets.get(1)));
        DistDecoder skipping = decoder();
        skipping.decode(packets.get(0));
        assertThrows(EtfException.class, () -> skipping.decode(packets.get(2)));
        DistDecoder twice = decoder();
        twice.decode(packets.get(0));
        assertThrows(EtfException.class, () -> twice.decode(packets.get(0)));
    }

    @Test
    void unfinishedFragmentsAreLimited() {
        DistDecoder decoder = DistDecoder.create(EtfDecoder.untrusted().maxBytes(10_000));
        EtfException e = assertThrows(EtfException.class, () -> {
            for (int i = 0; i < 200; i++) {
                decoder.decode(hex("8345" + String.format("%016x", i) + "0000000000000002" + "00"));
            }
        });
        assertEquals(Reason.LIMIT, e.reason());
    }

    @Test
    void badHeaders() {
        String zeroFragment = "8345" + "00".repeat(17);
        for (String bad : List.of("", "83", "8344", "8350", "834401", "83440100", "8344010005", "83440108050161", "834600", zeroFragment, "834402")) {
            assertThrows(EtfException.class, () -> decoder().decode(hex(bad)), bad);
        }
        assertEquals(Atom.of("a"), decoder().decode(hex("834401080501615200")).control());
        assertEquals(Reason.MALFORMED, assertThrows(EtfException.class, () -> decoder().decode(hex("834401080501615201"))).reason());
        assertEquals(Reason.MALFORMED, assertThrows(EtfException.class, () -> EtfDecoder.create().decode(hex("835200"))).reason());
    }

    @Test
    void safeDecodersMakeNoAtoms() {
        DistDecoder decoder = DistDecoder.create(EtfDecoder.untrusted());
        assertEquals(Reason.UNSAFE, assertThrows(EtfException.class, () -> decoder.decode(hex("8344010805" + "0671777a787176" + "5200"))).reason());
    }

    @Property(tries = 200)
    void damagedPackets(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        DistEncoder encoder = DistEncoder.create(100);
        DistDecoder decoder = DistDecoder.create(EtfDecoder.untrusted());
        for (byte[] packet : encoder.encode(Tuple.of(Atom.OK, Atom.ERROR), Samples.everything(), null)) {
            byte[] damaged = packet.clone();
            if (random.nextBoolean()) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                decoder.decode(damaged);
            } catch (EtfException e) {
                assertTrue(e.offset() >= 0);
                return;
            }
        }
    }
}
