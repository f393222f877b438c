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

    /**
     * The data of a chunk of a file, or null when it has none of this name.
     *
     * @param id four characters
     * @throws BadFileException not a {@code .beam} file
     */
    byte[] chunk(byte[] file, String id);

    /**
     * The 16 bytes of {@code Module:module_info(md5)}, by which versions of a module are told apart.
     *
     * @throws BadFileException not a file that can be loaded
     */
    byte[] md5(byte[] file);
}
