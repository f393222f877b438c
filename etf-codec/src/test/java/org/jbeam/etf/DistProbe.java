package org.jbeam.etf;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Node;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * Connects to the node of {@code echo.erl} (see there) on port 9123, sends it messages encoded here and checks what it sends back. Run by
 * hand, as {@code DistProbe FRAGMENT_BYTES FILE}; writes the packets that the node sent, {@code [{[Packet], Control, Payload}]}, which is
 * how {@code dist.etf} was made (with OTP 25.2.3).
 */
final class DistProbe {
    private static final String NAME = "probe@localhost";
    private static final int CREATION = 77;
    private static final String COOKIE = "cook";
    /** What OTP 25 demands, and atom caches, fragments, hidden. */
    private static final long FLAGS = 0x14_03cf_6fd4L | 0x40;

    private final DataInputStream in;
    private final DataOutputStream out;

    private DistProbe(Socket socket) throws IOException {
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    public static void main(String[] args) throws IOException, GeneralSecurityException {
        try (Socket socket = new Socket("localhost", 9123)) {
            DistProbe probe = new DistProbe(socket);
            probe.shakeHands();
            Term log = probe.echo(Integer.parseInt(args[0]));
            Files.write(Path.of(args[1]), EtfEncoder.create().compressed(9).encode(log));
        }
    }

    private byte[] receive() throws IOException {
        byte[] bytes = new byte[in.readUnsignedShort()];
        in.readFully(bytes);
        return bytes;
    }

    private void send(ByteBuffer bytes) throws IOException {
        out.writeShort(bytes.capacity());
        out.write(bytes.array());
        out.flush();
    }

    private void shakeHands() throws IOException, GeneralSecurityException {
        byte[] name = NAME.getBytes(StandardCharsets.ISO_8859_1);
        send(ByteBuffer.allocate(15 + name.length).put((byte) 'N').putLong(FLAGS).putInt(CREATION).putShort((short) name.length).put(name));
        expect("sok", new String(receive(), StandardCharsets.ISO_8859_1));
        int challenge = ByteBuffer.wrap(receive()).getInt(9);
        String secret = COOKIE + Integer.toUnsignedString(challenge);
        byte[] digest = MessageDigest.getInstance("MD5").digest(secret.getBytes(StandardCharsets.ISO_8859_1));
        send(ByteBuffer.allocate(21).put((byte) 'r').putInt(12345).put(digest));
        expect("a", new String(receive(), 0, 1, StandardCharsets.ISO_8859_1));
    }

    private static void expect(Object wanted, Object actual) {
        if (!wanted.equals(actual)) {
            throw new AssertionError("wanted " + wanted + " but got " + actual);
        }
    }

    private Term echo(int fragmentBytes) throws IOException {
        Pid self = new Pid(Node.of(Atom.of(NAME), CREATION), 5, 0);
        DistEncoder encoder = DistEncoder.create(fragmentBytes);
        DistDecoder decoder = DistDecoder.create(EtfDecoder.create());
        List<Term> log = new ArrayList<>();
        for (Term message : messages(self)) {
            Term control = Tuple.of(SmallInt.of(6), self, Atom.of(""), Atom.of("echo"));
            for (byte[] packet : encoder.encode(control, Tuple.of(self, message), null)) {
                out.writeInt(packet.length);
                out.write(packet);
            }
            out.flush();
            List<Term> packets = new ArrayList<>();
            DistDecoder.Message reply = null;
            while (reply == null || reply.payload() == null) {
                byte[] packet = new byte[in.readInt()];
                in.readFully(packet);
                packets.add(Bitstring.of(packet));
                reply = decoder.decode(packet);
            }
            expect(message, reply.payload());
            log.add(Tuple.of(Terms.list(packets), reply.control(), message));
        }
        return Terms.list(log);
    }

    private static List<Term> messages(Pid self) {
        Term longNames = Tuple.of(Atom.of("\u20ac".repeat(200)), Atom.of("x".repeat(255)), Atom.of("\u20ac".repeat(199)), Atom.of("short"));
        Term bytes = Bitstring.of(new byte[150_000]);
        return List.of(Atom.OK, Term.parse("{a,b,[c,d,'\u00e9'],\"str\",#{k=>v}}"), Term.parse("{a,b,[c,d,'\u03a9\u03a9',e]}"), self, many(300),
                many(10), many(255), longNames, bytes, Tuple.of(bytes, many(3)), Atom.OK);
    }

    private static Term many(int count) {
        Term[] atoms = new Term[count];
        for (int i = 0; i < count; i++) {
            atoms[i] = Atom.of("dist_atom_" + i);
        }
        return Terms.list(atoms);
    }
}
