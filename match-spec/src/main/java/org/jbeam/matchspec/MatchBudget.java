package org.jbeam.matchspec;

import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/**
 * Bounds a walk over many objects: it ends with a {@link MatchCancelledException} when the budget is used up, or {@link #cancel} was called. It is
 * asked about every hundred objects, so a few more may be looked at. Any thread may cancel; the budget counts for one walk at a time.
 */
public final class MatchBudget implements MatchContext {
    private final MatchContext context;
    private long left;
    private volatile boolean cancelled;

    private MatchBudget(MatchContext context, long objects) {
        this.context = context;
        this.left = objects;
    }

    /**
     * A budget.
     *
     * @param context what a specification may ask about its caller; it is told about the work, too
     * @param objects how many objects may be looked at; {@link Long#MAX_VALUE} for a walk that can only be cancelled
     */
    public static MatchBudget of(MatchContext context, long objects) {
        return new MatchBudget(context, objects);
    }

    /** Ends the walk soon. */
    public void cancel() {
        cancelled = true;
    }

    @Override
    public Term self() {
        return context.self();
    }

    @Override
    public Atom node() {
        return context.node();
    }

    @Override
    public void worked(int objects) {
        left -= objects;
        if (cancelled || left < 0) {
            throw new MatchCancelledException(cancelled ? "cancelled" : "budget used up");
        }
        context.worked(objects);
    }
}
