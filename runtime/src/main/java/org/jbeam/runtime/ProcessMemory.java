package org.jbeam.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jbeam.gc.GcSettings;
import org.jbeam.gc.MemoryAccount;
import org.jbeam.gc.TermSize;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * The memory of one process in OTP's words. Made when someone asks, or when a limit is set; only the process itself calls the methods that
 * change it.
 *
 * <p>What is alive is found by a walk from the roots: stack, dictionary, mailbox. What was allocated since is known while it is <em>metered</em>:
 * from the bytes that the carrier has allocated between getting and losing the process. Terms are shared between processes, so a walk may count
 * what others made; the sum of what was alive and what came since is an upper bound, and the smaller of both holds.
 */
public final class ProcessMemory {
    private static final Atom MAJOR_START = Atom.of("gc_major_start");
    private static final Atom MAJOR_END = Atom.of("gc_major_end");
    private static final Atom MINOR_START = Atom.of("gc_minor_start");
    private static final Atom MINOR_END = Atom.of("gc_minor_end");
    private static final Atom KILLED = Atom.of("killed");
    /** A walk counts no further: 64 MiB of OTP's. */
    private static final long MOST_WORDS = 8L << 20;
    /** So many words, each counted once, show that a walk did not go round over a few that share much. */
    private static final long SHARED_WORDS = 1L << 18;
    /** What a message takes beside its term. */
    private static final long MESSAGE_WORDS = 3;
    /** Below that nobody watches: no {@code large_heap} is smaller, and looking would take longer than what is looked at. */
    private static final long WATCHED_WORDS = 16 * 1024;
    private static final int MOST_FRAMES = 10_000;
    /** More frames are not counted where only the depth matters. */
    private static final long DEEPEST = 4_000_000;
    /** What a frame of compiled code takes in a frozen stack, about. */
    private static final long FRAME_WORDS = 12;
    private static final int DICTIONARY_ENTRY = 5;
    /** Bytes of an OTP process without its heap. */
    private static final long STRUCT_BYTES = 776;
    private static final long WORD = 8;
    /** What a process that was not metered can have made at most; what it leads to beyond that are literals. */
    private static final long UNMETERED_WORDS = 1000;
    private static final long WORDS_A_REDUCTION = 50;

    private final ErlangProcess self;
    private final MemoryAccount account;
    private boolean metered;
    private boolean limitReported;
    private long carrier;
    private long mark;
    private int stackWords = 1;

    ProcessMemory(ErlangProcess self) {
        this.self = self;
        this.account = new MemoryAccount(self.settings().memory());
    }

    // ---- metering

    /** From now on what the process allocates is counted. */
    void meter() {
        if (metered) {
            return;
        }
        if (ErlangProcess.running() == self) {
            account.measured(Math.min(live(), UNMETERED_WORDS + WORDS_A_REDUCTION * self.totalReductions()));
            metered = true;
            enter();
        } else {
            metered = true;
            List<Term> args = new ArrayList<>();
            self.addArguments(args);
            args.forEach(this::received);
        }
    }

    /** Other settings hold. */
    void settings(GcSettings changed) {
        account.settings(changed);
        limitReported = false;
        if (account.hasLimit()) {
            meter();
        }
    }

    /** The process has got a carrier. */
    void enter() {
        if (metered && ErlangProcess.running() == self) {
            carrier = AllocationMeter.carrier();
            mark = carrier == 0 ? 0 : AllocationMeter.bytes(carrier);
        }
    }

    /** The process is about to lose its carrier, or wants to know where it stands. */
    void leave() {
        if (!metered || carrier == 0) {
            return;
        }
        if (AllocationMeter.carrier() == carrier) {
            long now = AllocationMeter.bytes(carrier);
            account.allocated += Math.max(0, now - mark) / WORD;
            mark = now;
        } else {
            enter();
        }
    }

    /** A term has come from elsewhere: OTP would have copied it. */
    void received(Term term) {
        if (metered) {
            account.allocated += TermSize.flat(term, MOST_WORDS);
        }
    }

    // ---- checks

    /** At the end of a slice or within: looks whether a limit may have been passed. */
    void check() {
        if (!metered) {
            return;
        }
        leave();
        boolean near = account.isLimitNear() && (!limitReported || account.isDue());
        if (near || account.usedWords() > WATCHED_WORDS && account.isDue() && self.vm().memoryWatcher() != null) {
            collect(account.isMajorDue());
        }
    }

    /** Finds out what is alive and books it as a collection; ends the process if that is above its limit. */
    public void collect(boolean major) {
        long start = System.nanoTime();
        leave();
        self.tellCollection(major ? MAJOR_START : MINOR_START);
        long before = account.usedWords();
        long live = live();
        account.collected(live, 0, major);
        self.tellCollection(major ? MAJOR_END : MINOR_END);
        self.vm().memoryStatistics().collected(Math.max(0, before - live));
        if (FlightEvents.ON) {
            FlightEvents.checked(self, major, live, System.nanoTime() - start);
        }
        MemoryWatcher watcher = self.vm().memoryWatcher();
        if (watcher != null) {
            watcher.collected(self, major, System.nanoTime() - start);
        }
        if (account.isLiveLimitExceeded()) {
            limitPassed();
        }
    }

    /** Finds out what is alive, for whoever asks how large the process is. */
    public void measure() {
        if (self.isHibernating()) {
            hibernated();
        } else {
            leave();
            account.measured(live());
        }
    }

    /** What a process keeps that has given up its stack. */
    private void hibernated() {
        stackWords = 1;
        List<Term> roots = new ArrayList<>();
        addData(roots);
        leave();
        account.hibernated(stackWords + TermSize.flat(roots, MOST_WORDS) + dictionaryWords());
    }

    private long live() {
        long bound = carrier != 0 ? account.usedWords() : MOST_WORDS;
        List<Term> roots = new ArrayList<>();
        int stack = StackRoots.collect(roots, MOST_FRAMES);
        boolean whole = stack >= 0;
        stackWords = Math.max(1, stack);
        addData(roots);
        long found = stackWords + dictionaryWords() + TermSize.flat(roots, bound);
        if (account.hasLimit() && (found > bound || account.settings().maxHeapSize().isExceeded(found + found / 10))) {
            // terms that are part of several others, or that several frames hold, were counted more than once
            found = stackWords + dictionaryWords() + TermSize.shared(roots, bound);
        }
        if (carrier == 0) {
            return found;
        }
        return whole ? Math.min(found, bound) : bound;
    }

    private long dictionaryWords() {
        return self.hasDictionary() ? (long) DICTIONARY_ENTRY * self.dictionary().size() : 0;
    }

    private void addData(List<Term> roots) {
        addData(self, roots);
        if (!self.settings().isQueueOffHeap()) {
            self.messageTerms().forEach(roots::add);
        }
    }

    private static void addData(ErlangProcess self, List<Term> roots) {
        if (self.hasDictionary()) {
            for (Map.Entry<Term, Term> entry : self.dictionary().entrySet()) {
                roots.add(entry.getKey());
                roots.add(entry.getValue());
            }
        }
        self.addArguments(roots);
    }

    /**
     * How many words the calling process keeps alive, with its messages and its binaries, counted up to a bound. Takes little memory. Terms that are
     * part of several others count each time while the sum stays below the bound.
     */
    static long examine(ErlangProcess self, long bound) {
        long messages = MESSAGE_WORDS * self.messageCount() + TermSize.flat(self.messageTerms(), bound);
        if (messages > bound) {
            return messages;
        }
        List<Term> roots = new ArrayList<>();
        boolean deep = StackRoots.collect(roots, MOST_FRAMES) < 0;
        long stack = deep ? FRAME_WORDS * StackRoots.depth(Math.min(DEEPEST, bound / FRAME_WORDS + 1)) : 0;
        if (stack > bound) {
            return stack;
        }
        addData(self, roots);
        long found = stack + messages + TermSize.flat(roots, bound - messages - stack);
        if (found > bound) {
            return TermSize.shared(roots, SHARED_WORDS) > SHARED_WORDS ? found : 0;
        }
        long bytes = TermSize.binaryBytes(roots, WORD * bound);
        return found + (bytes + TermSize.binaryBytes(self.messageTerms(), WORD * bound - bytes)) / WORD;
    }

    /** The sizes of the distinct binaries outside the heap that the process leads to, by identity of their bytes. */
    public Map<byte[], Boolean> binaries() {
        List<Term> roots = new ArrayList<>();
        StackRoots.collect(roots, MOST_FRAMES);
        addData(roots);
        return TermSize.binaries(roots, MOST_WORDS);
    }

    private void limitPassed() {
        GcSettings settings = account.settings();
        if (settings.maxHeapSize().errorLogger() && !limitReported) {
            report(settings);
        }
        limitReported = true;
        if (settings.maxHeapSize().kill()) {
            self.exitNow(KILLED);
        }
    }

    private void report(GcSettings settings) {
        boolean alive = self.vm().isAlive();
        String format = "     Process:            ~p " + (alive ? "on node ~p" : "") + "~n     Context:            maximum heap size reached~n"
                + "     Max Heap Size:      ~p~n     Total Heap Size:    ~p~n     Kill:               ~p~n     Error Logger:       ~p~n"
                + "     Message Queue Len:  ~p~n     GC Info:            ~p~n";
        List<Term> args = new ArrayList<>();
        args.add(self.pid());
        if (alive) {
            args.add(self.vm().nodeName());
        }
        args.add(SmallInt.of(settings.maxHeapSize().size()));
        args.add(SmallInt.of(Math.max(account.liveWords(), account.heapSize())));
        args.add(Atom.of(settings.maxHeapSize().kill()));
        args.add(Atom.TRUE);
        args.add(SmallInt.of(self.messageCount()));
        args.add(info());
        self.vm().log(self, Atom.ERROR, format, Terms.list(args));
    }

    // ---- figures, as of the last measure

    /** Words of the heap, used or not. */
    public long heapSize() {
        return account.heapSize();
    }

    /** Words of the stack at the last measure. */
    public long stackSize() {
        return stackWords;
    }

    /** All that the process takes, in bytes, as OTP would count it. */
    public long bytes() {
        return STRUCT_BYTES + WORD * account.heapSize();
    }

    /** Minor collections since the last major one. */
    public int minorCollections() {
        return account.minorsSinceMajor();
    }

    /** What {@code garbage_collection_info} tells, in words. */
    public Term info() {
        return Terms.list(pair("old_heap_block_size", 0), pair("heap_block_size", account.heapSize()), pair("mbuf_size", 0),
                pair("recent_size", account.liveWords()), pair("stack_size", stackWords), pair("old_heap_size", 0),
                pair("heap_size", Math.max(0, Math.min(account.usedWords(), account.heapSize()) - stackWords)),
                pair("bin_vheap_size", account.binVheapUsed()), pair("bin_vheap_block_size", account.binVheapSize()),
                pair("bin_old_vheap_size", 0), pair("bin_old_vheap_block_size", account.binVheapSize()));
    }

    private static Term pair(String name, long value) {
        return Tuple.of(Atom.of(name), SmallInt.of(value));
    }
}
