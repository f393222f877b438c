package org.jbeam.translator;

/**
 * What is known statically at a place in a function: which y register is y0 now, and which handlers are active.
 *
 * @param base the absolute number of y0 in the frame, which {@code trim} raises; {@link #NO_FRAME} outside a frame
 * @param handler the innermost active handler, or null
 */
record Context(int base, Handler handler) {
    /** No frame, so there are no y registers. */
    static final int NO_FRAME = -1;
    /** Where a function begins. */
    static final Context ENTRY = new Context(NO_FRAME, null);

    /**
     * A {@code try} or {@code catch} around a stretch of code.
     *
     * @param isTry {@code try}, not {@code catch}
     * @param label where it goes
     * @param slot the absolute y register that BEAM keeps it in
     * @param outer the place before the instruction
     */
    record Handler(boolean isTry, int label, int slot, Context outer) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Handler that && isTry == that.isTry && label == that.label && slot == that.slot && outer.equals(that.outer);
        }

        @Override
        public int hashCode() {
            return label * 31 + slot;
        }
    }

    /** Inside a handler set up here. */
    Context enter(boolean isTry, int label, int slot) {
        return new Context(base, new Handler(isTry, label, slot, this));
    }

    /** Behind the innermost handler, in the frame as it is now. */
    Context leave() {
        return new Context(base, handler.outer().handler());
    }

    /** With another frame. */
    Context withBase(int changed) {
        return new Context(changed, handler);
    }
}
