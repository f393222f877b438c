package org.jbeam.scheduler.actor;

import java.util.concurrent.atomic.AtomicReference;

/** Signals on their way to one actor: a lock-free stack that the actor takes as a whole and turns round. */
final class SignalQueue {
    private static final Node CLOSED = new Node(null, null);

    private final AtomicReference<Node> top = new AtomicReference<>();

    /** A signal, and what came before it; after {@link #turned} what came after it. */
    static final class Node {
        final Signal signal;
        Node next;

        Node(Signal signal, Node next) {
            this.signal = signal;
            this.next = next;
        }
    }

    /** Adds a signal; false when the receiver has ended. */
    boolean push(Signal signal) {
        Node node = new Node(signal, null);
        for (;;) {
            Node seen = top.get();
            if (seen == CLOSED) {
                return false;
            }
            node.next = seen;
            if (top.compareAndSet(seen, node)) {
                return true;
            }
        }
    }

    boolean isEmpty() {
        return top.get() == null;
    }

    /** All signals so far, oldest first; null if there are none. */
    Node takeAll() {
        return turned(top.getAndSet(null));
    }

    /** The last signals, oldest first; each later {@link #push} fails. */
    Node close() {
        return turned(top.getAndSet(CLOSED));
    }

    private static Node turned(Node newest) {
        Node oldest = null;
        Node node = newest;
        while (node != null) {
            Node before = node.next;
            node.next = oldest;
            oldest = node;
            node = before;
        }
        return oldest;
    }
}
