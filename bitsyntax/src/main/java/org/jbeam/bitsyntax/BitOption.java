package org.jbeam.bitsyntax;

import java.util.Locale;

/** How a segment of a pattern is read, where it is not unsigned and big-endian. */
public enum BitOption {
    /** Two's complement. */
    SIGNED,
    /** The least significant byte first. */
    LITTLE,
    /** The byte order of this machine. */
    NATIVE;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
