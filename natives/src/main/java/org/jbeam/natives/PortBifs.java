package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Port;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.ListBuilder;

/** Ports: the functions of module erlang. */
@BifModule("erlang")
public final class PortBifs {
    private PortBifs() {}

    /** The open port of an identifier or name, or null. */
    static ErlangPort find(ErlangProcess p, Term port) {
        if (port instanceof Port id) {
            return p.vm().port(id);
        }
        return port instanceof Atom name && p.vm().names().whereis(name) instanceof ErlangPort named ? named : null;
    }

    /** {@code ports()}. */
    @Bif
    public static Term ports(ErlangProcess p) {
        ListBuilder all = new ListBuilder();
        p.vm().allPorts().forEach(port -> all.add(port.id()));
        return all.finish();
    }

    /** {@code port_to_list(Port)}. */
    @Bif("port_to_list")
    public static Term portToList(Term port) {
        if (!(port instanceof Port)) {
            throw BifException.badarg();
        }
        return Terms.charList(port.toString());
    }

    /** {@code port_set_data(Port, Term)}. */
    @Bif("port_set_data")
    public static Term portSetData(ErlangProcess p, Term port, Term data) {
        open(p, port).data(data);
        return Atom.TRUE;
    }

    /** {@code port_get_data(Port)}. */
    @Bif("port_get_data")
    public static Term portGetData(ErlangProcess p, Term port) {
        Term data = open(p, port).data();
        return data == null ? Atom.UNDEFINED : data;
    }

    private static ErlangPort open(ErlangProcess p, Term port) {
        ErlangPort found = find(p, port);
        if (found == null) {
            throw BifException.badarg();
        }
        return found;
    }
}
