package org.jbeam.runtime.ops;

import org.jbeam.term.Opaque;
import org.jbeam.term.Term;

/** The registers of a function that is cut into several Java methods, while control goes from one to another. */
public final class SegmentFrame {
    /** What a segment returns when control shall go on in another one. */
    public static final Term JUMP = new Jump();

    /** X registers, then y registers. */
    public final Term[] registers;
    /** Float registers. */
    public final double[] floats;
    /** Whether traces were wanted before each handler, by y register. */
    public final int[] saved;
    /** The number of the node to go on with. */
    public int next;

    private static final class Jump extends Opaque {}

    /** A frame of so many registers, float registers and y registers. */
    public SegmentFrame(int registers, int floats, int saved) {
        this.registers = new Term[registers];
        this.floats = new double[floats];
        this.saved = new int[saved];
    }

}
