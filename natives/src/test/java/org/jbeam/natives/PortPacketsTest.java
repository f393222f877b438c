package org.jbeam.natives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Node;
import org.jbeam.term.Port;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;
import org.junit.jupiter.api.Test;

/** Streams cut into packets and lines. */
class PortPacketsTest {
    private static final Port PORT = new Port(Node.LOCAL, 7);

    private static PortPackets packets(Term... options) {
        return new PortPackets(PORT, PortOptions.parse(Terms.list(options)));
    }

    private static Term option(String name, int value) {
        return Tuple.of(Atom.of(name), SmallInt.of(value));
    }

    private static List<Term> feed(PortPackets packets, byte[] input, int piece) {
        List<Term> told = new ArrayList<>();
        for (int i = 0; i < input.length; i += piece) {
            byte[] part = Arrays.copyOfRange(input, i, Math.min(input.length, i + piece));
            packets.feed(part, part.length, message -> told.add(((Tuple2) ((Tuple2) message).e1()).e1()));
        }
        packets.end(message -> told.add(((Tuple2) ((Tuple2) message).e1()).e1()));
        return told;
    }

    @Property(tries = 200)
    void whatIsFramedComesOut(@ForAll @Size(max = 20) List<@Size(max = 200) byte[]> messages, @ForAll @IntRange(min = 1, max = 500) int piece,
            @ForAll @IntRange(max = 2) int size) {
        int head = new int[] {1, 2, 4}[size];
        PortPackets packets = packets(option("packet", head), Atom.of("binary"));
        java.io.ByteArrayOutputStream stream = new java.io.ByteArrayOutputStream();
        messages.forEach(message -> stream.writeBytes(packets.frame(message)));
        List<Term> out = feed(packets, stream.toByteArray(), piece);
        assertEquals(messages.size(), out.size());
        for (int i = 0; i < out.size(); i++) {
            assertArrayEquals(messages.get(i), ((Bitstring) out.get(i)).toByteArray());
        }
    }

    @Test
    void tooLongForItsLength() {
        assertNull(packets(option("packet", 1)).frame(new byte[256]));
        assertNull(packets(option("packet", 2)).frame(new byte[65_536]));
        assertEquals(257, packets(option("packet", 2)).frame(new byte[255]).length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** As OTP 25 cuts {@code printf 'abc\r\nabc\r\r\nabcd\r\n' } with {@code {line, 3}}. */
    @Test
    void carriageReturnsBelongToTheEndOfALine() {
        String lines = feed(packets(option("line", 3), Atom.of("binary")), ascii("abc\r\nabc\r\r\nabcd\r\n"), 100).toString();
        assertEquals("[{eol,<<97,98,99>>}, {noeol,<<97,98,99>>}, {eol,<<13>>}, {noeol,<<97,98,99>>}, {eol,<<100>>}]", lines);
    }

    /** As OTP 25 cuts {@code printf 'abc\ndefghijk\nabcd\nefgh' } with {@code {line, 4}}. */
    @Test
    void linesAsOtpCutsThem() {
        List<Term> out = feed(packets(option("line", 4), Atom.of("binary")), ascii("abc\ndefghijk\nabcd\n\nefgh"), 100);
        assertEquals("[{eol,<<97,98,99>>}, {noeol,<<100,101,102,103>>}, {eol,<<104,105,106,107>>}, {eol,<<97,98,99,100>>}, {eol,<<>>},"
                + " {noeol,<<101,102,103,104>>}]", out.toString());
    }

    @Property(tries = 200)
    void linesDoNotDependOnHowTheyArrive(@ForAll @Size(max = 100) List<@IntRange(max = 3) Integer> letters, @ForAll @IntRange(min = 1, max = 9) int longest,
            @ForAll @IntRange(min = 1, max = 20) int piece) {
        byte[] input = new byte[letters.size()];
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) (letters.get(i) == 0 ? '\n' : 'a' + letters.get(i));
        }
        String whole = feed(packets(option("line", longest)), input, 1000).toString();
        assertEquals(whole, feed(packets(option("line", longest)), input, piece).toString());
    }
}
