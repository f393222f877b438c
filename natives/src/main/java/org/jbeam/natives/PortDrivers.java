package org.jbeam.natives;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;
import org.jbeam.term.Tuple3;

/** Chooses the driver for {@code open_port/2}. */
final class PortDrivers {
    private static final Atom FD = Atom.of("fd");

    private PortDrivers() {}

    /**
     * Opens a port, linked to the caller.
     *
     * @return null when no driver serves the name
     * @throws BifException what is wrong with the arguments, or the atom of an operating system error
     */
    static ErlangPort open(ErlangProcess p, Term name, Term settings) {
        if (name instanceof Atom || name instanceof Cons) {
            return file(p, name, PortOptions.parse(settings));
        }
        if (!(name instanceof Tuple t) || t.arity() < 2 || !(t.element(0) instanceof Atom)) {
            throw BifException.badarg();
        }
        PortOptions options = PortOptions.parse(settings);
        if (name instanceof Tuple3 fd && fd.e0() == FD) {
            if (options.exitStatus() || options.args() != null || options.arg0() != null) {
                throw BifException.badarg();
            }
            FdPort port = new FdPort(p.vm(), p.pid(), descriptor(fd.e1()), descriptor(fd.e2()), options);
            enter(p, port);
            port.start();
            return port;
        }
        if (name instanceof Tuple2 pair) {
            return ProgramPorts.open(p, (Atom) pair.e0(), pair.e1(), options);
        }
        throw BifException.badarg();
    }

    /** A port over a file of this name. Whatever the system says against opening it, OTP says einval. */
    private static ErlangPort file(ErlangProcess p, Term name, PortOptions options) {
        if (options.exitStatus() || options.args() != null || options.arg0() != null) {
            throw BifException.badarg();
        }
        Environment environment = Environment.of(p);
        byte[] bytes = FileNames.bytes(name, environment.fileNames());
        FilePath path = FilePath.of(bytes, environment.folderBytes());
        if (!path.isPlain()) {
            return null;
        }
        Set<StandardOpenOption> modes = !options.out() ? EnumSet.of(READ)
                : options.in() ? EnumSet.of(READ, WRITE, CREATE) : EnumSet.of(WRITE, CREATE, TRUNCATE_EXISTING);
        FileChannel file;
        try {
            file = p.blocking(() -> FileChannel.open(path.path(), modes));
        } catch (IOException e) {
            return null;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        FdPort port = new FdPort(p.vm(), p.pid(), new String(bytes, environment.fileNames()), file, Files.isRegularFile(path.path()), options);
        enter(p, port);
        port.start();
        return port;
    }

    private static int descriptor(Term fd) {
        long number = Args.integer(fd);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw BifException.error(Atom.of("einval"));
        }
        return (int) number;
    }

    /** Makes a port known and links it to its opener. */
    static void enter(ErlangProcess p, ErlangPort port) {
        if (!p.vm().open(port)) {
            throw BifException.systemLimit();
        }
        port.linkOpener(p.pid());
        p.links().linkOpened(port.id());
    }
}
