package org.jbeam.beamformat;

import java.util.Arrays;

/**
 * What is known at one place of a function: the stack frame, the handlers that catch, and which registers hold a value. Registers are bits,
 * x first, then y, then float registers, each kind from a new word on.
 */
final class FlowState {
    static final int NO_FRAME = -1;
    /** This and all below, down by the number of y registers that there are on every path. */
    static final int UNDECIDED = -2;

    /** A {@code catch} or {@code try} that is active: its y register, its label, and the one around it (null for none). */
    record Handler(int y, int label, Handler outer) {}

    final int yWord;
    final int floatWord;
    int frame;
    Handler handlers;
    long[] bits;

    FlowState(int xs, int ys, int floats) {
        this.yWord = words(xs);
        this.floatWord = yWord + words(ys);
        this.bits = new long[floatWord + words(floats)];
        this.frame = NO_FRAME;
    }

    private FlowState(FlowState that) {
        this.yWord = that.yWord;
        this.floatWord = that.floatWord;
        this.bits = that.bits.clone();
        this.frame = that.frame;
        this.handlers = that.handlers;
    }

    private static int words(int registers) {
        return (registers + 63) >>> 6;
    }

    FlowState copy() {
        return new FlowState(this);
    }

    /** Keeps what holds here and there; was anything lost? */
    boolean merge(FlowState that) {
        boolean changed = false;
        if (frame != that.frame) {
            int merged = UNDECIDED - Math.min(usable(), that.usable());
            changed = merged != frame;
            frame = merged;
        }
        for (int i = 0; i < bits.length; i++) {
            long kept = bits[i] & that.bits[i];
            changed |= kept != bits[i];
            bits[i] = kept;
        }
        return changed;
    }

    /** How many y registers there are for sure. */
    int usable() {
        return frame <= UNDECIDED ? UNDECIDED - frame : Math.max(frame, 0);
    }

    boolean has(int word, int register) {
        return (bits[word + (register >>> 6)] >>> register & 1) != 0;
    }

    void set(int word, int register) {
        bits[word + (register >>> 6)] |= 1L << register;
    }

    void clear(int word, int register) {
        bits[word + (register >>> 6)] &= ~(1L << register);
    }

    /** Forgets all x and float registers. */
    void clearX() {
        Arrays.fill(bits, 0, yWord, 0);
        Arrays.fill(bits, floatWord, bits.length, 0);
    }

    /** Forgets all y registers. */
    void clearY() {
        Arrays.fill(bits, yWord, floatWord, 0);
    }

    /** Drops the first y registers and renumbers the others. */
    void trim(int dropped) {
        int ys = 64 * (floatWord - yWord);
        for (int y = 0; y < ys; y++) {
            if (y + dropped < ys && has(yWord, y + dropped)) {
                set(yWord, y);
            } else {
                clear(yWord, y);
            }
        }
    }

    String frameText() {
        return frame == NO_FRAME ? "none" : frame <= UNDECIDED ? "undecided" : Integer.toString(frame);
    }
}
