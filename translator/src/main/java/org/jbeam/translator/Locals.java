package org.jbeam.translator;

/** Which JVM local variable holds what in a generated method: process, depth, x, y, saved trace flags, float registers, temporaries. */
final class Locals {
    /** The process. */
    static final int PROCESS = 0;
    /** How many tail calls were made since the last body call. */
    static final int DEPTH = 1;
    /** The argument array of a function with very many, or the frame of a segment. */
    static final int THIRD = 2;

    private final FlowGraph graph;
    private final int xBase;
    private final int yBase;
    private final int savedBase;
    private final int floatBase;
    private final int tempBase;

    /** {@code first} is the first variable that is free: arguments that came one by one are x registers. */
    Locals(FlowGraph graph, int first) {
        this.graph = graph;
        this.xBase = first;
        this.yBase = xBase + graph.xCount();
        this.savedBase = yBase + graph.yCount();
        this.floatBase = savedBase + graph.yCount();
        this.tempBase = floatBase + 2 * graph.floatCount();
    }

    int x(int number) {
        return xBase + number;
    }

    /** {@code slot} numbers x registers, then y registers by their absolute number. */
    int register(int slot) {
        return xBase + slot;
    }

    /** {@code number} is absolute in the frame. */
    int y(int number) {
        return yBase + number;
    }

    /** What the process wanted of traces before the handler in this absolute y register. */
    int saved(int number) {
        return savedBase + number;
    }

    int floating(int number) {
        return floatBase + 2 * number;
    }

    /** The binary under construction between {@code bs_init2} and its last {@code bs_put_*}. */
    int builder() {
        return tempBase;
    }

    /** For use within one instruction: 0, 1, 2. */
    int temp(int number) {
        return tempBase + 1 + number;
    }

    /** The long beside the register in {@code slot}; see {@link DualRegisters}. */
    int longOf(int slot) {
        return tempBase + 8 + 2 * slot;
    }

    /** A long for use within one instruction: 0, 1. */
    int longTemp(int number) {
        return tempBase + 4 + 2 * number;
    }

    /** The first variable behind all these. */
    int end() {
        return longOf(graph.xCount() + graph.yCount());
    }
}
