package org.jbeam.ets;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jbeam.term.Node;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;

/**
 * A {@link TableHost} for programs without Erlang processes: owners of tables are made by {@link #owner} and end when they are closed. Safe for
 * use by several threads.
 */
public final class StandaloneHost implements TableHost {
    private static final int PID_NUMBERS = 1 << 28;

    private final EtsTables tables = new EtsTables(this, Integer.MAX_VALUE);
    private final Map<Pid, Consumer<Term>> owners = new ConcurrentHashMap<>();
    private final AtomicLong pids = new AtomicLong();
    private final AtomicLong refs = new AtomicLong();

    private StandaloneHost() {}

    /** A host with no tables and no owners. */
    public static StandaloneHost create() {
        return new StandaloneHost();
    }

    /** Who can own tables. Closing it ends it: its tables go to their heirs or are deleted, its fixations are taken back. */
    public final class Owner implements AutoCloseable {
        private final Pid pid;

        private Owner(Pid pid) {
            this.pid = pid;
        }

        /** Its identifier, for all that takes the caller or an owner. */
        public Pid pid() {
            return pid;
        }

        @Override
        public void close() {
            if (owners.remove(pid) != null) {
                tables.exited(pid);
            }
        }
    }

    /**
     * A new owner.
     *
     * @param inbox gets <code>{'ETS-TRANSFER', Table, From, Data}</code> when a table is given away to it or inherited; called by the thread that
     *     gives
     */
    public Owner owner(Consumer<Term> inbox) {
        Pid pid = new Pid(Node.LOCAL, (int) (pids.incrementAndGet() % PID_NUMBERS), (int) (pids.get() / PID_NUMBERS));
        owners.put(pid, inbox);
        return new Owner(pid);
    }

    /** The tables. */
    public EtsTables tables() {
        return tables;
    }

    @Override
    public <T> T newRef(RefMaker<T> maker) {
        long number = refs.incrementAndGet();
        return maker.make((int) number & 0x3ffff, (int) (number >>> 18), (int) (number >>> 50));
    }

    @Override
    public boolean alive(Pid process) {
        return owners.containsKey(process);
    }

    @Override
    public void send(Pid from, Pid to, Term message) {
        Consumer<Term> inbox = owners.get(to);
        if (inbox != null) {
            inbox.accept(message);
        }
    }
}
