package org.jbeam.natives;

import java.nio.charset.StandardCharsets;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/** Module file's natives. */
@BifModule("file")
public final class FileBifs {
    private FileBifs() {}

    /** {@code native_name_encoding()}: {@code latin1} or {@code utf8}. */
    @Bif("native_name_encoding")
    public static Term nativeNameEncoding(ErlangProcess p) {
        return Atom.of(Environment.of(p).fileNames() == StandardCharsets.UTF_8 ? "utf8" : "latin1");
    }
}
