package org.jbeam.term;

/** What the ways to print a term do differently. */
enum PrintStyle {
    /** {@code ~w}. */
    WRITE,
    /** {@code ~tw}. */
    WRITE_UNICODE;

    String arrow() {
        return " => ";
    }

    void append(double value, StringBuilder out) {
        FloatFormat.shortest(value, out);
    }

    void append(Atom atom, StringBuilder out) {
        AtomText.append(atom.name(), this == WRITE_UNICODE, out);
    }

    /** Appends a list that is text, if this style shows text and the list is some. */
    boolean appendString(Cons list, StringBuilder out) {
        return false;
    }

    void append(Bitstring bits, StringBuilder out) {
        out.append("<<");
        int whole = (int) (bits.bitSize() >>> 3);
        for (int i = 0; i < whole; i++) {
            if (i > 0) {
                out.append(',');
            }
            out.append(bits.byteAt(i));
        }
        int rest = (int) (bits.bitSize() & 7);
        if (rest != 0) {
            out.append(whole > 0 ? "," : "").append(bits.byteAt(whole) >>> 8 - rest).append(':').append(rest);
        }
        out.append(">>");
    }
}
