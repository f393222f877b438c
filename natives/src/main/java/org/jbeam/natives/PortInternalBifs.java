package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Monitor;
import org.jbeam.term.Atom;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** What module erlang's port functions rest on; each answers {@code badarg} as a value. */
@BifModule("erts_internal")
public final class PortInternalBifs {
    private static final Atom BADARG = Atom.of("badarg");
    private static final Atom NORMAL = Atom.of("normal");
    private static final Atom BADOPT = Atom.of("badopt");
    private static final Atom NOTSUP = Atom.of("notsup");
    private static final Atom FORCE = Atom.of("force");
    private static final Atom NOSUSPEND = Atom.of("nosuspend");

    private PortInternalBifs() {}

    /** {@code open_port(Name, Settings)}: a port, or the atom of an error. */
    @Bif("open_port")
    public static Term openPort(ErlangProcess p, Term name, Term settings) {
        try {
            ErlangPort port = PortDrivers.open(p, name, settings);
            if (port == null) {
                return name instanceof Tuple t && t.element(0) == Atom.of("spawn_driver") ? BADARG : Atom.of("einval");
            }
            return port.id();
        } catch (BifException e) {
            return e.reason();
        }
    }

    /** {@code port_command(Port, Data, Options)}. */
    @Bif("port_command")
    public static Term portCommand(ErlangProcess p, Term port, Term data, Term options) {
        ErlangPort found = PortBifs.find(p, port);
        if (found == null) {
            return badOptions(options) ? BADOPT : BADARG;
        }
        if (badOptions(options)) {
            return BADOPT;
        }
        boolean nosuspend = false;
        boolean force = false;
        for (Term option : Args.list(options)) {
            nosuspend |= option == NOSUSPEND;
            force |= option == FORCE;
        }
        if (force && !(found instanceof BusyPort insisted && insisted.allowsForce())) {
            return NOTSUP;
        }
        if (!force && found instanceof BusyPort busy) {
            if (nosuspend && busy.isBusy()) {
                return Atom.FALSE;
            }
            busy.awaitRoom(p);
        }
        try {
            return found.command(p, data) ? Atom.TRUE : BADARG;
        } catch (BifException e) {
            return e.reason();
        }
    }

    private static boolean badOptions(Term options) {
        Term[] given = Terms.elements(options);
        return given == null || !java.util.Arrays.stream(given).allMatch(option -> option == NOSUSPEND || option == FORCE);
    }

    /** {@code port_control(Port, Operation, Data)}. */
    @Bif("port_control")
    public static Term portControl(ErlangProcess p, Term port, Term operation, Term data) {
        ErlangPort found = PortBifs.find(p, port);
        if (found == null || !(operation instanceof SmallInt op) || op.value() < 0 || op.value() > 0xffff_ffffL) {
            return BADARG;
        }
        try {
            Term answer = found.control(p, (int) op.value(), IoData.bytes(data), true);
            return answer == null ? BADARG : answer;
        } catch (BifException e) {
            return e.reason();
        }
    }

    /** {@code port_call(Port, Operation, Data)}. */
    @Bif("port_call")
    public static Term portCall(ErlangProcess p, Term port, Term operation, Term data) {
        ErlangPort found = PortBifs.find(p, port);
        if (found == null || !(operation instanceof SmallInt op)) {
            return BADARG;
        }
        try {
            Term answer = found.called(p, (int) op.value(), data);
            return answer == null ? BADARG : answer;
        } catch (BifException e) {
            return e.reason();
        }
    }

    /** {@code port_connect(Port, Pid)}. */
    @Bif("port_connect")
    public static Term portConnect(ErlangProcess p, Term port, Term pid) {
        ErlangPort found = PortBifs.find(p, port);
        if (found == null || !(pid instanceof Pid id) || p.vm().process(id) == null) {
            return BADARG;
        }
        found.connectLinked(id);
        return Atom.TRUE;
    }

    /** {@code port_close(Port)}. */
    @Bif("port_close")
    public static Term portClose(ErlangProcess p, Term port) {
        ErlangPort found = PortBifs.find(p, port);
        if (found == null || found instanceof ForkerPort) {
            return BADARG;
        }
        found.close(NORMAL, null);
        p.handleSignals();
        return Atom.TRUE;
    }

    /** {@code port_info(Port)}. */
    @Bif("port_info")
    public static Term portInfo(ErlangProcess p, Term port) {
        ErlangPort found = PortBifs.find(p, port);
        if (found == null) {
            return isPort(port) ? Atom.UNDEFINED : BADARG;
        }
        ListBuilder list = new ListBuilder();
        for (String item : new String[] {"registered_name", "name", "links", "id", "connected", "input", "output", "os_pid"}) {
            Term pair = item(found, Atom.of(item));
            if (pair != Nil.NIL) {
                list.add(pair);
            }
        }
        return list.finish();
    }

    /** {@code port_info(Port, Item)}. */
    @Bif("port_info")
    public static Term portInfo(ErlangProcess p, Term port, Term item) {
        ErlangPort found = PortBifs.find(p, port);
        if (!isPort(port) || port instanceof Port id && !id.node().isLocal()) {
            return Atom.of("badtype");
        }
        if (found == null) {
            return Atom.UNDEFINED;
        }
        if (!(item instanceof Atom name)) {
            return BADARG;
        }
        Term pair = item(found, name);
        return pair == null ? BADARG : pair;
    }

    private static boolean isPort(Term port) {
        return port instanceof Port || port instanceof Atom;
    }

    private static Term item(ErlangPort port, Atom item) {
        Term value = switch (item.name()) {
            case "registered_name" -> port.registeredName();
            case "id" -> SmallInt.of(port.id().number());
            case "connected" -> port.owner();
            case "links" -> Terms.list(port.links());
            case "name" -> Terms.charList(port.name());
            case "input" -> SmallInt.of(port.bytesIn());
            case "output" -> SmallInt.of(port.bytesOut());
            case "os_pid" -> port.osPid() < 0 ? Atom.UNDEFINED : SmallInt.of(port.osPid());
            // drivers that monitor processes are not built in
            case "monitors" -> Nil.NIL;
            case "monitored_by" -> monitors(port);
            case "memory" -> SmallInt.of(1000 + port.queueSize());
            case "parallelism" -> Atom.FALSE;
            case "queue_size" -> SmallInt.of(port.queueSize());
            case "locking" -> Atom.of(port instanceof RamFilePort ? "driver_level" : "port_level");
            default -> BADARG;
        };
        if (value == null) {
            return Nil.NIL;
        }
        return value == BADARG ? null : Tuple.of(item, value);
    }

    private static Term monitors(ErlangPort port) {
        ListBuilder list = new ListBuilder();
        for (Monitor m : port.watchers()) {
            list.add(m.owner());
        }
        return list.finish();
    }
}
