package org.jbeam.beamformat;

import java.util.List;

/**
 * What the compiler knew about values ({@code Type}), for {@link Operand.TypedReg}: information that may be used or ignored. Empty when the
 * chunk is missing or of an unknown version; then every type is {@link ValueType#ANY_VALUE}.
 */
public final class TypeTable {
    /** No types. */
    static final TypeTable NONE = new TypeTable(0, List.of());

    private final int version;
    private final List<ValueType> types;

    TypeTable(int version, List<ValueType> types) {
        this.version = version;
        this.types = types;
    }

    /** The chunk's version where it is known (1 of OTP 25, 2 of OTP 26, 3 of OTP 27 and 28), else 0. */
    public int version() {
        return version;
    }

    /** Are there no types? */
    public boolean isEmpty() {
        return types.isEmpty();
    }

    /** How many types there are. */
    public int size() {
        return types.size();
    }

    /**
     * The type of this index; {@link ValueType#ANY_VALUE} in an empty table.
     *
     * @throws IndexOutOfBoundsException no such type in a table that is not empty
     */
    public ValueType type(int index) {
        return types.isEmpty() ? ValueType.ANY_VALUE : types.get(index);
    }
}
