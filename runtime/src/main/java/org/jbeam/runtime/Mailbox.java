package org.jbeam.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jbeam.scheduler.Scheduler;
import org.jbeam.scheduler.Task;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;

/**
 * The receiving side of a process.
 *
 * <p>Senders push signals on {@code in}, a lock-free stack; the process takes all of them at once, puts them in the order of arrival and
 * acts on each: messages go
 * to the end of the mailbox, a list that only the process itself touches. The <em>save pointer</em> of a selective receive is the message before
 * the one to look at next. A <em>marker</em> remembers a position from which a later receive may start.
 */
abstract class Mailbox extends Task {
    private static final VarHandle IN;
    private static final Atom INFINITY = Atom.of("infinity");
    private static final Atom TIMEOUT_VALUE = Atom.of("timeout_value");
    private static final long MAX_TIMEOUT_MS = 0xffff_ffffL;
    private static final Signal CLOSED = new Signal() {
        @Override
        void arrive(ErlangProcess receiver) {
            throw new IllegalStateException("the mark of a closed queue is no signal");
        }
    };

    static {
        try {
            IN = MethodHandles.lookup().findVarHandle(Mailbox.class, "in", Signal.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Signal in;
    private Signal fetched;
    private Message first;
    private Message last;
    private Message saved;
    private int length;
    private ReceiveMarker markers;
    private long deadline;
    private volatile boolean waiting;
    /** What is known of the process' memory; null while nobody wants to know. */
    ProcessMemory memory;

    Mailbox(Scheduler scheduler) {
        super(scheduler);
    }

    /** Puts a signal in the queue and wakes the process; false when the process is dead and the signal was not taken. */
    final boolean enqueue(Signal signal) {
        Signal head;
        do {
            head = in;
            if (head == CLOSED) {
                return false;
            }
            signal.next = head;
        } while (!IN.compareAndSet(this, head, signal));
        if (head == null) {
            unpark();
        }
        return true;
    }

    /** Is the process parked for a message? */
    final boolean isWaiting() {
        return waiting;
    }

    /** Is there a signal that the process has not acted on? */
    final boolean hasSignals() {
        return in != null;
    }

    final void append(Message message) {
        if (memory != null) {
            memory.received(message.term);
        }
        message.next = null;
        if (last == null) {
            first = message;
        } else {
            last.next = message;
        }
        last = message;
        length++;
        ErlangProcess self = (ErlangProcess) this;
        Tracee tracee = self.tracee();
        if (tracee != null) {
            tracee.receives(self, message.term, message.sender());
        }
    }

    /** Acts on all signals that have arrived. */
    final void fetchSignals() {
        while (in != null || fetched != null || settle() && in != null) {
            if (fetched == null) {
                fetched = reverse((Signal) IN.getAndSet(this, null));
                ((ErlangProcess) this).watchNow();
            }
            Signal signal = fetched;
            fetched = signal.next;
            signal.arrive((ErlangProcess) this);
        }
    }

    private static Signal reverse(Signal signals) {
        Signal ordered = null;
        Signal rest = signals;
        while (rest != null) {
            Signal next = rest.next;
            rest.next = ordered;
            ordered = rest;
            rest = next;
        }
        return ordered;
    }

    /** Takes no more signals, and refuses those not acted on. May be called again where there was no memory to refuse all. */
    final void close() {
        dropMessages();
        refuseFetched();
        Signal rest = (Signal) IN.getAndSet(this, CLOSED);
        fetched = rest == CLOSED ? null : reverse(rest);
        refuseFetched();
    }

    /** Forgets all messages, of a process that will not read any more. */
    final void dropMessages() {
        first = null;
        last = null;
        saved = null;
        markers = null;
        length = 0;
    }

    private void refuseFetched() {
        while (fetched != null) {
            fetched.refuse((ErlangProcess) this);
            fetched = fetched.next;
        }
    }

    private Message candidate() {
        return saved == null ? first : (Message) saved.next;
    }

    /** The message at the save pointer, or null when there is none: {@code loop_rec}. */
    public final Term peekMessage() {
        Message message = candidate();
        if (message == null) {
            if (in == null) {
                return null;
            }
            fetchSignals();
            message = candidate();
            if (message == null) {
                return null;
            }
        }
        return message.term;
    }

    /** Moves the save pointer over the message that did not match: {@code loop_rec_end}. */
    public final void nextMessage() {
        saved = candidate();
    }

    /** Takes the message at the save pointer out of the mailbox and ends the receive: {@code remove_message}. */
    public final void removeMessage() {
        Message message = candidate();
        remove(message);
        SeqToken token = message.token();
        if (token != null || ((ErlangProcess) this).seqTrace() != null) {
            ((ErlangProcess) this).makeSeqTrace().received(token, message.term);
        }
    }

    /** Takes out the message at the save pointer. */
    private void remove(Message message) {
        Message after = (Message) message.next;
        if (saved == null) {
            first = after;
        } else {
            saved.next = after;
        }
        if (last == message) {
            last = saved;
        }
        for (ReceiveMarker m = markers; m != null; m = m.next) {
            if (m.after == message) {
                m.after = saved;
            }
        }
        length--;
        saved = null;
        deadline = 0;
    }

    /** Ends a receive whose time is over: {@code timeout}. */
    public final void receiveTimeout() {
        endReceive();
        ErlangProcess self = (ErlangProcess) this;
        Tracee tracee = self.tracee();
        if (tracee != null) {
            tracee.receives(self, Tracee.TIMEOUT, Tracee.CLOCK_SERVICE);
        }
    }

    private void endReceive() {
        saved = null;
        deadline = 0;
    }

    /**
     * Waits for another message: {@code wait}. Comes when all messages have been looked at, or in a receive without patterns, for
     * which those that are there do not count.
     */
    public final void waitMessage() {
        Message seen = last;
        forgetDeferred();
        waiting = true;
        try {
            while (last == seen || last == null) {
                if (in == null) {
                    leaveCarrier();
                    park();
                    enterCarrier();
                }
                fetchSignals();
            }
        } finally {
            waiting = false;
        }
    }

    /** Lets go of the arguments of the last call that was left: a process that waits shall not keep them alive. */
    abstract void forgetDeferred();

    /** Before the process gives up its carrier. */
    final void leaveCarrier() {
        if (memory != null) {
            memory.leave();
        }
    }

    /** After the process has got a carrier. */
    final void enterCarrier() {
        if (memory != null) {
            memory.enter();
        }
    }

    /**
     * As {@link #waitMessage()}, but not for ever: {@code wait_timeout}. The clock runs from the first call of a receive on.
     *
     * @param time milliseconds, 0..2<sup>32</sup>-1, or {@code infinity}
     * @return true when a message has come, false when the time is over
     */
    public final boolean waitTimeout(Term time) {
        if (time == INFINITY) {
            waitMessage();
            return true;
        }
        if (!(time instanceof SmallInt ms) || ms.value() < 0 || ms.value() > MAX_TIMEOUT_MS) {
            endReceive();
            throw ErlangException.error((ErlangProcess) this, TIMEOUT_VALUE);
        }
        Message seen = last;
        fetchSignals();
        if (last != seen && last != null) {
            return true;
        }
        return ms.value() != 0 && await(ms.value(), seen);
    }

    private boolean await(long ms, Message seen) {
        if (deadline == 0) {
            deadline = System.nanoTime() + ms * 1_000_000L;
            deadline += deadline == 0 ? 1 : 0;
        }
        forgetDeferred();
        waiting = true;
        try {
            while (last == seen || last == null) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                if (in == null) {
                    leaveCarrier();
                    parkNanos(left);
                    enterCarrier();
                }
                fetchSignals();
            }
            return true;
        } finally {
            waiting = false;
        }
    }

    /** Waits until there is any message at all: the wake-up of a hibernating process. */
    final void waitAny() {
        saved = null;
        fetchSignals();
        if (first == null) {
            waitMessage();
        }
    }

    /** Remembers the end of the mailbox: {@code recv_marker_reserve}. */
    public final Term reserveMarker() {
        fetchSignals();
        markers = new ReceiveMarker(last, markers);
        return markers;
    }

    /** Ties a marker to the reference made since: {@code recv_marker_bind}. */
    public final void bindMarker(Term marker, Term ref) {
        if (marker instanceof ReceiveMarker m) {
            m.ref = ref;
        }
    }

    /** Forgets a marker, given itself or its reference: {@code recv_marker_clear}. */
    public final void clearMarker(Term markerOrRef) {
        ReceiveMarker previous = null;
        for (ReceiveMarker m = markers; m != null; m = m.next) {
            if (m == markerOrRef || m.ref == markerOrRef) {
                if (previous == null) {
                    markers = m.next;
                } else {
                    previous.next = m.next;
                }
                return;
            }
            previous = m;
        }
    }

    /** Starts a receive at the marker of this reference, if there is one: {@code recv_marker_use}. */
    public final void useMarker(Term ref) {
        for (ReceiveMarker m = markers; m != null; m = m.next) {
            if (m.ref == ref) {
                saved = m.after;
                return;
            }
        }
    }

    /** Takes the sequential trace tokens of all messages away. */
    final void clearTokens() {
        fetchSignals();
        for (Message m = first; m != null; m = (Message) m.next) {
            if (m instanceof TracedMessage traced) {
                traced.token = null;
            }
        }
    }

    /** How many messages there are, once all that arrived is in the mailbox. */
    final int messageCount() {
        return length;
    }

    /** Removes the messages that the test accepts; for {@code demonitor(Ref, [flush])} and its like. */
    final void removeIf(java.util.function.Predicate<Term> test) {
        Message previous = null;
        for (Message m = first; m != null; m = (Message) m.next) {
            if (!test.test(m.term)) {
                previous = m;
                continue;
            }
            Message saveAgain = saved == m ? previous : saved;
            saved = previous;
            long keep = deadline;
            remove(m);
            saved = saveAgain;
            deadline = keep;
        }
    }

    /** The messages that are in the mailbox, first to last, without a copy. */
    final Iterable<Term> messageTerms() {
        return () -> new java.util.Iterator<>() {
            private Message at = first;

            @Override
            public boolean hasNext() {
                return at != null;
            }

            @Override
            public Term next() {
                Term term = at.term;
                at = (Message) at.next;
                return term;
            }
        };
    }

    /** The messages, first to last. */
    final Term[] messages() {
        Term[] all = new Term[length];
        int i = 0;
        for (Message m = first; m != null; m = (Message) m.next) {
            all[i++] = m.term;
        }
        return all;
    }
}
