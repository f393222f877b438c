package org.jbeam.term;

/** A port identifier: node and 64-bit number, printed {@code #Port<Channel.Number>}. */
public final class Port extends Term {
    private final Node node;
    private final long number;
    private volatile Object attachment;

    /** A port identifier. */
    public Port(Node node, long number) {
        this.node = node;
        this.number = number;
    }

    /** The node of the port. */
    public Node node() {
        return node;
    }

    /** The number, unsigned 64 bits. */
    public long number() {
        return number;
    }

    /** Whatever a runtime attached to this very object, or null. */
    public Object attachment() {
        return attachment;
    }

    /** Attaches an object for {@link #attachment()}. */
    public void attach(Object object) {
        attachment = object;
    }

    @Override
    int rank() {
        return RANK_PORT;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number * 0x9E3779B97F4A7C15L) + (node.isLocal() ? 0 : node.hashCode());
    }
}
