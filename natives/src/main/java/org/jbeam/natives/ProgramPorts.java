package org.jbeam.natives;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jbeam.natives.inet.InetDrivers;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple2;

/** Opens ports to programs, and to the drivers that are built in. */
final class ProgramPorts {
    private static final byte[] SHELL = "/bin/sh".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] EXEC = "exec ".getBytes(StandardCharsets.ISO_8859_1);
    private static final String RAM_FILE = "ram_file_drv";
    /** Drivers that are built in. */
    private static final Set<String> DRIVERS = Set.of(RAM_FILE, TraceFilePort.NAME, InetDrivers.TCP, InetDrivers.UDP);
    /** OTP's other drivers, which a command cannot name as programs. */
    private static final Set<String> MISSING = Set.of("sctp_inet");
    private static final String TERMINAL = "tty_sl";

    private ProgramPorts() {}

    /**
     * Opens a port, linked to the caller.
     *
     * @param kind {@code spawn}, {@code spawn_executable} or {@code spawn_driver}
     * @return null when the driver of this name cannot be had
     * @throws BifException {@code badarg}, or the atom of an operating system error
     */
    static ErlangPort open(ErlangProcess p, Atom kind, Term command, PortOptions options) {
        Environment environment = Environment.of(p);
        Charset charset = environment.fileNames();
        byte[] name = FileNames.bytes(command, charset);
        boolean executable = kind.name().equals("spawn_executable");
        if (name.length == 0 || !executable && (options.args() != null || options.arg0() != null)) {
            throw BifException.badarg();
        }
        byte[] ownFolder = options.cd() == null ? null : FileNames.bytes(options.cd(), charset);
        List<byte[]> block = environment(environment, options.env());
        String text = new String(name, charset);
        switch (kind.name()) {
            case "spawn_driver" -> {
                return driver(p, text, options);
            }
            case "spawn_executable" -> {
                return start(p, text, new OsProgram(name, arguments(name, options, charset), block, environment.folderBytes(), ownFolder),
                        true, options);
            }
            case "spawn" -> {
                String driver = firstWord(text);
                if (DRIVERS.contains(driver)) {
                    return driver(p, text, options);
                }
                if (driver.equals(TERMINAL)) {
                    return TtyPort.open(p, text, options);
                }
                if (MISSING.contains(driver)) {
                    return null;
                }
                ByteArrayOutputStream line = new ByteArrayOutputStream();
                line.writeBytes(EXEC);
                line.writeBytes(name);
                List<byte[]> arguments = List.of("sh".getBytes(StandardCharsets.ISO_8859_1), "-c".getBytes(StandardCharsets.ISO_8859_1),
                        line.toByteArray());
                return start(p, text, new OsProgram(SHELL, arguments, block, environment.folderBytes(), ownFolder), false, options);
            }
            default -> throw BifException.badarg();
        }
    }

    private static String firstWord(String command) {
        return command.split("\\s", 2)[0];
    }

    private static ErlangPort driver(ErlangProcess p, String command, PortOptions options) {
        String driver = firstWord(command);
        if (!DRIVERS.contains(driver)) {
            throw BifException.badarg();
        }
        ErlangPort port = switch (driver) {
            case TraceFilePort.NAME -> TraceFilePort.open(p.vm(), command, p.pid());
            case RAM_FILE -> new RamFilePort(p.vm(), command, p.pid(), options.binary());
            default -> InetDrivers.create(p.vm(), driver, p.pid());
        };
        PortDrivers.enter(p, port);
        return port;
    }

    private static List<byte[]> arguments(byte[] file, PortOptions options, Charset charset) {
        List<byte[]> all = new ArrayList<>();
        all.add(options.arg0() == null ? file : FileNames.bytes(options.arg0(), charset));
        if (options.args() != null) {
            options.args().forEach(one -> all.add(FileNames.bytes(one, charset)));
        }
        return all;
    }

    private static List<byte[]> environment(Environment environment, List<Term> changes) {
        Charset charset = environment.fileNames();
        Map<String, String> all = new TreeMap<>(environment.variables());
        for (Term change : changes) {
            if (!(change instanceof Tuple2 pair)) {
                throw BifException.badarg();
            }
            if (!Args.isList(pair.e0()) || pair.e1() instanceof Atom value && value != Atom.FALSE) {
                throw BifException.badarg();
            }
            String name = new String(FileNames.bytes(pair.e0(), charset), charset);
            if (name.isEmpty() || name.indexOf('=', 1) >= 0) {
                throw BifException.badarg();
            }
            if (pair.e1() == Atom.FALSE || pair.e1() == Nil.NIL) {
                all.remove(name);
            } else {
                all.put(name, new String(FileNames.bytes(pair.e1(), charset), charset));
            }
        }
        List<byte[]> block = new ArrayList<>();
        all.forEach((name, value) -> block.add(environment.entry(name, value)));
        return block;
    }

    private static ErlangPort start(ErlangProcess p, String name, OsProgram program, boolean check, PortOptions options) {
        OsProgram.Running running;
        try {
            running = FileSystem.run(p, false, () -> {
                if (check) {
                    program.checkExecutable();
                }
                return program.start(options);
            });
        } catch (PosixException e) {
            throw BifException.error(Errno.atom(e.errno()));
        }
        ProgramPort port = new ProgramPort(p.vm(), name, p.pid(), running, options);
        PortDrivers.enter(p, port);
        port.start();
        return port;
    }
}
