package org.jbeam.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.jbeam.etf.EtfDecoder;
import org.jbeam.etf.EtfEncoder;
import org.jbeam.natives.dist.DistChannel;
import org.jbeam.natives.dist.DistConnection;
import org.jbeam.natives.dist.DistReceiver;
import org.jbeam.natives.dist.DistTable;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.Node;
import org.jbeam.term.Pid;
import org.jbeam.term.PlainRef;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;

/** The signals of a connection, without a socket: what comes is packets, what goes is recorded. */
class DistributionTest {
    private static final long FLAGS = 0xd07df7fbcL & ~0x802000L | 1;
    private static final Atom PEER = Atom.of("peer@host");
    private static final Atom NET_KERNEL = Atom.of("net_kernel");
    private static final Node THERE = Node.of(PEER, 77);
    private static final Pid REMOTE = new Pid(THERE, 5, 0);
    private static final PlainRef REF = new PlainRef(THERE, 1, 2, 3);
    private static final EtfEncoder ENCODER = EtfEncoder.create().minorVersion(2);

    /** A peer that only takes notes. */
    private static final class Peer implements DistChannel {
        private final List<String> sent = new ArrayList<>();
        private Term killed;
        private long waiting;

        @Override
        public Term controller() {
            return Atom.of("nobody");
        }

        @Override
        public void write(byte[] packet) {
            EtfDecoder.Decoded control = EtfDecoder.create().decode(packet, 1, packet.length - 1);
            int at = 1 + control.used();
            String payload = at == packet.length ? "" : " " + EtfDecoder.create().decode(packet, at, packet.length - at).term();
            sent.add(control.term() + payload);
        }

        @Override
        public long waiting() {
            return waiting;
        }

        @Override
        public void kill(Term reason) {
            killed = reason;
        }
    }

    private record Link(ErlangProcess p, Peer peer, DistConnection connection, DistReceiver receiver) {
        void packet(Term payload, Term... control) {
            byte[] first = ENCODER.encode(Tuple.of(control));
            byte[] second = payload == null ? new byte[0] : ENCODER.encode(payload);
            byte[] packet = new byte[1 + first.length + second.length];
            packet[0] = 112;
            System.arraycopy(first, 0, packet, 1, first.length);
            System.arraycopy(second, 0, packet, 1 + first.length, second.length);
            receiver.receive(packet);
        }

        String messages() {
            p.handleSignals();
            return p.messageList().toString();
        }
    }

    private static SmallInt number(long n) {
        return SmallInt.of(n);
    }

    private static void connected(BiConsumer<ErlangProcess, Link> body) throws Exception {
        DistTable[] of = new DistTable[1];
        BifMachine.in(p -> {
            DistTable table = DistTable.of(p.vm());
            of[0] = table;
            p.vm().names().register(NET_KERNEL, p);
            assertTrue(table.name(Atom.of("here@host"), 9));
            Peer peer = new Peer();
            table.newConnection(PEER);
            DistConnection c = table.up(PEER, peer, FLAGS);
            p.trapExit(true);
            body.accept(p, new Link(p, peer, c, RemoteBifs.receiver(p.vm(), c)));
            c.node().lost(c);
            return Atom.OK;
        });
        // the process was the net_kernel: the node is alive until it has ended
        for (int i = 0; i < 5000 && of[0].isAlive(); i++) {
            Thread.sleep(1);
        }
        assertFalse(of[0].isAlive());
    }

    @Test
    void messagesArriveInOrder() throws Exception {
        connected((p, link) -> {
            for (int i = 0; i < 5; i++) {
                link.packet(number(i), number(22), REMOTE, p.pid());
            }
            link.packet(Atom.of("named"), number(6), REMOTE, Atom.of(""), NET_KERNEL);
            link.packet(Atom.of("nobody"), number(6), REMOTE, Atom.of(""), Atom.of("no_such_name"));
            link.packet(Atom.of("traced"), number(12), Atom.of(""), p.pid(), Atom.of("token"));
            assertEquals("[0,1,2,3,4,named,traced]", link.messages());
            assertEquals(null, link.peer.killed);
            assertEquals(8, link.connection.packetsIn());
        });
    }

    @Test
    void signalsGoOut() throws Exception {
        connected((p, link) -> {
            p.send(REMOTE, Atom.of("hello"));
            p.send(Tuple.of(Atom.of("name"), PEER), Atom.of("hello"));
            p.links().link(REMOTE);
            p.links().unlink(REMOTE);
            ProcessBifs.exit(p, REMOTE, Atom.of("stop"));
            List<String> sent = link.peer.sent;
            assertTrue(sent.get(0).startsWith("{22,") && sent.get(0).endsWith(" hello"), sent::toString);
            assertTrue(sent.get(1).startsWith("{6,") && sent.get(1).endsWith(",'',name} hello"), sent::toString);
            assertTrue(sent.get(2).startsWith("{1,"), sent::toString);
            assertTrue(sent.get(3).startsWith("{35,"), sent::toString);
            assertTrue(sent.get(4).startsWith("{26,") && sent.get(4).endsWith(" stop"), sent::toString);
        });
    }

    @Test
    void linksAndMonitorsFireWhenTheConnectionIsLost() throws Exception {
        connected((p, link) -> {
            link.packet(null, number(1), REMOTE, p.pid());
            p.handleSignals();
            assertTrue(p.links().linked().contains(REMOTE));
            MonitorBifs.monitor(p, Atom.of("process"), REMOTE);
            DistBifs.monitorNode(p, PEER, Atom.TRUE);
            link.packet(null, number(19), REMOTE, p.pid(), REF);
            p.handleSignals();
            assertEquals(1, p.links().watchers().size());
            link.connection.node().lost(link.connection);
            String messages = link.messages();
            assertTrue(messages.contains("{'EXIT',<") && messages.contains(",noconnection}") && messages.contains("{'DOWN',#Ref<")
                    && messages.contains("{nodedown,peer@host}"), messages);
            assertTrue(p.links().watchers().isEmpty());
            assertTrue(p.links().linked().isEmpty());
        });
    }

    @Test
    void unlinkIsFinal() throws Exception {
        connected((p, link) -> {
            p.links().link(REMOTE);
            p.links().unlink(REMOTE);
            link.packet(Atom.of("late"), number(24), REMOTE, p.pid());
            link.packet(null, number(1), REMOTE, p.pid());
            p.handleSignals();
            assertTrue(p.links().linked().isEmpty(), "linked while the other side does not know of the unlink");
            String unlink = link.peer.sent.get(1);
            long id = Long.parseLong(unlink.substring(4, unlink.indexOf(',', 4)));
            link.packet(null, number(36), number(id), REMOTE, p.pid());
            link.packet(null, number(1), REMOTE, p.pid());
            assertEquals("[]", link.messages());
            assertTrue(p.links().linked().contains(REMOTE));
            link.packet(null, number(35), number(3), REMOTE, p.pid());
            p.handleSignals();
            assertFalse(p.links().linked().contains(REMOTE));
            assertTrue(link.peer.sent.get(2).startsWith("{36,3,"), link.peer.sent::toString);
        });
    }

    @Test
    void theDeadAreReported() throws Exception {
        connected((p, link) -> {
            Pid gone = new Pid(Node.LOCAL, 1000, 1000);
            link.packet(null, number(1), REMOTE, gone);
            link.packet(null, number(19), REMOTE, gone, REF);
            link.packet(null, number(19), REMOTE, Atom.of("no_such_name"), REF);
            List<String> sent = link.peer.sent;
            assertTrue(sent.get(0).startsWith("{24,") && sent.get(0).endsWith(" noproc"), sent::toString);
            assertTrue(sent.get(1).startsWith("{28,") && sent.get(1).endsWith(" noproc"), sent::toString);
            assertTrue(sent.get(2).startsWith("{28,no_such_name,") && sent.get(2).endsWith(" noproc"), sent::toString);
        });
    }

    @Test
    void aProcessIsSpawnedForAParentThere() throws Exception {
        connected((p, link) -> {
            Tuple function = Tuple.of(Atom.of("bif_machine"), Atom.of("idle"), number(0));
            link.packet(Nil.NIL, number(29), REF, REMOTE, REMOTE, function, Terms.list(Atom.of("link"), Atom.of("monitor")));
            link.packet(Nil.NIL, number(29), REF, REMOTE, REMOTE, function, Terms.list(Atom.of("nonsense")));
            assertTrue(link.peer.sent.get(0).startsWith("{31,#Ref<") && link.peer.sent.get(0).contains(",3,<"), link.peer.sent::toString);
            assertTrue(link.peer.sent.stream().anyMatch(s -> s.endsWith(",0,badopt}")), link.peer.sent::toString);
        });
    }

    private static final Term[] PIECES = {number(0), number(1), number(-1), number(1L << 40), Atom.of(""), Atom.of("net_kernel"), REMOTE, REF,
        new Pid(Node.of(Atom.of("third@host"), 1), 1, 1), new Pid(Node.LOCAL, 999, 7), Nil.NIL, Terms.list(number(1), Atom.of("link")),
        Tuple.of(Atom.of("bif_machine"), Atom.of("idle"), number(0)), Tuple.of(), new PlainRef(1, 2, 3)};

    private static Term piece(Random random, ErlangProcess p) {
        int i = random.nextInt(PIECES.length + 1);
        return i == PIECES.length ? p.pid() : PIECES[i];
    }

    /** Whatever comes: no exception, and either the connection is cut or the packet means something. */
    @Test
    void rubbishCutsThePeerOffAndDoesNothingElse() throws Exception {
        connected((p, link) -> {
            Random random = new Random(7);
            int cut = 0;
            for (int i = 0; i < 20_000; i++) {
                link.peer.killed = null;
                Term[] control = new Term[1 + random.nextInt(7)];
                control[0] = number(random.nextInt(40));
                for (int k = 1; k < control.length; k++) {
                    control[k] = piece(random, p);
                }
                link.packet(random.nextBoolean() ? null : piece(random, p), control);
                cut += link.peer.killed == null ? 0 : 1;
                p.flushMessages(m -> true);
            }
            assertTrue(cut > 10_000, "only " + cut + " were refused");
            bytes(p, link, random);
        });
    }

    private static void bytes(ErlangProcess p, Link link, Random random) {
        byte[] good = ENCODER.encode(Tuple.of(number(22), REMOTE, p.pid()));
        for (int i = 0; i < 20_000; i++) {
            byte[] packet = new byte[1 + good.length];
            packet[0] = 112;
            System.arraycopy(good, 0, packet, 1, good.length);
            packet[random.nextInt(packet.length)] = (byte) random.nextInt();
            link.receiver.receive(random.nextInt(4) == 0 ? java.util.Arrays.copyOf(packet, random.nextInt(packet.length)) : packet);
            p.flushMessages(m -> true);
        }
    }

    @Test
    void aSlowPeerMakesItselfKnown() throws Exception {
        connected((p, link) -> {
            assertFalse(link.connection.isBusy());
            link.peer.waiting = 2L << 20;
            assertTrue(link.connection.isBusy());
            assertEquals(Atom.of("nosuspend"), ProcessBifs.send(p, REMOTE, Atom.OK, Terms.list(Atom.of("nosuspend"))));
            link.peer.waiting = 600 << 10;
            link.connection.room();
            assertTrue(link.connection.isBusy());
            link.peer.waiting = 400 << 10;
            link.connection.room();
            assertFalse(link.connection.isBusy());
        });
    }
}
