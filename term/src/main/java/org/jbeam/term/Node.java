package org.jbeam.term;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The node that an identifier belongs to. {@link #LOCAL} is this node, whatever it is called at the moment: identifiers made before the
 * node got its name keep printing the same.
 */
public final class Node {
    /** The name of a node that is not alive. */
    public static final Atom NOT_ALIVE = Atom.of("nonode@nohost");
    /** This node. */
    public static final Node LOCAL = new Node(NOT_ALIVE, 0, 0);

    private record Key(Atom name, int creation) {}

    /** A node that identifiers still name; nodes come and go, and with each life they have another creation. */
    private static final class Entry extends WeakReference<Node> {
        private final Key key;

        Entry(Key key, Node node) {
            super(node, LOST);
            this.key = key;
        }
    }

    private static final ReferenceQueue<Node> LOST = new ReferenceQueue<>();
    private static final ConcurrentHashMap<Key, Entry> REMOTE = new ConcurrentHashMap<>();
    private static final ConcurrentHashMap<Atom, Integer> CHANNELS = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT_CHANNEL = new AtomicInteger(1);

    private volatile Atom name;
    private volatile int creation;
    private final int channel;

    private Node(Atom name, int creation, int channel) {
        this.name = name;
        this.creation = creation;
        this.channel = channel;
    }

    /** The node of this name and creation; {@link #LOCAL} when they are its own. */
    public static Node of(Atom name, int creation) {
        if (name == LOCAL.name && creation == LOCAL.creation) {
            return LOCAL;
        }
        Key key = new Key(name, creation);
        Entry known = REMOTE.get(key);
        Node node = known == null ? null : known.get();
        return node != null ? node : enter(key);
    }

    private static Node enter(Key key) {
        for (Reference<? extends Node> lost = LOST.poll(); lost != null; lost = LOST.poll()) {
            REMOTE.remove(((Entry) lost).key, lost);
        }
        Node made = new Node(key.name, key.creation, CHANNELS.computeIfAbsent(key.name, n -> NEXT_CHANNEL.getAndIncrement()));
        Entry entry = REMOTE.compute(key, (k, other) -> other != null && other.get() != null ? other : new Entry(k, made));
        Node entered = entry.get();
        return entered != null ? entered : enter(key);
    }

    /** The remote node of this channel number, or null. */
    public static Node ofChannel(int channel) {
        return channel == 0 ? LOCAL : REMOTE.values().stream().map(Entry::get).filter(node -> node != null && node.channel == channel).findFirst()
                .orElse(null);
    }

    /** Names {@link #LOCAL}: {@code erlang:setnode/2}. */
    public static void setLocal(Atom name, int creation) {
        LOCAL.creation = creation;
        LOCAL.name = name;
    }

    /** The node's name. */
    public Atom name() {
        return name;
    }

    /** The incarnation of the node, 32 bits; 0 when not alive. */
    public int creation() {
        return creation;
    }

    /** The first number of a printed identifier: 0 for {@link #LOCAL}. */
    public int channel() {
        return channel;
    }

    /** Is it this node? */
    public boolean isLocal() {
        return this == LOCAL;
    }

    /** By name, then creation; a node that only became this one's namesake later stays apart. */
    int compare(Node other) {
        if (this == other) {
            return 0;
        }
        int order = name.compareName(other.name);
        if (order == 0) {
            order = Integer.compareUnsigned(creation, other.creation);
        }
        return order != 0 ? order : Integer.compare(channel, other.channel);
    }
}
