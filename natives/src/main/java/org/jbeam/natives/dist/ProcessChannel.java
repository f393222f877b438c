package org.jbeam.natives.dist;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;

/** A connection whose packets a process of the program carries: {@code erlang:dist_ctrl_get_data/1} and the like. */
public final class ProcessChannel implements DistChannel {
    private static final Atom DIST_DATA = Atom.of("dist_data");
    private static final Atom KILL = Atom.of("kill");

    private final ErlangProcess controller;
    private final Queue<byte[]> packets = new ArrayDeque<>();
    private long bytes;
    private boolean notify;
    private volatile boolean sizes;
    private volatile Pid inputHandler;
    private volatile DistReceiver receiver;

    /** A channel that this process is the controller of. */
    public ProcessChannel(ErlangProcess controller) {
        this.controller = controller;
    }

    @Override
    public Term controller() {
        return controller.pid();
    }

    /** The process that hands in what has come, or null. */
    public Pid inputHandler() {
        return inputHandler;
    }

    /** Sets {@link #inputHandler()}. */
    public void inputHandler(Pid pid) {
        inputHandler = pid;
    }

    /** What acts on packets that have come. */
    public DistReceiver receiver() {
        return receiver;
    }

    /** Sets {@link #receiver()}, before there is an input handler. */
    public void receiver(DistReceiver r) {
        receiver = r;
    }

    /** Are packets given with their sizes? */
    public boolean givesSizes() {
        return sizes;
    }

    /** Sets {@link #givesSizes()}. */
    public void givesSizes(boolean on) {
        sizes = on;
    }

    @Override
    public void write(byte[] packet) {
        boolean tell;
        synchronized (packets) {
            packets.add(packet);
            bytes += packet.length;
            tell = notify;
            notify = false;
        }
        if (tell) {
            controller.deliver(DIST_DATA);
        }
    }

    /** Has the controller told, once, when there is a packet. */
    public void notifyOnce() {
        boolean now;
        synchronized (packets) {
            now = !packets.isEmpty();
            notify = !now;
        }
        if (now) {
            controller.deliver(DIST_DATA);
        }
    }

    /** Takes the next packet: it, or null. */
    public byte[] take() {
        synchronized (packets) {
            byte[] packet = packets.poll();
            bytes -= packet == null ? 0 : packet.length;
            return packet;
        }
    }

    @Override
    public long waiting() {
        synchronized (packets) {
            return bytes;
        }
    }

    @Override
    public void kill(Term reason) {
        controller.vm().exit(controller, controller.pid(), KILL);
    }
}
