package org.jbeam.runtime;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.Ref;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/**
 * An open port: the Erlang side of a driver. A driver extends it. Methods may be called from any process or thread; calls of the driver's own methods
 * ({@link #output}, {@link #control}, {@link #stop}) come one at a time, with {@link #lock} held.
 */
public abstract class ErlangPort {
    private static final Atom COMMAND = Atom.of("command");
    private static final Atom CONNECT = Atom.of("connect");
    private static final Atom CONNECTED = Atom.of("connected");
    private static final Atom CLOSE = Atom.of("close");
    private static final Atom CLOSED = Atom.of("closed");
    private static final Atom NORMAL = Atom.of("normal");
    private static final Atom BADSIG = Atom.of("badsig");

    /** Held while the driver works or the port changes. */
    protected final ReentrantLock lock = new ReentrantLock();

    private final VirtualMachine vm;
    private final Port id;
    private final String name;
    private final Set<Term> linked = new LinkedHashSet<>(4);
    private final Map<Ref, Monitor> watchers = new LinkedHashMap<>(2);
    private volatile Pid owner;
    private volatile Atom registeredName;
    private volatile Term data;
    private volatile boolean closed;
    private volatile Tracee tracee;

    /**
     * A port with a number of its own; {@link VirtualMachine#open} makes it known.
     *
     * @param name what {@code port_info(Port, name)} shows
     */
    @SuppressWarnings("this-escape") // the identifier only keeps the reference
    protected ErlangPort(VirtualMachine vm, String name, Pid owner) {
        this.vm = vm;
        this.id = vm.newPortId();
        this.name = name;
        this.owner = owner;
        id.attach(this);
    }

    /** The machine it belongs to. */
    public final VirtualMachine vm() {
        return vm;
    }

    /** Its identifier. */
    public final Port id() {
        return id;
    }

    /** The name of the driver or command. */
    public final String name() {
        return name;
    }

    /** The process that gets what the driver says: the connected process. */
    public final Pid owner() {
        return owner;
    }

    /** The name it is registered under, or null. */
    public final Atom registeredName() {
        return registeredName;
    }

    final void registeredName(Atom newName) {
        registeredName = newName;
    }

    /** What {@code port_set_data} left, or null. */
    public final Term data() {
        return data;
    }

    /** Sets {@link #data()}. */
    public final void data(Term term) {
        data = term;
    }

    /** Who is told of what happens to it, or null. */
    public final Tracee tracee() {
        return tracee;
    }

    /** Sets {@link #tracee()}. */
    public final void tracee(Tracee told) {
        tracee = told;
    }

    final void tell(Atom event, Term what, Term more) {
        Tracee t = tracee;
        if (t != null) {
            t.happens(this, event, what, more);
        }
    }

    /** Has it been closed? */
    public final boolean isClosed() {
        return closed;
    }

    /** The processes it is linked to. */
    public final List<Term> links() {
        lock.lock();
        try {
            return List.copyOf(linked);
        } finally {
            lock.unlock();
        }
    }

    /** The monitors on it. */
    public final List<Monitor> watchers() {
        lock.lock();
        try {
            return List.copyOf(watchers.values());
        } finally {
            lock.unlock();
        }
    }

    // ---- what a driver does

    /**
     * Takes output: {@code Port ! {Owner, {command, Data}}}, {@code port_command/2}.
     *
     * @throws BifException {@code badarg} when the data is no I/O list
     */
    protected abstract void output(ErlangProcess from, Term data);

    /**
     * {@code port_control/3}: the answer, a binary or a list as the driver likes.
     *
     * @throws BifException {@code badarg} for an operation it does not know
     */
    protected Term control(ErlangProcess from, int operation, byte[] argument) {
        throw BifException.badarg();
    }

    /** {@code port_call/3}. By default a driver knows no calls. */
    protected Term call(ErlangProcess from, int operation, Term argument) {
        throw BifException.badarg();
    }

    /** Parks a sender while more output is waiting than the driver wants; called without the lock. */
    public void awaitRoom(ErlangProcess from) {}

    /** Does it stay open for as long as the machine runs? */
    protected boolean isPermanent() {
        return false;
    }

    /** Releases what the driver holds; called once. */
    protected abstract void stop();

    /** It has been closed, its links and monitors told; called once, without the lock unless who closed it holds it. */
    protected void closed(Term reason) {}

    /** What {@code port_info(Port, os_pid)} shows, or -1. */
    public long osPid() {
        return -1;
    }

    /** Bytes read from outside so far. */
    public long bytesIn() {
        return 0;
    }

    /** Bytes written to the outside so far. */
    public long bytesOut() {
        return 0;
    }

    /** Bytes waiting to be written. */
    public long queueSize() {
        return 0;
    }

    // ---- what is done to it

    /** Sends a term to the owner. */
    protected final void tellOwner(Term message) {
        ErlangProcess process = vm.process(owner);
        Tracee t = tracee;
        if (t != null) {
            t.sends(this, message, owner);
        }
        if (process != null) {
            process.deliver(message);
        }
    }

    /** {@code port_command/2}; false when it is closed. */
    public final boolean command(ErlangProcess from, Term iodata) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            Tracee t = tracee;
            if (t != null && from != null) {
                t.receives(this, Tuple.of(from.pid(), Tuple.of(COMMAND, iodata)));
            }
            output(from, iodata);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** {@code port_control/3}; null when it is closed. */
    public final Term control(ErlangProcess from, int operation, byte[] argument, boolean open) {
        lock.lock();
        try {
            return closed ? null : control(from, operation, argument);
        } finally {
            lock.unlock();
        }
    }

    /** {@code port_call/3}; null when it is closed. */
    public final Term called(ErlangProcess from, int operation, Term argument) {
        lock.lock();
        try {
            return closed ? null : call(from, operation, argument);
        } finally {
            lock.unlock();
        }
    }

    /** {@code port_connect/2}: the new owner is linked; the old one stays linked. */
    public final void connect(Pid newOwner) {
        lock.lock();
        try {
            owner = newOwner;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #connect}, with a link to the new owner. */
    public final void connectLinked(Pid newOwner) {
        ErlangProcess process = vm.process(newOwner);
        if (process != null) {
            process.enqueue(new AddLink(id));
            addLink(newOwner);
        }
        connect(newOwner);
    }

    /** A message sent to the port: {@code {Owner, {command, Data} | {connect, Pid} | close}}; anything else is a bad signal. */
    public final void message(ErlangProcess from, Term message) {
        if (message instanceof Tuple2 t && t.e0() instanceof Pid pid && pid.equals(owner) && request(from, t.e1())) {
            return;
        }
        if (!closed) {
            badSignal();
        }
    }

    private boolean request(ErlangProcess from, Term request) {
        if (request == CLOSE) {
            Pid told = owner;
            close(NORMAL, null);
            ErlangProcess process = vm.process(told);
            if (process != null) {
                process.deliver(Tuple.of(id, CLOSED));
            }
            return true;
        }
        if (!(request instanceof Tuple2 t)) {
            return false;
        }
        if (t.e0() == COMMAND) {
            return ordinary(from, t.e1());
        }
        if (t.e0() == CONNECT && t.e1() instanceof Pid newOwner && vm.process(newOwner) != null) {
            Pid old = owner;
            connectLinked(newOwner);
            ErlangProcess process = vm.process(old);
            if (process != null) {
                process.deliver(Tuple.of(id, CONNECTED));
            }
            return true;
        }
        return false;
    }

    private boolean ordinary(ErlangProcess from, Term iodata) {
        try {
            awaitRoom(from);
            command(from, iodata);
            return true;
        } catch (BifException e) {
            return false;
        }
    }

    /** The connected process is told, whoever sent it. */
    private void badSignal() {
        ErlangProcess process = vm.process(owner);
        if (process != null) {
            ProcessLinks.exit(process, id, BADSIG);
        }
    }

    private static final class AddLink extends Signal {
        private final Port port;

        AddLink(Port port) {
            this.port = port;
        }

        @Override
        void arrive(ErlangProcess receiver) {
            receiver.links().linked().add(port);
        }
    }

    /** Links it with the process that opens it, of which nobody is told. */
    public final void linkOpener(Pid process) {
        linked.add(process);
    }

    /** Links it with a process at this end; false when it is closed. */
    public final boolean addLink(Pid process) {
        lock.lock();
        try {
            if (!closed && linked.add(process)) {
                tell(Tracee.GETTING_LINKED, process, null);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    final void removeLink(Pid process) {
        lock.lock();
        try {
            if (linked.remove(process)) {
                tell(Tracee.GETTING_UNLINKED, process, null);
            }
        } finally {
            lock.unlock();
        }
    }

    final boolean addWatcher(Monitor monitor) {
        lock.lock();
        try {
            return !closed && (watchers.put(monitor.ref(), monitor) == null || true);
        } finally {
            lock.unlock();
        }
    }

    final void removeWatcher(Ref ref) {
        lock.lock();
        try {
            watchers.remove(ref);
        } finally {
            lock.unlock();
        }
    }

    final void linkedProcessEnded(Pid process, Term reason) {
        removeLink(process);
        if (process.equals(owner) || reason != NORMAL) {
            close(reason, null);
        }
    }

    /** Closes the port: links and monitors learn the reason, but for the process that asked. Does nothing the second time. */
    public final void close(Term reason, Pid except) {
        List<Term> links;
        List<Monitor> monitors;
        lock.lock();
        try {
            if (closed || isPermanent()) {
                return;
            }
            closed = true;
            // whoever sees what stopping it does must not find it any more
            vm.closed(this);
            stop();
            links = List.copyOf(linked);
            monitors = List.copyOf(watchers.values());
            linked.clear();
            watchers.clear();
        } finally {
            lock.unlock();
        }
        tell(Tracee.CLOSED, reason, null);
        for (Term link : links) {
            ErlangProcess process = vm.process((Pid) link);
            if (process == null) {
                continue;
            }
            if (link.equals(except)) {
                process.enqueue(new RemoveLink(id));
            } else {
                ProcessLinks.linkBroken(process, id, reason);
            }
        }
        monitors.forEach(monitor -> ProcessLinks.tell(vm, monitor, reason));
        closed(reason);
    }

    private static final class RemoveLink extends Signal {
        private final Port port;

        RemoveLink(Port port) {
            this.port = port;
        }

        @Override
        void arrive(ErlangProcess receiver) {
            if (receiver.links().linked().remove(port)) {
                receiver.tell(Tracee.GETTING_UNLINKED, port);
            }
        }
    }
}
