package org.jbeam.natives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jbeam.runtime.DistributionChannel;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Port;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;

/** A connection whose packets go to a reader in Java. */
class DistributionChannelTest {
    private static final int BASE = 0x03f1a300;
    private static final int OPEN = 1;
    private static final int BIND = 6;
    private static final int SET_OPTIONS = 7;
    private static final int ACCEPT = 26;
    private static final int LISTEN = 27;
    private static final long PATIENCE = 20;

    private static final class Heard implements DistributionChannel.Reader {
        private final LinkedBlockingQueue<String> all = new LinkedBlockingQueue<>();

        @Override
        public void received(byte[] packet) {
            all.add("packet " + new String(packet, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void writable() {
            all.add("writable");
        }

        @Override
        public void closed(Term reason) {
            all.add("closed " + reason);
        }

        String next() throws InterruptedException {
            return all.poll(PATIENCE, TimeUnit.SECONDS);
        }
    }

    @Test
    void packetsGoToAReaderAndSendersLearnOfCongestion() throws Exception {
        BifMachine.in(p -> {
            try {
                connected(p);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return Atom.OK;
        });
    }

    private static byte[] ask(ErlangProcess p, ErlangPort port, int request, int... argument) {
        byte[] bytes = new byte[argument.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) argument[i];
        }
        byte[] answer = IoData.bytes(port.control(p, BASE + request, bytes, true));
        assertEquals(1, answer[0]);
        return answer;
    }

    private static void connected(ErlangProcess p) throws Exception {
        ErlangPort listener = PortDrivers.open(p, Tuple.of(Atom.of("spawn_driver"), Terms.charList("tcp_inet")), Terms.list(Atom.of("binary")));
        ask(p, listener, OPEN, 1, 1);
        byte[] bound = ask(p, listener, BIND, 1, 0, 0, 127, 0, 0, 1);
        ask(p, listener, LISTEN, 0, 5);
        ask(p, listener, ACCEPT, 255, 255, 255, 255);
        int number = (bound[1] & 0xff) << 8 | bound[2] & 0xff;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), number)) {
            ErlangPort port = accepted(p);
            // packet 4, deliver port, active
            ask(p, port, SET_OPTIONS, 23, 0, 0, 0, 3, 25, 0, 0, 0, 0, 22, 0, 0, 0, 1);
            talk((DistributionChannel) port, socket);
        }
        listener.close(Atom.of("normal"), null);
    }

    private static ErlangPort accepted(ErlangProcess p) {
        p.await(() -> p.messageQueueLength() > 0);
        Term[] answer = new Term[1];
        p.flushMessages(message -> {
            answer[0] = ((Tuple) ((Tuple) message).element(3)).element(1);
            return true;
        });
        return p.vm().port((Port) answer[0]);
    }

    private static void talk(DistributionChannel channel, Socket socket) throws Exception {
        Heard heard = new Heard();
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        assertTrue(channel.attach(heard));
        out.write(new byte[] {0, 0, 0, 2, 'a', 'b', 0, 0, 0, 0, 0, 0, 0, 3, 'x'});
        assertEquals("packet ab", heard.next());
        assertEquals("packet ", heard.next());
        out.write(new byte[] {'y', 'z'});
        assertEquals("packet xyz", heard.next());
        assertEquals(3, channel.packetsIn());
        assertTrue(channel.sendPacket("one ".getBytes(StandardCharsets.ISO_8859_1), "two".getBytes(StandardCharsets.ISO_8859_1)));
        byte[] read = new byte[11];
        in.readFully(read);
        assertArrayEquals("\0\0\0\7one two".getBytes(StandardCharsets.ISO_8859_1), read);
        int sent = 0;
        while (!channel.isCongested()) {
            assertTrue(channel.sendPacket(new byte[100_000]));
            sent++;
        }
        assertEquals(sent + 1, channel.packetsOut());
        for (int i = 0; i < sent; i++) {
            assertEquals(100_000, in.readInt());
            in.skipNBytes(100_000);
        }
        assertEquals("writable", heard.next());
        assertFalse(channel.isCongested());
        socket.close();
        assertEquals("closed normal", heard.next());
        assertFalse(channel.sendPacket(new byte[1]));
        assertFalse(channel.attach(heard));
    }
}
