package org.jbeam.scheduler.actor;

import java.util.function.Predicate;

/** Messages that arrived and were not received, oldest first; its actor alone uses it. */
final class Inbox {
    /** Stands before the first message. */
    private final Node head = new Node(null);
    private Node last = head;
    /** The message before the one to look at next: a receive that waits does not look at one message twice. */
    private Node saved = head;

    private static final class Node {
        final Object message;
        Node next;

        Node(Object message) {
            this.message = message;
        }
    }

    void add(Object message) {
        Node node = new Node(message);
        last.next = node;
        last = node;
    }

    void clear() {
        head.next = null;
        last = head;
        saved = head;
    }

    /** The next receive begins at the first message. */
    void rewind() {
        saved = head;
    }

    /** Takes the first wanted message out, from the save pointer on; null if there is none yet. */
    Object take(Predicate<Object> wanted) {
        for (Node node = saved.next; node != null; node = saved.next) {
            if (wanted.test(node.message)) {
                saved.next = node.next;
                if (last == node) {
                    last = saved;
                }
                return node.message;
            }
            saved = node;
        }
        return null;
    }
}
