package org.jbeam.term;

/** What the ways to print a term do differently. */
enum PrintStyle {
    /** {@code ~w}. */
    WRITE,
    /** {@code ~tw}. */
    WRITE_UNICODE,
    /** {@code ~0p}: text shows as text. */
    PRINT {
        @Override
        boolean appendString(Cons list, StringBuilder out) {
            return appendIfPrintable(list, this, out);
        }

        @Override
        boolean isPrintable(int c) {
            return c >= ' ' && c <= '~' || c >= 0xa0 && c <= LAST_LATIN1 || c >= '\b' && c <= '\r' || c == ESCAPE;
        }

        @Override
        void appendTextCharacter(int c, StringBuilder out) {
            AtomText.appendCharacter(c, '"', false, out);
        }

        @Override
        void append(Bitstring bits, StringBuilder out) {
            appendTextOrBytes(bits, out);
        }
    },
    /** {@code erlang:display/1}; each character of the output is a byte. */
    DISPLAY {
        @Override
        String arrow() {
            return "=>";
        }

        @Override
        void append(double value, StringBuilder out) {
            out.append(FloatFormat.display(value));
        }

        @Override
        void append(Atom atom, StringBuilder out) {
            AtomText.appendDisplayed(atom.name(), out);
        }

        @Override
        boolean appendString(Cons list, StringBuilder out) {
            return appendIfPrintable(list, this, out);
        }

        @Override
        boolean isPrintable(int c) {
            return c >= ' ' && c <= '~' || c >= 0xa0 && c <= LAST_LATIN1 || c == '\t' || c == '\n' || c == '\r';
        }

        @Override
        boolean isPrintableByte(int c) {
            return c >= ' ' && c <= '~';
        }

        @Override
        void appendTextCharacter(int c, StringBuilder out) {
            switch (c) {
                case '\n' -> out.append("\\n");
                case '"' -> out.append("\\\"");
                default -> out.append((char) c);
            }
        }

        @Override
        void append(Bitstring bits, StringBuilder out) {
            appendTextOrBytes(bits, out);
        }
    };

    static final int LAST_LATIN1 = 255;
    static final int ESCAPE = 27;

    /** What stands between a key and its value. */
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

    /** May the character be part of a list that shows as text? */
    boolean isPrintable(int c) {
        return false;
    }

    /** May the byte be part of a binary that shows as text? */
    boolean isPrintableByte(int c) {
        return isPrintable(c);
    }

    /** Appends a character within double quotes. */
    void appendTextCharacter(int c, StringBuilder out) {
        out.appendCodePoint(c);
    }

    void append(Bitstring bits, StringBuilder out) {
        appendBytes(bits, out);
    }

    private static boolean appendIfPrintable(Cons list, PrintStyle style, StringBuilder out) {
        Term rest = list;
        while (rest instanceof Cons cell) {
            if (!(cell.head() instanceof SmallInt c) || c.value() != (int) c.value() || !style.isPrintable((int) c.value())) {
                return false;
            }
            rest = cell.tail();
        }
        if (rest != Nil.NIL) {
            return false;
        }
        out.append('"');
        for (Term left = list; left instanceof Cons cell; left = cell.tail()) {
            style.appendTextCharacter((int) ((SmallInt) cell.head()).value(), out);
        }
        out.append('"');
        return true;
    }

    final void appendTextOrBytes(Bitstring bits, StringBuilder out) {
        int size = bits.byteSize();
        boolean text = size > 0 && bits.isBinary();
        for (int i = 0; i < size && text; i++) {
            text = isPrintableByte(bits.byteAt(i));
        }
        if (!text) {
            appendBytes(bits, out);
            return;
        }
        out.append("<<\"");
        for (int i = 0; i < size; i++) {
            appendTextCharacter(bits.byteAt(i), out);
        }
        out.append("\">>");
    }

    private static void appendBytes(Bitstring bits, StringBuilder out) {
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
