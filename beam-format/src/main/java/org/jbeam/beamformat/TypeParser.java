package org.jbeam.beamformat;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the {@code Type} chunk. Version 1 has entries of 18 bytes: kinds, least and greatest integer (crossed: none). Versions 2 and 3 have two
 * bytes of kinds and marks, then what the marks announce: least (8 bytes), greatest (8), unit less one (1). Version 3 has no bit for match contexts.
 */
final class TypeParser {
    private static final int V1_ENTRY = 18;
    private static final int CONTEXT_BIT = 2;

    private TypeParser() {}

    static TypeTable parse(Chunk chunk) {
        ByteReader in = new ByteReader(chunk);
        int version = in.i32();
        if (version < 1 || version > 3) {
            return TypeTable.NONE;
        }
        int count = in.count(version == 1 ? V1_ENTRY : 2);
        List<ValueType> types = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            types.add(version == 1 ? first(in) : later(in, version));
        }
        if (count == 0 || types.get(0).bits() != ValueType.ANY) {
            throw in.malformed("the first type must be any term");
        }
        return new TypeTable(version, List.copyOf(types));
    }

    private static ValueType first(ByteReader in) {
        int bits = in.u16() & ValueType.ANY;
        long min = in.i64();
        long max = in.i64();
        boolean range = min <= max;
        return new ValueType(bits, range, range ? min : 0, range, range ? max : 0, 1);
    }

    private static ValueType later(ByteReader in, int version) {
        int word = in.u16();
        int firstMark = version == 2 ? 13 : 12;
        int kinds = word & ((1 << firstMark) - 1);
        int bits = version == 2 ? kinds : withContext(kinds);
        boolean hasMin = (word >>> firstMark & 1) != 0;
        boolean hasMax = (word >>> (firstMark + 1) & 1) != 0;
        boolean hasUnit = (word >>> (firstMark + 2) & 1) != 0;
        long min = hasMin ? in.i64() : 0;
        long max = hasMax ? in.i64() : 0;
        int unit = hasUnit ? in.u8() + 1 : 1;
        return new ValueType(bits, hasMin, min, hasMax, max, unit);
    }

    /** Makes room for the bit that version 3 dropped; a bit string may be a match context there. */
    private static int withContext(int kinds) {
        int low = kinds & ((1 << CONTEXT_BIT) - 1);
        int bits = low | (kinds >>> CONTEXT_BIT) << (CONTEXT_BIT + 1);
        return (bits & ValueType.BITSTRING) != 0 ? bits | ValueType.MATCH_CONTEXT : bits;
    }
}
