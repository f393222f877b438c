package org.jbeam.etf;

/** Passes over terms without making them. Needs no stack: only how many terms are still to come is counted. */
final class EtfSkipper {
    private EtfSkipper() {}

    /** Goes behind the term at the input's position; its scalars are not looked into. */
    static void skip(EtfInput in) {
        long terms = 1;
        while (terms > 0) {
            terms += inner(in) - 1;
        }
    }

    /** Passes over a tag and its fields; how many terms follow that belong to it. */
    private static long inner(EtfInput in) {
        int at = in.offset();
        int tag = in.u8();
        switch (tag) {
            case Tags.LIST:
                return in.length(1) + 1L;
            case Tags.SMALL_TUPLE:
                return in.u8();
            case Tags.LARGE_TUPLE:
                return in.length(1);
            case Tags.MAP:
                return 2L * in.length(2);
            case Tags.EXPORT:
                return 3;
            case Tags.NEW_FUN:
                in.take(4 + 1 + Tags.UNIQ_BYTES + 4);
                return in.length(1) + 4L;
            default:
                scalar(in, tag, at);
                return 0;
        }
    }

    private static void scalar(EtfInput in, int tag, int at) {
        switch (tag) {
            case Tags.SMALL_INTEGER, Tags.ATOM_CACHE_REF -> in.take(1);
            case Tags.INTEGER -> in.take(4);
            case Tags.NEW_FLOAT -> in.take(8);
            case Tags.FLOAT -> in.take(Tags.FLOAT_TEXT_BYTES);
            case Tags.NIL -> { }
            case Tags.ATOM, Tags.ATOM_UTF8, Tags.STRING -> in.take(in.u16());
            case Tags.SMALL_ATOM, Tags.SMALL_ATOM_UTF8 -> in.take(in.u8());
            case Tags.BINARY -> in.take(in.length(1));
            case Tags.BIT_BINARY -> {
                int length = in.length(1);
                in.take(1);
                in.take(length);
            }
            case Tags.SMALL_BIG -> in.take(1 + in.u8());
            case Tags.LARGE_BIG -> {
                int length = in.length(1);
                in.take(1);
                in.take(length);
            }
            default -> identifier(in, tag, at);
        }
    }

    private static void identifier(EtfInput in, int tag, int at) {
        int words = tag == Tags.NEW_REFERENCE || tag == Tags.NEWER_REFERENCE ? in.u16() : 0;
        int fixed = switch (tag) {
            case Tags.PID -> 9;
            case Tags.NEW_PID, Tags.V4_PORT -> 12;
            case Tags.PORT, Tags.REFERENCE -> 5;
            case Tags.NEW_PORT -> 8;
            case Tags.NEW_REFERENCE -> 1 + 4 * words;
            case Tags.NEWER_REFERENCE -> 4 + 4 * words;
            default -> throw in.malformed(at, "no tag of a term: " + tag);
        };
        int atomAt = in.offset();
        int atom = in.u8();
        switch (atom) {
            case Tags.ATOM, Tags.ATOM_UTF8, Tags.SMALL_ATOM, Tags.SMALL_ATOM_UTF8, Tags.ATOM_CACHE_REF -> scalar(in, atom, atomAt);
            default -> throw in.malformed(atomAt, "no atom where one must be: tag " + atom);
        }
        in.take(fixed);
    }
}
