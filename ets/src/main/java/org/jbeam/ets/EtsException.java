package org.jbeam.ets;

import java.util.Locale;
import org.jbeam.term.Atom;

/**
 * A table operation failed with what is {@code badarg} in Erlang (or {@code system_limit} for {@link Cause#SYSTEM_LIMIT}). It has no
 * Java stack trace.
 */
public final class EtsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why an operation failed: the {@code cause} of Erlang's {@code error_info}, as {@code erl_stdlib_errors} knows it. */
    public enum Cause {
        /** No particular cause: an argument is wrong. */
        NONE,
        /** The table argument is neither an atom nor a table identifier. */
        TYPE,
        /** There is no such table. */
        ID,
        /** The table's protection forbids it. */
        ACCESS,
        /** The operation does not work on this type of table. */
        TABLE_TYPE,
        /** The key is not in the table. */
        BADKEY,
        /** An update of the key itself. */
        KEYPOS,
        /** A position outside the object. */
        POSITION,
        /** The new owner is the owner already. */
        OWNER,
        /** The caller is not the owner. */
        NOT_OWNER,
        /** A named table of that name exists. */
        ALREADY_EXISTS,
        /** The error is {@code system_limit}: an integer grew too large. */
        SYSTEM_LIMIT;

        private final Atom atom = Atom.of(name().toLowerCase(Locale.ROOT));

        /** The atom for {@code error_info}; {@code none} where the map gets no cause. */
        public Atom atom() {
            return atom;
        }
    }

    private final Cause cause;

    EtsException(Cause cause) {
        super(cause.name(), null, false, false);
        this.cause = cause;
    }

    /** Why. */
    public Cause reason() {
        return cause;
    }

    static EtsException badarg() {
        return new EtsException(Cause.NONE);
    }
}
