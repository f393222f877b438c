package org.jbeam.natives;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;

/**
 * The driver {@code trace_file_drv}, to which tools give trace messages: writes each to a file, as {@code <<0, Size:32, Term/binary>>}. A file may be
 * limited in bytes or ms; then the next one is begun, with a number in its name, and only so many are kept. The time is looked at when something
 * is written.
 */
final class TraceFilePort extends ErlangPort {
    static final String NAME = "trace_file_drv";
    private static final int BUFFER = 1 << 16;
    private static final int FLUSH = 'f';
    private static final int HEADER = 5;
    private static final long NANOS = 1_000_000;
    private static final Pattern COMMAND = Pattern.compile(NAME + "\\s+(?:w (\\d+) (\\d+) (\\d+) (\\d+)\\s+)?n (.+)", Pattern.DOTALL);

    private final String prefix;
    private final String suffix;
    private final boolean wraps;
    private final long size;
    private final long kept;
    private final long millis;
    private OutputStream out;
    private long number;
    private long oldest;
    private long filled;
    private long files = 1;
    private long since;
    private long written;

    private TraceFilePort(VirtualMachine vm, String command, Pid owner, Matcher m) throws IOException {
        super(vm, command, owner);
        String name = m.group(5);
        this.wraps = m.group(1) != null;
        this.size = wraps ? Long.parseLong(m.group(1)) : 0;
        this.kept = wraps ? Long.parseLong(m.group(2)) : 0;
        this.millis = wraps ? Long.parseLong(m.group(3)) : 0;
        int tail = wraps ? Integer.parseInt(m.group(4)) : name.length();
        this.prefix = name.substring(0, tail);
        this.suffix = name.substring(tail);
        open();
    }

    /**
     * Opens the file that a command names: {@code trace_file_drv [w Bytes Files Millis TailIndex] n Name}.
     *
     * @throws BifException {@code badarg}, or what the system says against opening it
     */
    static TraceFilePort open(VirtualMachine vm, String command, Pid owner) {
        Matcher m = COMMAND.matcher(command);
        if (!m.matches()) {
            throw BifException.badarg();
        }
        try {
            return new TraceFilePort(vm, command, owner, m);
        } catch (IOException e) {
            throw BifException.error(Atom.of(e instanceof java.nio.file.NoSuchFileException ? "enoent" : "eacces"));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw BifException.badarg();
        }
    }

    private Path file(long n) {
        return Path.of(wraps ? prefix + n + suffix : prefix);
    }

    private void open() throws IOException {
        out = new BufferedOutputStream(Files.newOutputStream(file(number)), BUFFER);
        filled = 0;
        since = System.nanoTime();
    }

    @Override
    protected void output(ErlangProcess from, Term data) {
        byte[] bytes = PortOutput.bytes(this, from, data);
        try {
            if (millis > 0 && System.nanoTime() - since >= millis * NANOS) {
                next();
            }
            out.write(ByteBuffer.allocate(HEADER).put((byte) 0).putInt(bytes.length).array());
            out.write(bytes);
            written += bytes.length;
            filled += HEADER + bytes.length;
            if (wraps && millis == 0 && filled >= size) {
                next();
            }
        } catch (IOException e) {
            close(Atom.of("eio"), null);
        }
    }

    /** Begins the next file; numbers go round from 0 to as many as are kept. */
    private void next() throws IOException {
        out.close();
        files++;
        if (files > kept) {
            Files.deleteIfExists(file(oldest));
            oldest = oldest >= kept ? 0 : oldest + 1;
        }
        number = number >= kept ? 0 : number + 1;
        open();
    }

    @Override
    protected Term control(ErlangProcess from, int operation, byte[] argument) {
        if (operation != FLUSH) {
            throw BifException.badarg();
        }
        try {
            out.flush();
        } catch (IOException e) {
            close(Atom.of("eio"), null);
        }
        return org.jbeam.term.Terms.list(org.jbeam.term.SmallInt.ZERO);
    }

    @Override
    protected void stop() {
        try {
            out.close();
        } catch (IOException e) {
            vm().log(ErlangProcess.running(), Atom.ERROR, "~s~n", org.jbeam.term.Terms.list(org.jbeam.term.Terms.charList(e.getMessage())));
        }
    }

    @Override
    public long bytesOut() {
        return written;
    }
}
