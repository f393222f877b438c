package org.jbeam.runtime;

import org.jbeam.term.Atom;

/** No file is a module. */
final class NoCode implements CodeTranslator {
    private static BadFileException refused() {
        return new BadFileException("no code", null);
    }

    @Override
    public LoadedModule prepare(Atom name, byte[] file) {
        throw refused();
    }

    @Override
    public byte[] chunk(byte[] file, String id) {
        throw refused();
    }

    @Override
    public byte[] md5(byte[] file) {
        throw refused();
    }
}
