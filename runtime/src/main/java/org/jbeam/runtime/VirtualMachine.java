package org.jbeam.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jbeam.scheduler.Priority;
import org.jbeam.scheduler.Scheduler;
import org.jbeam.term.Atom;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Node;
import org.jbeam.term.Pid;
import org.jbeam.term.PlainRef;
import org.jbeam.term.Port;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * A running Erlang machine: its processes, ports, names and clock. There is one in a JVM. Parts that only some built-in functions need
 * are kept as {@link #service}s.
 */
public final class VirtualMachine {
    private static final Atom LOGGER = Atom.of("logger");

    private final Scheduler scheduler;
    private final CodeTranslator translator;
    private final ProcessTable processes;
    private final Names names = new Names();
    private final Aliases aliases = new Aliases();
    private final ConcurrentHashMap<Long, ErlangPort> ports = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Class<?>, Object> services = new ConcurrentHashMap<>();
    private final ConcurrentMap<Term, Term> persistentTerms = new ConcurrentHashMap<>();
    private final List<Consumer<ErlangProcess>> exitHooks = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<ErlangProcess, Term>> endHooks = new CopyOnWriteArrayList<>();
    private final List<Runnable> haltHooks = new CopyOnWriteArrayList<>();
    private final AtomicLong nextPort = new AtomicLong();
    private final AtomicLong nextRef = new AtomicLong();
    private final AtomicLong nextUnique = new AtomicLong();
    private final int portLimit;
    private final long startNanos = System.nanoTime();
    private final CompletableFuture<Integer> halted = new CompletableFuture<>();
    private volatile Distribution distribution = Distribution.NONE;
    private volatile Pid systemLogger;
    private final MemoryStatistics memoryStatistics = new MemoryStatistics();
    private volatile MemoryWatcher memoryWatcher;
    private volatile MemoryGuard memoryAlarm;
    private volatile ProcessSettings defaultSettings = ProcessSettings.DEFAULT;
    private volatile int watch;
    private volatile Tracee newProcess;
    private volatile Tracee newPort;
    private volatile SeqTrace.Teller seqTeller = new SeqTrace.Teller() {
        @Override
        public boolean listens(Term process) {
            return true;
        }

        @Override
        public void tell(ErlangProcess p, SeqToken token, int type, Term receiver, Term message) {
            // nobody is interested
        }
    };

    /**
     * A machine that runs nothing yet.
     *
     * @param processLimit how many processes there may be; rounded up to a power of two
     * @param portLimit how many ports there may be
     */
    public VirtualMachine(Scheduler scheduler, CodeTranslator translator, int processLimit, int portLimit) {
        this.scheduler = scheduler;
        this.translator = translator;
        this.processes = new ProcessTable(processLimit);
        this.portLimit = portLimit;
    }

    /** What its processes run on. */
    public Scheduler scheduler() {
        return scheduler;
    }

    /** What makes code of files. */
    public CodeTranslator translator() {
        return translator;
    }

    /** The registered names. */
    public Names names() {
        return names;
    }

    /** The process aliases. */
    public Aliases aliases() {
        return aliases;
    }

    /** The connections to other nodes. */
    public Distribution distribution() {
        return distribution;
    }

    /** Sets {@link #distribution()}. */
    public void distribution(Distribution connections) {
        distribution = connections;
    }

    /** Where signals to this node go. */
    public RemoteNode remote(Node node) {
        return distribution.node(node.name());
    }

    /** The name of this node. */
    public Atom nodeName() {
        return Node.LOCAL.name();
    }

    /** Has this node a name? */
    boolean isAlive() {
        return nodeName() != Node.NOT_ALIVE;
    }

    /** What {@code persistent_term} keeps: a field, for it is read as often as a constant. */
    public ConcurrentMap<Term, Term> persistentTerms() {
        return persistentTerms;
    }

    /** The part of this class, made on first use. */
    public <T> T service(Class<T> type, Supplier<T> maker) {
        Object service = services.get(type);
        return type.cast(service != null ? service : services.computeIfAbsent(type, t -> maker.get()));
    }

    /** What to do, on its own thread, when a process has ended and its name is free, before links and monitors fire. */
    public void onExit(Consumer<ErlangProcess> hook) {
        exitHooks.add(hook);
    }

    /** What to do, on its own thread, with the reason when a process has ended and links and monitors have fired. */
    public void onEnd(BiConsumer<ErlangProcess, Term> hook) {
        endHooks.add(hook);
    }

    /** What to do before the machine halts with its output flushed. */
    public void onHalt(Runnable hook) {
        haltHooks.add(hook);
    }

    // ---- tracing

    /** {@link #watch()}: no function entry is looked at. */
    public static final int WATCH_NONE = 0;
    /** {@link #watch()}: those of processes whose calls are traced. */
    public static final int WATCH_TRACED = 1;
    /** {@link #watch()}: those of every process. */
    public static final int WATCH_ALL = 2;

    /** Which processes take the long way into functions, where breakpoints are looked at. */
    public int watch() {
        return watch;
    }

    /** Sets {@link #watch()}; processes that run follow after at most some thousand reductions, or with the next signal. */
    public void watch(int mode) {
        watch = mode;
    }

    /** Sets what is told of processes that are made from now on, and of ports; null for nothing. */
    public void newTracees(Tracee process, Tracee port) {
        newProcess = process;
        newPort = port;
    }

    /** What is told of new processes, or null. */
    public Tracee newProcess() {
        return newProcess;
    }

    /** What is told of new ports, or null. */
    public Tracee newPort() {
        return newPort;
    }

    /** Who is told of messages with a sequential trace token. */
    public SeqTrace.Teller seqTeller() {
        return seqTeller;
    }

    /** Sets {@link #seqTeller()}. */
    public void seqTeller(SeqTrace.Teller teller) {
        seqTeller = teller;
    }

    private void traceSpawn(ErlangProcess parent, ErlangProcess child, boolean linked) {
        child.tracee(newProcess);
        if (parent != null && parent.seqTrace() != null) {
            parent.seqTrace().spawning(child);
        }
        Tracee told = parent == null ? null : parent.tracee();
        if (told != null) {
            told.spawns(parent, child, linked);
        }
        Tracee own = child.tracee();
        if (own != null) {
            own.spawned(child, child.parent(), linked);
        }
    }

    // ---- processes

    /**
     * Spawns a process that calls a function.
     *
     * @param parent who spawns, or null for the machine itself
     * @return the process, started; null when the process table is full
     */
    public ErlangProcess spawn(ErlangProcess parent, Export function, Term[] args, SpawnOptions options) {
        ErlangProcess child = create(parent, function, args, options);
        if (child != null) {
            child.start();
        }
        return child;
    }

    /** As {@link #spawn}, but leaves it to the caller to start the process. */
    public ErlangProcess create(ErlangProcess parent, Export function, Term[] args, SpawnOptions options) {
        ErlangProcess child = create(parent == null ? null : parent.pid(), parent == null ? null : parent.groupLeader(), function, args, options);
        if (child == null) {
            return null;
        }
        if (options.link()) {
            parent.links().linkNew(child);
        }
        if (options.monitor() != null) {
            if (options.alias() != null) {
                aliases.add(options.monitor(), parent, options.alias());
            }
            parent.links().monitorNew(new Monitor(options.monitor(), parent.pid(), child, child.pid(), Atom.of("process"),
                    options.tag()), child);
        }
        if (newProcess != null || parent != null && (parent.tracee() != null || parent.seqTrace() != null)) {
            traceSpawn(parent, child, options.link());
        }
        return child;
    }

    private ErlangProcess create(Pid parent, Term groupLeader, Export function, Term[] args, SpawnOptions options) {
        ErlangProcess child = processes.add(pid -> new ErlangProcess(this, pid, parent == null ? Atom.UNDEFINED : parent,
                groupLeader == null ? pid : groupLeader));
        if (child == null) {
            return null;
        }
        child.initial(function, args);
        child.settings(options.settings() == null ? defaultSettings : options.settings());
        child.priority(options.priority());
        if (FlightEvents.ON) {
            FlightEvents.spawned(child, function);
        }
        return child;
    }

    /**
     * Makes a process for a parent on another node, for the caller to start.
     *
     * @param options with a monitor, its reference is the parent's; link and monitor are made at this end only
     * @return null when the process table is full
     */
    public ErlangProcess createFor(Pid parent, Term groupLeader, Export function, Term[] args, SpawnOptions options) {
        ErlangProcess child = create(parent, groupLeader, function, args, options);
        if (child != null && options.link()) {
            child.links().linkedBy(parent);
        }
        if (child != null && options.monitor() != null) {
            child.links().watch(new Monitor(options.monitor(), parent, child, child.pid(), Atom.of("process"), null));
        }
        return child;
    }

    /** The local process of this pid, or null when there is none (any more). */
    public ErlangProcess process(Pid pid) {
        return processes.get(pid);
    }

    /** The processes alive, by number. */
    public List<ErlangProcess> allProcesses() {
        return processes.all();
    }

    /** How many processes are alive. */
    public int processCount() {
        return processes.count();
    }

    /** How many processes there may be. */
    public int processLimit() {
        return processes.limit();
    }

    /** The pid itself if this machine made it, so that its short cut is kept; else the given one. */
    public Pid canonical(Pid pid) {
        ErlangProcess process = processes.get(pid);
        return process == null ? pid : process.pid();
    }

    void release(ErlangProcess process) {
        names.ended(process);
        exitHooks.forEach(hook -> hook.accept(process));
        aliases.ended(process);
    }

    void remove(ErlangProcess process) {
        processes.remove(process);
    }

    void ended(ErlangProcess process, Term reason) {
        if (FlightEvents.ON) {
            FlightEvents.ended(process, reason);
        }
        endHooks.forEach(hook -> hook.accept(process, reason));
        if (process.pid().number() == 0 && process.pid().serial() == 0 && !halted.isDone()) {
            System.err.println("jbeam: the init process has ended: " + reason);
            halted.complete(1);
        }
    }

    /**
     * Sends an exit signal to a local process: {@code exit/2}. From any thread.
     *
     * @param from the sending pid or port
     */
    public void exit(ErlangProcess target, Term from, Term reason) {
        ProcessLinks.exit(target, from, reason);
    }

    /**
     * Has a process do something when it next acts on its signals; false when it is dead. {@code refused} runs if it dies before. Until it has acted
     * it runs at the caller's priority, if that is the higher one.
     */
    public boolean request(ErlangProcess target, Consumer<ErlangProcess> action, Runnable refused) {
        ErlangProcess caller = ErlangProcess.running();
        return request(target, caller == null ? Priority.LOW : caller.priority(), action, refused);
    }

    /** {@link #request(ErlangProcess, Consumer, Runnable)} with another priority than the caller's. */
    public boolean request(ErlangProcess target, Priority priority, Consumer<ErlangProcess> action, Runnable refused) {
        boolean sent = target.enqueue(new Signal() {
            @Override
            void arrive(ErlangProcess receiver) {
                try {
                    action.accept(receiver);
                } catch (ProcessExit e) {
                    refused.run();
                    throw e;
                }
            }

            @Override
            void refuse(ErlangProcess dead) {
                refused.run();
            }
        });
        target.elevate(priority);
        return sent;
    }

    /** Sets a process' group leader, in order with the caller's other signals; false when it is dead. */
    public boolean groupLeader(ErlangProcess target, Term leader) {
        return request(target, p -> p.groupLeader(leader), () -> { });
    }

    /** Suspends a process for another, as its signals come to it; {@code done} runs once it is suspended or dead. */
    public boolean suspend(ErlangProcess target, Pid suspender, Runnable done) {
        return request(target, p -> {
            if (p.suspension() == null) {
                p.suspension(new SuspendCount());
            }
            p.suspension().add(suspender);
            p.reductions = 0;
            done.run();
        }, done);
    }

    /** Takes one suspension back, or with {@code all} every one of this suspender's. */
    public boolean resume(ErlangProcess target, Pid suspender, boolean all) {
        return request(target, p -> {
            SuspendCount count = p.suspension();
            if (count != null && all) {
                count.removeAll(suspender);
            } else if (count != null) {
                count.remove(suspender);
            }
        }, () -> { });
    }

    // ---- memory

    /** What processes are spawned with that do not ask for something else. */
    public ProcessSettings defaultSettings() {
        return defaultSettings;
    }

    /** Sets {@link #defaultSettings()}. */
    public void defaultSettings(ProcessSettings settings) {
        defaultSettings = settings;
    }

    /** What all checks of processes' memory add up to. */
    public MemoryStatistics memoryStatistics() {
        return memoryStatistics;
    }

    /** Has a thread look after the Java heap: a process that takes too much of it is ended before others suffer. */
    public void guardMemory() {
        MemoryGuard.start(this);
    }

    MemoryGuard memoryAlarm() {
        return memoryAlarm;
    }

    void memoryAlarm(MemoryGuard guard) {
        memoryAlarm = guard;
    }

    /** Who is told of such checks, or null. */
    public MemoryWatcher memoryWatcher() {
        return memoryWatcher;
    }

    /** Sets {@link #memoryWatcher()}; while there is one, the memory of every process is metered. */
    public void memoryWatcher(MemoryWatcher watcher) {
        memoryWatcher = watcher;
    }

    // ---- ports

    Port newPortId() {
        return new Port(Node.LOCAL, nextPort.getAndIncrement());
    }

    /** Makes a port known; false when there are too many. */
    public boolean open(ErlangPort port) {
        if (ports.size() >= portLimit) {
            return false;
        }
        ports.put(port.id().number(), port);
        if (newPort != null) {
            port.tracee(newPort);
            port.tell(Tracee.OPEN, port.owner(), Atom.of(port.name()));
        }
        return true;
    }

    /** The open port of this identifier, or null. */
    public ErlangPort port(Port id) {
        return !id.node().isLocal() ? null : ports.get(id.number());
    }

    /** The open ports, by number. */
    public List<ErlangPort> allPorts() {
        List<ErlangPort> all = new ArrayList<>(ports.values());
        all.sort((a, b) -> Long.compareUnsigned(a.id().number(), b.id().number()));
        return all;
    }

    /** How many ports there may be. */
    public int portLimit() {
        return portLimit;
    }

    void closed(ErlangPort port) {
        ports.remove(port.id().number());
        if (port.registeredName() != null) {
            names.unregister(port.registeredName());
        }
    }

    // ---- unique values and time

    /** A new reference. */
    public PlainRef newRef() {
        long n = nextRef.getAndIncrement();
        return new PlainRef((int) (n & 0x3ffff), (int) (n >>> 18) + REF_SALT, REF_SALT_HIGH);
    }

    private static final int REF_SALT = (int) System.nanoTime();
    private static final int REF_SALT_HIGH = (int) (System.currentTimeMillis() >>> 3);

    /** A number that counts up from 0, for unique integers that are monotonic. */
    public long nextUnique() {
        return nextUnique.getAndIncrement();
    }

    /** {@link System#nanoTime()} when the machine was made. */
    public long startNanos() {
        return startNanos;
    }

    // ---- troubles and the end

    /** Who gets the machine's own log messages, or null for the process registered as {@code logger}. */
    public Pid systemLogger() {
        return systemLogger;
    }

    /** Sets {@link #systemLogger()}. */
    public void systemLogger(Pid pid) {
        systemLogger = pid;
    }

    void logCrash(ErlangProcess process, Term reason) {
        boolean alive = isAlive();
        String format = "Error in process ~p " + (alive ? "on node ~p " : "") + "with exit value:~n~p~n";
        Term args = alive ? Terms.list(process.pid(), nodeName(), reason) : Terms.list(process.pid(), reason);
        log(process, Atom.ERROR, format, args);
    }

    /** Sends a message to the logger, on behalf of a process. */
    public void log(ErlangProcess process, Atom level, String format, Term args) {
        if (halted.isDone()) {
            // processes that are killed behind the end have nothing to tell
            return;
        }
        MapTerm meta = MapTerm.of(
                Atom.of("error_logger"), MapTerm.of(Atom.of("emulator"), Atom.TRUE, Atom.of("tag"), level),
                Atom.of("gl"), process.groupLeader(), Atom.of("pid"), process.pid(),
                Atom.of("time"), SmallInt.of(System.currentTimeMillis() * 1000));
        Term message = Tuple.of(Atom.of("log"), level, Terms.charList(format), args, meta);
        Pid to = systemLogger;
        ErlangProcess logger = to == null ? null : process(to);
        if (logger == null && names.whereis(LOGGER) instanceof ErlangProcess named) {
            logger = named;
        }
        if (logger != null) {
            logger.deliver(message);
        } else {
            System.err.println("jbeam: " + format + " " + args);
        }
    }

    void internalError(ErlangProcess process, Throwable error) {
        System.Logger log = System.getLogger("org.jbeam.runtime");
        log.log(System.Logger.Level.ERROR, "process " + process.pid() + " met an internal error", error);
    }

    /** Ends the machine with this exit status; output is flushed first if wanted. Does not return to an Erlang process. */
    public void halt(int status, boolean flush) {
        if (flush) {
            haltHooks.forEach(Runnable::run);
        }
        halted.complete(status);
        if (ErlangProcess.running() != null) {
            throw new VirtualMachineHalted();
        }
    }

    /** Completes with the exit status when the machine halts. */
    public CompletableFuture<Integer> halted() {
        return halted;
    }
}
