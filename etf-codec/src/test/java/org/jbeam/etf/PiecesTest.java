package org.jbeam.etf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jbeam.etf.EtfException.Reason;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Nil;
import org.jbeam.term.Opaque;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;

/** {@link EtfPullReader} and {@link EtfPushWriter}: what comes and goes in pieces is what comes and goes at once. */
class PiecesTest {
    private static final EtfEncoder ENCODER = EtfEncoder.create();
    private static final EtfDecoder DECODER = EtfDecoder.create();

    /** The first term of bytes in pieces of random size; null when they do not suffice. */
    private static Term pulled(EtfPullReader reader, byte[] bytes, Random random) {
        int most = 1 + random.nextInt(40);
        for (int at = 0; at < bytes.length;) {
            int size = Math.min(bytes.length - at, 1 + random.nextInt(most));
            reader.feed(bytes, at, size);
            at += size;
            Term term = reader.poll();
            if (term != null) {
                assertNull(at == bytes.length ? null : reader.poll());
                return term;
            }
        }
        return null;
    }

    @Property(tries = 300)
    void anyPieces(@ForAll long seed) {
        Random random = new Random(seed);
        Term term = RandomTerms.term(seed);
        for (EtfEncoder encoder : new EtfEncoder[] {ENCODER, ENCODER.minorVersion(0), ENCODER.compressed(9)}) {
            byte[] bytes = encoder.encode(term);
            assertEquals(term, pulled(EtfPullReader.create(DECODER), bytes, random));
            assertNull(pulled(EtfPullReader.create(DECODER), Arrays.copyOf(bytes, bytes.length - 1), random));
            assertArrayEquals(bytes, pushed(encoder, term, 1 + random.nextInt(40)));
        }
    }

    @Property(tries = 500)
    void damagedBytesInPieces(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = ENCODER.compressed(random.nextInt(4) == 0 ? 9 : 0).encode(RandomTerms.term(seed));
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes[1 + random.nextInt(bytes.length - 1)] = (byte) random.nextInt();
        }
        Term whole;
        try {
            whole = EtfDecoder.untrusted().maxNewAtoms(100).safe(false).decode(bytes);
        } catch (EtfException e) {
            EtfPullReader reader = EtfPullReader.create(EtfDecoder.untrusted().maxNewAtoms(100).safe(false));
            try {
                assertNull(pulled(reader, bytes, random));
            } catch (EtfException same) {
                assertThrows(IllegalStateException.class, reader::poll);
            }
            return;
        }
        EtfPullReader reader = EtfPullReader.create(EtfDecoder.untrusted().maxNewAtoms(100).safe(false));
        for (byte b : bytes) {
            reader.feed(new byte[] {b}, 0, 1);
            Term term = reader.poll();
            if (term != null) {
                assertEquals(whole, term);
                return;
            }
        }
        throw new AssertionError("no term");
    }

    private static byte[] pushed(EtfEncoder encoder, Term term, int room) {
        EtfPushWriter writer = EtfPushWriter.create(encoder);
        assertTrue(writer.isDone());
        writer.start(term);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(room);
        boolean done;
        do {
            done = writer.write(buffer);
            assertTrue(done || !buffer.hasRemaining());
            all.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        } while (!done);
        assertTrue(writer.isDone());
        return all.toByteArray();
    }

    @Test
    void termsOneAfterTheOther() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        EtfPushWriter writer = EtfPushWriter.create(ENCODER);
        Term large = Terms.list(Bitstring.of(new byte[100_000]), Terms.byteList(new byte[70_000]), Samples.fun(Atom.OK));
        for (int i = 0; i < 20; i++) {
            writer.write(Tuple.of(Atom.OK, Terms.ofJava(i)), bytes);
            writer.write(large, Channels.newChannel(bytes));
        }
        EtfPullReader stream = EtfPullReader.create(DECODER);
        EtfPullReader channel = EtfPullReader.create(DECODER);
        var in = new ByteArrayInputStream(bytes.toByteArray());
        var source = Channels.newChannel(new ByteArrayInputStream(bytes.toByteArray()));
        for (int i = 0; i < 20; i++) {
            assertEquals(Tuple.of(Atom.OK, Terms.ofJava(i)), stream.read(in));
            assertEquals(large, stream.read(in));
            assertEquals(Tuple.of(Atom.OK, Terms.ofJava(i)), channel.read(source));
            assertEquals(large, channel.read(source));
        }
        assertNull(stream.read(in));
        assertNull(channel.read(source));
        assertTrue(stream.isIdle());
    }

    @Test
    void aStreamThatEndsInsideATerm() {
        EtfPullReader reader = EtfPullReader.create(DECODER);
        byte[] bytes = ENCODER.encode(Tuple.of(Atom.OK, Atom.ERROR));
        var in = new ByteArrayInputStream(bytes, 0, bytes.length - 1);
        assertEquals(Reason.TRUNCATED, assertThrows(EtfException.class, () -> reader.read(in)).reason());
    }

    @Test
    void memoryIsThatOfTheBytesThatCame() {
        for (String header : new String[] {"836cffffffff61", "836dffffffff61", "836c7fffffff61", "836d7fffffff61", "837400ffffff61", "8369ffffff61", "836f7fffffff0061"}) {
            byte[] bytes = java.util.HexFormat.of().parseHex(header);
            long allocated = Allocation.of(() -> {
                EtfPullReader reader = EtfPullReader.create(DECODER);
                try {
                    reader.feed(bytes, 0, bytes.length);
                    assertNull(reader.poll());
                } catch (EtfException e) {
                    assertNotNull(e.reason());
                }
            });
            assertTrue(allocated < 200_000, header + ": " + allocated);
        }
    }

    @Test
    void limitsOfPieces() {
        byte[] claim = java.util.HexFormat.of().parseHex("836d00ffffff");
        EtfPullReader reader = EtfPullReader.create(DECODER.maxBytes(1000));
        reader.feed(ByteBuffer.wrap(claim));
        assertEquals(Reason.LIMIT, assertThrows(EtfException.class, reader::poll).reason());
        EtfPullReader slow = EtfPullReader.create(DECODER.maxBytes(1000));
        EtfException e = assertThrows(EtfException.class, () -> {
            slow.feed(ByteBuffer.allocateDirect(6).put(java.util.HexFormat.of().parseHex("836c0000ffff")).flip());
            for (int i = 0; i < 2000; i++) {
                slow.poll();
                slow.feed(new byte[] {106}, 0, 1);
            }
        });
        assertEquals(Reason.LIMIT, e.reason());
        byte[] bomb = ENCODER.compressed(9).encode(Bitstring.of(new byte[1 << 20]));
        EtfPullReader bombed = EtfPullReader.create(DECODER.maxInflateRatio(100));
        bombed.feed(bomb, 0, bomb.length);
        assertEquals(Reason.LIMIT, assertThrows(EtfException.class, bombed::poll).reason());
    }

    @Test
    void aMillionLevelsInPieces() {
        Term term = Nil.NIL;
        for (int i = 0; i < 1_000_000; i++) {
            term = Terms.list(term);
        }
        byte[] bytes = pushed(ENCODER, term, 1000);
        EtfPullReader reader = EtfPullReader.create(DECODER);
        for (int at = 0; at < bytes.length; at += 5000) {
            reader.feed(bytes, at, Math.min(5000, bytes.length - at));
            Term whole = reader.poll();
            assertEquals(at + 5000 >= bytes.length, whole != null);
            assertTrue(whole == null || whole.equals(bytes.length == 0 ? null : DECODER.decode(bytes)));
        }
    }

    @Test
    void whatCannotBeEncodedIsGivenUp() {
        EtfPushWriter writer = EtfPushWriter.create(ENCODER);
        writer.start(Terms.list(Atom.OK, new Opaque() {}));
        assertThrows(IllegalStateException.class, () -> writer.start(Atom.OK));
        assertThrows(EtfException.class, () -> writer.write(ByteBuffer.allocate(100)));
        writer.start(Atom.OK);
        assertFalse(writer.write(ByteBuffer.allocate(2)));
        assertTrue(writer.write(ByteBuffer.allocate(100)));
    }
}
