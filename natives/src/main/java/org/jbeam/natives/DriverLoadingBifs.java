package org.jbeam.natives;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** Module erl_ddll: no driver can be loaded, as in an emulator without support for it; those that are built in can be asked about. */
@BifModule("erl_ddll")
public final class DriverLoadingBifs {
    private static final Atom LINKED_IN = Atom.of("linked_in_driver");
    private static final Atom NOT_LOADED = Atom.of("not_loaded");
    private static final List<String> DRIVERS = List.of("tcp_inet", "udp_inet", "sctp_inet", "ram_file_drv", "tty_sl");
    private static final List<String> ITEMS = List.of("processes", "driver_options", "port_count", "permanent", "awaiting_load",
            "awaiting_unload");
    /** The code that stands for a failure to open a file. */
    private static final int OPEN_FAILED = -10;
    private static final Map<String, String> TEXTS = Map.of(
            "inconsistent", "Driver name and/or driver options are inconsistent with currently loaded driver",
            "linked_in_driver", "Driver is statically linked and cannot be loaded/unloaded",
            "permanent", "DDLL driver is permanent an cannot be unloaded/loaded",
            "not_loaded", "DDLL driver is not loaded",
            "not_loaded_by_this_process", "DDLL driver was not loaded by this process",
            "not_pending", "DDLL load not pending for this driver name",
            "already_loaded", "DDLL driver is already loaded successfully",
            "pending_reload", "Driver reloading is already pending",
            "pending_process", "Driver is loaded by others when attempting option {reload, pending_driver}");

    private DriverLoadingBifs() {}

    private static String name(Term driver) {
        String name = driver instanceof Atom atom ? atom.name() : null;
        if (name == null && Args.isList(driver)) {
            name = new String(IoData.bytes(driver), java.nio.charset.StandardCharsets.ISO_8859_1);
        }
        if (name == null || name.isEmpty()) {
            throw BifException.badarg();
        }
        return name;
    }

    /** {@code loaded_drivers()}: {@code {ok, Names}}. */
    @Bif(value = "loaded_drivers", withoutSupport = true)
    public static Term loadedDrivers() {
        ListBuilder names = new ListBuilder();
        DRIVERS.forEach(name -> names.add(Terms.charList(name)));
        return Tuple.of(Atom.OK, names.finish());
    }

    /** {@code try_load(Path, Driver, Options)}: {@code {error, Why}}. */
    @Bif(value = "try_load", withoutSupport = true)
    public static Term tryLoad(ErlangProcess p, Term path, Term driver, Term options) {
        Args.list(options);
        String name = name(driver);
        if (path instanceof Atom || FileNames.bytes(path, Environment.of(p).fileNames()).length == 0) {
            throw BifException.badarg();
        }
        Term why = DRIVERS.contains(name) ? LINKED_IN : Tuple.of(Atom.of("open_error"), SmallInt.of(OPEN_FAILED));
        return Tuple.of(Atom.ERROR, why);
    }

    /** {@code try_unload(Driver, Options)}. */
    @Bif(value = "try_unload", withoutSupport = true)
    public static Term tryUnload(Term driver, Term options) {
        Args.list(options);
        return Tuple.of(Atom.ERROR, DRIVERS.contains(name(driver)) ? LINKED_IN : NOT_LOADED);
    }

    /** {@code info(Driver, Item)}. */
    @Bif(value = "info", withoutSupport = true)
    public static Term info(Term driver, Term item) {
        String wanted = Args.atom(item).name();
        if (!DRIVERS.contains(name(driver))) {
            throw BifException.badarg();
        }
        if (wanted.equals("linked_in_driver")) {
            return Atom.TRUE;
        }
        if (!ITEMS.contains(wanted)) {
            throw BifException.badarg();
        }
        return wanted.equals("permanent") ? Atom.FALSE : LINKED_IN;
    }

    /** {@code monitor(driver, {Driver, When})}: the message comes at once, since nothing is loaded or will be. */
    @Bif(value = "monitor", withoutSupport = true)
    public static Term monitor(ErlangProcess p, Term tag, Term what) {
        if (tag != Atom.of("driver") || !(what instanceof Tuple2 pair)
                || !Arrays.asList("loaded", "unloaded", "unloaded_only").contains(Args.atom(pair.e1()).name())) {
            throw BifException.badarg();
        }
        String name = name(pair.e0());
        Term ref = p.vm().newRef();
        boolean linkedIn = DRIVERS.contains(name);
        if (linkedIn) {
            p.deliver(Tuple.of(Atom.of("UP"), ref, tag, pair.e0(), Atom.of("permanent")));
        } else {
            p.deliver(Tuple.of(Atom.of("DOWN"), ref, tag, pair.e0(), Atom.of("unloaded")));
        }
        return ref;
    }

    /** {@code demonitor(Ref)}. */
    @Bif(value = "demonitor", withoutSupport = true)
    public static Term demonitor(Term ref) {
        if (!(ref instanceof org.jbeam.term.Ref)) {
            throw BifException.badarg();
        }
        return Atom.TRUE;
    }

    /** {@code format_error_int(Error)}: what an error means. */
    @Bif(value = "format_error_int", withoutSupport = true)
    public static Term formatError(Term error) {
        if (error instanceof Tuple2 pair && pair.e0() == Atom.of("open_error")) {
            boolean missing = Args.integer(pair.e1()) == OPEN_FAILED;
            return Terms.charList(missing ? "cannot open shared object file: No such file or directory" : "Unspecified error");
        }
        String text = TEXTS.get(Args.atom(error).name());
        if (text == null) {
            throw BifException.badarg();
        }
        return Terms.charList(text);
    }
}
