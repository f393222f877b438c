package org.jbeam.runtime;

import org.jbeam.term.Atom;

/** Makes code of a {@code .beam} file. The VM is given one when it is assembled. */
public interface CodeTranslator {
    /**
     * Translates a module; nothing that a program sees changes. May be called by several threads at once.
     *
     * @throws BadFileException a file that cannot be loaded
     */
    LoadedModule prepare(Atom name, byte[] file);
}
