package org.jbeam.term;

/** A process identifier: node, 32-bit number and 32-bit serial, printed {@code <Channel.Number.Serial>}. */
public final class Pid extends Term {
    private final Node node;
    private final int number;
    private final int serial;
    private volatile Object attachment;

    /** A pid; a local one is equal to any other of the same number and serial. */
    public Pid(Node node, int number, int serial) {
        this.node = node;
        this.number = number;
        this.serial = serial;
    }

    /** The node of the process. */
    public Node node() {
        return node;
    }

    /** The number, unsigned 32 bits. */
    public int number() {
        return number;
    }

    /** The serial, unsigned 32 bits. */
    public int serial() {
        return serial;
    }

    /** Whatever a runtime attached to this very object, or null: a short cut from a pid to its process. */
    public Object attachment() {
        return attachment;
    }

    /** Attaches an object for {@link #attachment()}. */
    public void attach(Object object) {
        attachment = object;
    }

    @Override
    int rank() {
        return RANK_PID;
    }

    @Override
    public int hashCode() {
        return (number * 31 + serial) * 0x9E3779B9 + (node.isLocal() ? 0 : node.hashCode());
    }
}
