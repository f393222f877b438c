package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/** The class of an exception. */
public enum ErrorClass {
    /** {@code error}. */
    ERROR("error"),
    /** {@code exit}. */
    EXIT("exit"),
    /** {@code throw}. */
    THROW("throw");

    private final Atom atom;

    ErrorClass(String name) {
        this.atom = Atom.of(name);
    }

    /** The class as a program sees it. */
    public Atom atom() {
        return atom;
    }

    /** The class that this term names, or null. */
    public static ErrorClass of(Term name) {
        for (ErrorClass c : values()) {
            if (c.atom == name) {
                return c;
            }
        }
        return null;
    }
}
