package org.jbeam.natives.asn1;

import java.util.Arrays;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Reads one value in the Basic Encoding Rules. Where it is damaged, the error names the reason and the byte, as OTP's reader does. */
final class BerDecoder {
    /** How many values may stand within each other; OTP gives up there as well. */
    private static final int MAX_DEPTH = 585;

    private static final int CONSTRUCTED = 0x20;
    private static final int LONG_TAG = 0x1f;
    private static final int INDEFINITE = 0x80;

    /** Why decoding stopped. Thrown within this class only. */
    private static final class Damage extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Atom reason;

        Damage(String reason) {
            super(reason, null, false, false);
            this.reason = Atom.of(reason);
        }
    }

    private final byte[] in;
    private int at;

    BerDecoder(byte[] in) {
        this.in = in;
    }

    /** {@code {Value, Rest}} or {@code {error, {Reason, Offset}}}. */
    Term decode() {
        try {
            Term value = value(in.length, 0);
            return Tuple.of(value, Bitstring.of(Arrays.copyOfRange(in, at, in.length)));
        } catch (Damage damage) {
            return Tuple.of(Atom.ERROR, Tuple.of(damage.reason, SmallInt.of(at)));
        }
    }

    private Term value(int end, int depth) {
        if (at + 2 > end) {
            throw new Damage("invalid_value");
        }
        boolean constructed = (in[at] & CONSTRUCTED) != 0;
        Term tag = SmallInt.of(tag(end));
        if (at >= end) {
            throw new Damage("invalid_tag");
        }
        return Tuple.of(tag, contents(constructed, end, depth));
    }

    /** Class, shifted left by 16, and number, which has at most 14 bits. */
    private int tag(int end) {
        int first = in[at] & 0xff;
        int category = (first & 0xc0) << 10;
        if ((first & LONG_TAG) != LONG_TAG) {
            at++;
            return category | first & LONG_TAG;
        }
        if (at + 3 > end) {
            throw new Damage("invalid_value");
        }
        at++;
        int number = 0;
        if (in[at] < 0) {
            number = (in[at] & 0x7f) << 7;
            at++;
        }
        if (in[at] < 0) {
            throw new Damage("invalid_tag");
        }
        number |= in[at];
        at++;
        return category | number;
    }

    private Term contents(boolean constructed, int end, int depth) {
        if (depth >= MAX_DEPTH) {
            throw new Damage("unknown");
        }
        if ((in[at] & 0xff) == INDEFINITE) {
            at++;
            if (at + 1 >= end || !constructed) {
                throw new Damage("invalid_length");
            }
            return untilEndOfContents(end, depth);
        }
        long length = length(end);
        if (length > end - (at + 1)) {
            throw new Damage("invalid_value");
        }
        at++;
        int stop = at + (int) length;
        if (!constructed) {
            Term bytes = Bitstring.of(Arrays.copyOfRange(in, at, stop));
            at = stop;
            return bytes;
        }
        ListBuilder values = new ListBuilder();
        while (at < stop) {
            values.add(value(stop, depth + 1));
        }
        return values.finish();
    }

    private Term untilEndOfContents(int end, int depth) {
        ListBuilder values = new ListBuilder();
        while (in[at] != 0 || in[at + 1] != 0) {
            values.add(value(end, depth + 1));
            if (at + 1 >= end) {
                throw new Damage("invalid_length");
            }
        }
        at += 2;
        return values.finish();
    }

    /** A definite length; afterwards {@link #at} is its last byte. */
    private long length(int end) {
        int first = in[at];
        if (first >= 0) {
            return first;
        }
        int bytes = first & 0x7f;
        if (bytes > end - (at + 1)) {
            throw new Damage("invalid_length");
        }
        long length = 0;
        for (; bytes > 0; bytes--) {
            at++;
            if (length >= 1 << 24) {
                throw new Damage("invalid_length");
            }
            length = length << 8 | in[at] & 0xff;
        }
        return length;
    }
}
