package org.jbeam.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jbeam.scheduler.Priority;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;

/**
 * An Erlang process, on a virtual thread of its own. Generated code and BIFs get it as their first argument; only the process itself
 * calls its methods, but for those that say otherwise.
 */
public final class ErlangProcess extends Mailbox {
    private static final Atom ERLANG = Atom.of("erlang");
    private static final Atom APPLY = Atom.of("apply");
    private static final Atom SEND = Atom.of("send");
    private static final Atom NORMAL = Atom.of("normal");
    private static final VarHandle EXTRAS;

    /** Reductions that a process on the long way uses between two looks at its signals and its slice. */
    private static final int WATCHED_BUDGET = 250;

    static {
        try {
            EXTRAS = MethodHandles.lookup().findVarHandle(ErlangProcess.class, "extras", ProcessExtras.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Who can ask about a stack trace now: bits of {@link TraceWish}. Generated code sets and restores it around its handlers. */
    public int traceWish = TraceWish.TOP;

    private final VirtualMachine vm;
    private final Pid pid;
    private final Term parent;
    private volatile Term groupLeader;
    private Export initialFunction;
    private Term[] initialArgs;
    private boolean hibernating;
    private boolean trapExit;
    /** Has it ever had an alias? Most processes never have one, and need not be looked for among all when they end. */
    boolean hadAlias;
    private Map<Term, Term> dictionary;
    private ProcessLinks links;
    private volatile boolean exiting;
    private volatile boolean held;
    private volatile Tracee tracee;
    /** What few processes have; null while this one has none of it. */
    volatile ProcessExtras extras;
    /** The call that was left last; null while the process waits, so that an idle one keeps no arguments alive. */
    private DeferredCall deferred;
    private Term escaped;

    ErlangProcess(VirtualMachine vm, Pid pid, Term parent, Term groupLeader) {
        super(vm.scheduler());
        this.vm = vm;
        this.pid = pid;
        this.parent = parent;
        this.groupLeader = groupLeader;
    }

    void initial(Export function, Term[] args) {
        initialFunction = function;
        initialArgs = args;
        Export.Target now = function.plainTarget();
        // what is built in is never replaced
        if (!(now.code() instanceof BifCode)) {
            defer(now.code(), now.fn(), 0);
        }
    }

    /** The process that runs on this thread, or null. */
    public static ErlangProcess running() {
        return (ErlangProcess) org.jbeam.scheduler.Task.current();
    }

    // ---- who it is

    /** The machine that it belongs to. */
    public VirtualMachine vm() {
        return vm;
    }

    /** Its identifier. From any thread. */
    public Pid pid() {
        return pid;
    }

    /** The pid of the process that spawned it, or {@code undefined}. */
    public Term parent() {
        return parent;
    }

    /** The function that it was spawned with. */
    public Export initialFunction() {
        return initialFunction;
    }

    /** Who does its input and output. From any thread. */
    public Term groupLeader() {
        return groupLeader;
    }

    /** Sets {@link #groupLeader()}; on its own thread. */
    public void groupLeader(Term leader) {
        groupLeader = leader;
    }

    /** The name it is registered under, or null. From any thread. */
    public Atom registeredName() {
        ProcessExtras x = extras;
        return x == null ? null : x.registeredName;
    }

    void registeredName(Atom name) {
        extras().registeredName = name;
    }

    ProcessExtras extras() {
        ProcessExtras x = extras;
        if (x != null) {
            return x;
        }
        // others register names for it
        EXTRAS.compareAndSet(this, null, new ProcessExtras());
        return extras;
    }

    /** The module that is asked about undefined functions. */
    public Atom errorHandler() {
        ProcessExtras x = extras;
        return x == null ? ProcessExtras.ERROR_HANDLER : x.errorHandler;
    }

    /** Sets {@link #errorHandler()}. */
    public void errorHandler(Atom module) {
        extras().errorHandler = module;
    }

    /** Does it turn exit signals into messages? */
    public boolean trapExit() {
        return trapExit;
    }

    /** Sets {@link #trapExit()}. */
    public void trapExit(boolean on) {
        trapExit = on;
    }

    /** Its links and monitors. */
    public ProcessLinks links() {
        if (links == null) {
            links = new ProcessLinks(this);
        }
        return links;
    }

    /** Has it any link or monitor? */
    boolean hasLinks() {
        return links != null;
    }

    /** The settings that most processes never change. */
    public ProcessSettings settings() {
        ProcessExtras x = extras;
        return x == null ? ProcessSettings.DEFAULT : x.settings;
    }

    /** Changes the settings. */
    public void settings(ProcessSettings changed) {
        if (changed != settings()) {
            extras().settings = changed;
        }
        if (memory != null || changed.memory().maxHeapSize().size() != 0) {
            memory().settings(changed.memory());
        }
    }

    /** What is known of its memory. */
    public ProcessMemory memory() {
        if (memory == null) {
            memory = new ProcessMemory(this);
        }
        return memory;
    }

    /** Drops what nothing leads to any more but this process' own book-keeping, and counts what is left. */
    public void collectGarbage(boolean major) {
        dropRegisters();
        memory().collect(major);
    }

    private void dropRegisters() {
        deferred = null;
        if (dictionary != null) {
            dictionary = dictionary.isEmpty() ? null : new HashMap<>(dictionary);
        }
    }

    /** Adds the arguments that it will begin with to a list, while it has not begun. */
    void addArguments(java.util.List<Term> list) {
        if (initialArgs != null) {
            java.util.Collections.addAll(list, initialArgs);
        }
    }

    /** Has it a dictionary? */
    public boolean hasDictionary() {
        return dictionary != null;
    }

    /** The process dictionary; to be changed by the process only. */
    public Map<Term, Term> dictionary() {
        if (dictionary == null) {
            dictionary = new HashMap<>();
        }
        return dictionary;
    }

    /** Is it ending? From any thread. */
    public boolean isExiting() {
        return exiting;
    }

    // ---- deferred calls

    /** Makes the calls that the callee left, until there is a value. */
    public Term resume() {
        return resume(0);
    }

    /** As {@link #resume()}, each call with this depth. */
    public Term resume(int depth) {
        Term result;
        do {
            result = deferred.call(this, depth);
        } while (result == TailCall.TAIL);
        return result;
    }

    private DeferredCall defer(ModuleCode code, int fn, int arity) {
        DeferredCall d = deferred;
        if (d == null) {
            d = new DeferredCall();
            deferred = d;
        }
        d.of(code, fn, arity);
        return d;
    }

    @Override
    final void forgetDeferred() {
        if (deferred != null) {
            deferred = null;
        }
    }

    /** Leaves the result of a function that returns a {@code long}, for its caller to take at once. */
    public void escape(Term result) {
        escaped = result;
    }

    /** The result that was left by {@link #escape}. */
    public Term takeEscaped() {
        Term result = escaped;
        escaped = null;
        return result;
    }

    /** Leaves a call without arguments for {@link #resume()}. */
    public Term defer0(ModuleCode code, int fn) {
        defer(code, fn, 0);
        return TailCall.TAIL;
    }

    /** Leaves a call with one argument. */
    public Term defer1(ModuleCode code, int fn, Term a) {
        defer(code, fn, 1).arg0 = a;
        return TailCall.TAIL;
    }

    /** Leaves a call with two arguments. */
    public Term defer2(ModuleCode code, int fn, Term a, Term b) {
        defer(code, fn, 2).set(a, b);
        return TailCall.TAIL;
    }

    /** Leaves a call with three arguments. */
    public Term defer3(ModuleCode code, int fn, Term a, Term b, Term c) {
        defer(code, fn, 3).set(a, b, c, null);
        return TailCall.TAIL;
    }

    /** Leaves a call with four arguments. */
    public Term defer4(ModuleCode code, int fn, Term a, Term b, Term c, Term d) {
        defer(code, fn, 4).set(a, b, c, d);
        return TailCall.TAIL;
    }

    /** Leaves a call with five arguments. */
    public Term defer5(ModuleCode code, int fn, Term a, Term b, Term c, Term d, Term e) {
        defer(code, fn, 5).set(a, b, c, d, e, null);
        return TailCall.TAIL;
    }

    /** Leaves a call with six arguments. */
    public Term defer6(ModuleCode code, int fn, Term a, Term b, Term c, Term d, Term e, Term f) {
        defer(code, fn, 6).set(a, b, c, d, e, f);
        return TailCall.TAIL;
    }

    /** Leaves a call with more than {@link ModuleCode#DIRECT} arguments. */
    public Term deferN(ModuleCode code, int fn, Term... args) {
        defer(code, fn, args.length).args = args;
        return TailCall.TAIL;
    }

    /** Leaves a call of a function by name, any number of arguments: for BIFs that go on in Erlang. */
    public Term deferCall(Export export, Term... a) {
        Export.Target t = export.target();
        return switch (a.length) {
            case 0 -> defer0(t.code(), t.fn());
            case 1 -> defer1(t.code(), t.fn(), a[0]);
            case 2 -> defer2(t.code(), t.fn(), a[0], a[1]);
            case 3 -> defer3(t.code(), t.fn(), a[0], a[1], a[2]);
            case 4 -> defer4(t.code(), t.fn(), a[0], a[1], a[2], a[3]);
            case 5 -> defer5(t.code(), t.fn(), a[0], a[1], a[2], a[3], a[4]);
            case 6 -> defer6(t.code(), t.fn(), a[0], a[1], a[2], a[3], a[4], a[5]);
            default -> deferN(t.code(), t.fn(), a);
        };
    }

    /** Calls a function by name and waits for its value. */
    public Term call(Export export, Term... args) {
        Export.Target t = export.target();
        Term result = args.length == 0 ? t.code().call0(t.fn(), this, 0) : export.arity() <= ModuleCode.DIRECT
                ? callDirect(export, args) : t.code().callN(t.fn(), this, 0, args);
        return result == TailCall.TAIL ? resume() : result;
    }

    private Term callDirect(Export export, Term[] args) {
        deferCall(export, args);
        return resume();
    }

    /** Calls a fun and waits for its value. */
    public Term call(CallableFun fun, Term... args) {
        Term result = fun.apply(this, 0, args);
        return result == TailCall.TAIL ? resume() : result;
    }

    // ---- time

    /** Counts reductions for work that a BIF did; may yield. Not to be called with a lock held. */
    public void bumpReductions(int count) {
        reductions -= count;
        if (reductions <= 0) {
            exhausted();
        }
    }

    @Override
    public void exhausted() {
        if (reductions > -WATCHED_BUDGET && !hasSignals() && suspension() == null && isWatched()) {
            return;
        }
        handleSignals();
        if (memory != null || vm.memoryWatcher() != null) {
            checkMemory();
        }
        MemoryGuard alarm = vm.memoryAlarm();
        if (alarm != null) {
            alarm.passes(this);
        }
        leaveCarrier();
        continueSlice();
        enterCarrier();
    }

    private void checkMemory() {
        if (vm.memoryWatcher() != null) {
            memory().meter();
        }
        memory.check();
    }

    // ---- tracing

    /** Who is told of what it does, or null. From any thread. */
    public Tracee tracee() {
        return tracee;
    }

    /** Sets {@link #tracee()}. From any thread; what the process does is seen as soon as it looks, after at most some thousand reductions. */
    public void tracee(Tracee told) {
        tracee = told;
    }

    /** Its sequential tracing, or null when it never had a token. */
    public SeqTrace seqTrace() {
        ProcessExtras x = extras;
        return x == null ? null : x.seqTrace;
    }

    /** Its sequential tracing, made if there was none. */
    public SeqTrace makeSeqTrace() {
        ProcessExtras x = extras();
        if (x.seqTrace == null) {
            x.seqTrace = new SeqTrace(this);
        }
        return x.seqTrace;
    }

    /** Takes its token and those of its messages away, and sets its counters to 0. */
    public void resetSeqTrace() {
        SeqTrace trace = seqTrace();
        if (trace != null) {
            trace.token(null, 0, 0);
        }
        clearTokens();
    }

    /** What the tracer of calls keeps of the process between calls, or null. Only the process itself may ask. */
    public Object traceData() {
        ProcessExtras x = extras;
        return x == null ? null : x.traceData;
    }

    /** Sets {@link #traceData()}. */
    public void traceData(Object data) {
        extras().traceData = data;
    }

    /** Tells whoever traces it of something that happened to its links, its name or its life. */
    void tell(Atom event, Term what) {
        Tracee t = tracee;
        if (t != null) {
            t.happens(this, event, what);
        }
    }

    /** Tells whoever traces it that a collection of its memory begins or ends. */
    void tellCollection(Atom event) {
        Tracee t = tracee;
        if (t != null) {
            t.collects(this, event, memory().info());
        }
    }

    /** The arguments that it was spawned with; null once it has started. */
    public Term[] initialArgs() {
        return initialArgs;
    }

    /** Does it take the long way into functions? */
    private boolean isWatched() {
        Tracee t = tracee;
        int everyone = vm.watch();
        return everyone != 0 && (everyone == VirtualMachine.WATCH_ALL || t != null && t.wantsCalls()) || passing() != null;
    }

    /** The breakpoint whose function is entered next without being told of, or null. */
    private Breakpoint passing() {
        ProcessExtras x = extras;
        return x == null ? null : x.passing;
    }

    @Override
    protected int allowance(int offered) {
        return isWatched() ? 0 : vm.memoryAlarm() == null ? offered : Math.min(offered, MemoryGuard.ALARM_BUDGET);
    }

    /** Takes the long way from the next call on, if it has to: for the process itself, when it has changed what is traced. */
    public void watchNow() {
        if (reductions > 0 && isWatched()) {
            grant(0);
        }
    }

    /** Called when a function is entered with no reductions left: is there more to do than give way? */
    public boolean isTracedEntry() {
        exhausted();
        return isWatched();
    }

    /** Has the next entry of the function with this breakpoint go unnoticed. */
    public void letPass(Breakpoint breakpoint) {
        extras().passing = breakpoint;
        if (reductions > 0) {
            grant(0);
        }
    }

    /** Does {@link #letPass} hold for this entry? Once. */
    public boolean passes(Breakpoint breakpoint) {
        if (passing() != breakpoint) {
            return false;
        }
        extras().passing = null;
        return true;
    }

    @Override
    protected boolean isSwitchWanted() {
        Tracee t = tracee;
        return t != null && t.wantsSwitches();
    }

    @Override
    protected void switchedIn() {
        switched(true);
    }

    @Override
    protected void switchedOut() {
        switched(false);
    }

    private void switched(boolean in) {
        if (FlightEvents.ON) {
            FlightEvents.switched(this, in);
        }
        Tracee t = tracee;
        if (t != null && t.wantsSwitches()) {
            t.switches(this, in);
        }
    }

    /** How often others have suspended it. */
    SuspendCount suspension() {
        ProcessExtras x = extras;
        return x == null ? null : x.suspension;
    }

    void suspension(SuspendCount count) {
        extras().suspension = count;
    }

    /** The scheduler that the process wishes to run on, 0 for any. It is only kept: a carrier takes what is there. */
    public int wantedScheduler() {
        ProcessExtras x = extras;
        return x == null ? 0 : x.wantedScheduler;
    }

    /** Changes {@link #wantedScheduler()}. */
    public void wantedScheduler(int number) {
        extras().wantedScheduler = number;
    }

    /** Does blocking work on a thread made for that, while the process is parked. */
    public <T> T blocking(Callable<T> work) throws Exception {
        return vm.scheduler().dirtyIo().blocking(work);
    }

    /** Drops the stack and waits for a message; then the process goes on with this call. */
    public Term hibernate(Export function, Term... args) {
        throw new Hibernation(function, args);
    }

    // ---- messages

    /** {@code Dest ! Message}: the message. */
    public Term send(Term dest, Term message) {
        try {
            Sending.send(this, dest, message);
        } catch (BifException e) {
            throw BifTable.find(ERLANG, SEND, 2).failed(this, e, new Term[] {dest, message});
        }
        return message;
    }

    /**
     * Sends a message as {@code erlang:send/2} does.
     *
     * @throws BifException {@code badarg}: no such name, or no destination at all
     */
    public void deliverTo(Term dest, Term message) {
        Sending.send(this, dest, message);
    }

    /** Puts a message in this process' mailbox. From any thread. */
    public void deliver(Term message) {
        enqueue(new Message(message));
    }

    // ---- its life

    @Override
    protected void run() {
        Term reason = NORMAL;
        try {
            runCalls();
        } catch (VirtualMachineHalted e) {
            // nobody shall see it end: they go on until the machine is gone
            return;
        } catch (Throwable e) {
            reason = ProcessEnd.reason(this, e);
        }
        exiting = true;
        ProcessEnd.end(this, reason);
    }

    private void runCalls() {
        Export function = initialFunction;
        Term[] args = initialArgs;
        initialArgs = null;
        enterCarrier();
        boolean begins = true;
        while (true) {
            try {
                if (begins) {
                    begins = false;
                    begin(function, args);
                } else {
                    deferCall(function, args);
                    resume(0);
                }
                return;
            } catch (Hibernation h) {
                traceWish = TraceWish.TOP;
                function = h.wakeUp();
                args = h.args();
                hibernating = true;
                dropRegisters();
                initialArgs = args;
                if (memory != null) {
                    memory.measure();
                }
                waitAny();
                initialArgs = null;
                hibernating = false;
            }
        }
    }

    /**
     * Begins with the function as it was when the process was spawned: its module may have been replaced before it got to run. Each frame between
     * the thread and the program is paid for by every idle process, so a fun is called at once, without {@code erlang:apply/2}.
     */
    private void begin(Export function, Term[] args) {
        if (args.length == 2 && args[0] instanceof CallableFun fun && args[1] == Nil.NIL && function.isUntracedBif(ERLANG, APPLY)) {
            if (fun.call0(this, 0) != TailCall.TAIL) {
                return;
            }
        } else {
            deferFirst(function, args);
        }
        resume(0);
    }

    private void deferFirst(Export function, Term[] args) {
        if (deferred == null) {
            deferCall(function, args);
            return;
        }
        ModuleCode code = deferred.code;
        int fn = deferred.fn;
        deferCall(function, args);
        Export.Target now = function.plainTarget();
        if (now.code() != code && !(code instanceof UndefinedCode)) {
            deferred.code = code;
            deferred.fn = fn;
        }
    }

    /** Gives up what the process led to, for it will not run on and others may need the memory. */
    void dropData() {
        dictionary = null;
        dropRegisters();
        dropMessages();
    }

    /** Ends the process now: an exit signal that is not trapped has come. */
    void exitNow(Term reason) {
        throw new ProcessExit(reason);
    }

    /** Waits until a condition holds that whoever makes it true ends with {@link #unpark()}; acts on its signals meanwhile. */
    public void await(java.util.function.BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (!hasSignals()) {
                park();
            }
            fetchSignals();
        }
    }

    /** As {@link #await}, for a sender that has to stop: it counts as suspended. */
    public void hold(java.util.function.BooleanSupplier condition) {
        held = true;
        try {
            await(condition);
        } finally {
            held = false;
        }
    }

    /** Does it hibernate? */
    public boolean isHibernating() {
        return hibernating;
    }

    /** The Erlang list of the messages in the mailbox. */
    public Term messageList() {
        return Terms.list(messages());
    }

    /** The number of messages in the mailbox. */
    public int messageQueueLength() {
        fetchSignals();
        return messageCount();
    }

    /** Removes the messages that the test accepts from the mailbox, after all that arrived is in it. */
    public void flushMessages(java.util.function.Predicate<Term> test) {
        fetchSignals();
        removeIf(test);
    }

    /** Acts on the signals that have arrived, for BIFs whose result depends on them or that give way; waits while others have suspended it. */
    public void handleSignals() {
        if (hasSignals() || settle()) {
            fetchSignals();
        }
        SuspendCount suspended = suspension();
        if (suspended != null) {
            suspended.await(this);
        }
    }

    /** {@code waiting}, {@code suspended}, {@code exiting} or {@code running}. From any thread. */
    public Atom statusAtom() {
        String status = exiting ? "exiting" : suspension() != null || held ? "suspended" : isWaiting() ? "waiting" : "running";
        return Atom.of(status);
    }

    /** The scheduler's priority of this name, or null. */
    public static Priority priorityOf(Term name) {
        for (Priority p : Priority.values()) {
            if (name instanceof Atom a && a.name().equalsIgnoreCase(p.name())) {
                return p;
            }
        }
        return null;
    }

    /** The arguments of a proper list in an array, or null. */
    public static Term[] arguments(Term list) {
        return list == Nil.NIL ? new Term[0] : list instanceof Cons ? Terms.elements(list) : null;
    }
}
