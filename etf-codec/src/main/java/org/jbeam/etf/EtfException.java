package org.jbeam.etf;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** Bytes that are no external term, a limit that was passed, or a term that has no external form. */
public final class EtfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How many steps of a path are kept. */
    private static final int MAX_STEPS = 100;

    private final Reason reason;
    private final long offset;
    private final transient Deque<Step> path = new ArrayDeque<>(0);

    /** Which element of a container. */
    public enum Place {
        /** Of a tuple. */
        TUPLE,
        /** Of a list. */
        LIST,
        /** What follows a list's last element. */
        TAIL,
        /** Of a map, a key. */
        KEY,
        /** Of a map, a value. */
        VALUE,
        /** Of a fun, a value it closed over. */
        FUN
    }

    /**
     * A step of the way from the whole term to a place in it.
     *
     * @param place what kind of element
     * @param index which, from 0; for a map's keys and values, the number of the pair
     */
    public record Step(Place place, int index) {
        @Override
        public String toString() {
            return place.name().toLowerCase(java.util.Locale.ROOT) + "[" + index + "]";
        }
    }

    /** What went wrong. */
    public enum Reason {
        /** The bytes end before the term does. */
        TRUNCATED,
        /** The bytes are not a term. */
        MALFORMED,
        /** A limit of the {@link EtfDecoder} was passed. */
        LIMIT,
        /** What a policy of the {@link EtfDecoder} refuses: new atoms, functions, identifiers, compression. */
        UNSAFE,
        /** The term has no external form. */
        NOT_ENCODABLE,
        /** The external form is larger than a Java array, or the atom table is full: Erlang's {@code system_limit}. */
        SYSTEM_LIMIT
    }

    EtfException(Reason reason, long offset, String message) {
        super(message + " (at byte " + offset + ")");
        this.reason = reason;
        this.offset = offset;
    }

    EtfException(Reason reason, long offset, String message, Throwable cause) {
        super(message + " (at byte " + offset + ")", cause);
        this.reason = reason;
        this.offset = offset;
    }

    /** Says that what went wrong is inside such an element; the innermost is told first. */
    EtfException inside(Place place, int index) {
        if (path.size() < MAX_STEPS) {
            path.addFirst(new Step(place, index));
        }
        return this;
    }

    /** Does the path have all the steps that it keeps? */
    boolean isFull() {
        return path.size() == MAX_STEPS;
    }

    /**
     * The way to the element where it went wrong, outermost first; of more than 100 steps the innermost 100. Empty for the whole term, and
     * where there is no term.
     */
    public List<Step> path() {
        return List.copyOf(path);
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return path.isEmpty() ? message : message + path.stream().map(Step::toString).collect(Collectors.joining(" ", " in ", ""));
    }

    /** What went wrong. */
    public Reason reason() {
        return reason;
    }

    /**
     * Where it went wrong, in bytes from the start of the input or output; inside a compressed term, from the start of what it inflates to.
     */
    public long offset() {
        return offset;
    }
}
