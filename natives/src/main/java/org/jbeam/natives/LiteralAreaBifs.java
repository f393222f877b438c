package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifModule;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/** The literal area collector's natives. Literals are Java objects, so no area is ever waiting to be released. */
@BifModule("erts_literal_area_collector")
public final class LiteralAreaBifs {
    private LiteralAreaBifs() {}

    /** {@code release_area_switch()}: there is no further area. */
    @Bif("release_area_switch")
    public static Term releaseAreaSwitch() {
        return Atom.FALSE;
    }

    /** {@code send_copy_request(To, Area, Type)}: never due, since there are no areas. */
    @Bif("send_copy_request")
    public static Term sendCopyRequest(Term to, Term area, Term type) {
        return Atom.OK;
    }
}
