package org.jbeam.etf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jbeam.term.Cons;
import org.jbeam.term.Fun;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** The tag bytes of the external term format, and big-endian access to byte arrays. */
final class Tags {
    static final int VERSION = 131;

    static final int DIST_HEADER = 68;
    static final int DIST_FRAGMENT_FIRST = 69;
    static final int DIST_FRAGMENT_NEXT = 70;

    static final int NEW_FLOAT = 70;
    static final int BIT_BINARY = 77;
    static final int COMPRESSED = 80;
    static final int ATOM_CACHE_REF = 82;
    static final int NEW_PID = 88;
    static final int NEW_PORT = 89;
    static final int NEWER_REFERENCE = 90;
    static final int SMALL_INTEGER = 97;
    static final int INTEGER = 98;
    static final int FLOAT = 99;
    static final int ATOM = 100;
    static final int REFERENCE = 101;
    static final int PORT = 102;
    static final int PID = 103;
    static final int SMALL_TUPLE = 104;
    static final int LARGE_TUPLE = 105;
    static final int NIL = 106;
    static final int STRING = 107;
    static final int LIST = 108;
    static final int BINARY = 109;
    static final int SMALL_BIG = 110;
    static final int LARGE_BIG = 111;
    static final int NEW_FUN = 112;
    static final int EXPORT = 113;
    static final int NEW_REFERENCE = 114;
    static final int SMALL_ATOM = 115;
    static final int MAP = 116;
    static final int FUN = 117;
    static final int ATOM_UTF8 = 118;
    static final int SMALL_ATOM_UTF8 = 119;
    static final int V4_PORT = 120;

    /** Bytes of a float as text: {@code %.20e} padded with zeros. */
    static final int FLOAT_TEXT_BYTES = 31;
    /** The longest list that goes as {@link #STRING}. */
    static final int MAX_STRING = 65535;
    /** Bytes of a module's MD5 inside {@link #NEW_FUN}. */
    static final int UNIQ_BYTES = 16;

    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONG_LE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Tags() {}

    /** May the term contain others? */
    static boolean isContainer(Term t) {
        return t instanceof Cons || t instanceof Tuple || t instanceof MapTerm || t instanceof Fun;
    }

    /** Is it the tag of a pid, port or reference? */
    static boolean isIdentifier(int tag) {
        return switch (tag) {
            case PID, NEW_PID, PORT, NEW_PORT, V4_PORT, REFERENCE, NEW_REFERENCE, NEWER_REFERENCE -> true;
            default -> false;
        };
    }
}
