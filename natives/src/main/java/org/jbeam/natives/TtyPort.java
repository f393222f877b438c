package org.jbeam.natives;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * The driver {@code tty_sl}: a terminal whose characters arrive one by one, and whose last line OTP's {@code edlin} changes by commands. The first
 * byte of output names the command; texts are UTF-8, numbers signed and of 16 bits.
 */
final class TtyPort extends ErlangPort implements BusyPort, PortPoller.Client {
    private static final int PUT = 0;
    private static final int MOVE = 1;
    private static final int INSERT = 2;
    private static final int DELETE = 3;
    private static final int BEEP = 4;
    private static final int PUT_SYNC = 5;
    private static final int MAGIC = 0x018b0900;
    private static final int WINDOW_SIZE = MAGIC + 100;
    private static final int GET_UNICODE = MAGIC + 101;
    private static final int SET_UNICODE = MAGIC + 102;
    /** So much may wait when a command that asks for it is answered. */
    private static final int ANSWER_LIMIT = 1024;
    private static final int READ_SIZE = 1024;
    private static final int DEFAULT_COLUMNS = 80;
    private static final int DEFAULT_ROWS = 24;
    private static final byte QUIT = 0x1c;
    private static final Atom EOF = Atom.of("eof");

    private final OutputQueue queue;
    private final TerminalLine line;
    private final boolean tellsEnd;
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong bytesOut = new AtomicLong();
    private byte[] incomplete = {};
    private volatile boolean resized = true;
    private volatile int columns;
    private volatile boolean reading;
    private volatile boolean stopped;

    private TtyPort(VirtualMachine vm, String name, Pid owner, TerminalAbilities terminal, boolean tellsEnd) {
        super(vm, name, owner);
        this.queue = new OutputQueue(vm, DescriptorStreams.output(1));
        this.columns = terminal.columns();
        this.line = new TerminalLine(terminal, this::columns, Terminal::width, Terminal.isUtf8());
        this.tellsEnd = tellsEnd;
    }

    /**
     * Opens the terminal on standard input and output, linked to the caller.
     *
     * @return null when there is none, or it cannot move its cursor
     */
    static ErlangPort open(ErlangProcess p, String command, PortOptions options) {
        TerminalAbilities terminal = Terminal.isTerminal(0) && Terminal.isTerminal(1)
                ? TerminalAbilities.of(Environment.of(p).variables()) : null;
        if (terminal == null) {
            return null;
        }
        TtyPort port = new TtyPort(p.vm(), command, p.pid(), terminal, options.eof());
        try {
            Terminal.edit();
        } catch (PosixException e) {
            return null;
        }
        PortDrivers.enter(p, port);
        port.start();
        return port;
    }

    private void start() {
        OsSignal.handle("WINCH", () -> resized = true);
        OsSignal.handle("CONT", Terminal::resume);
        queue.start(this::failed, Terminal::endEditing);
        ConsoleInput.opened();
        reading = true;
        PortPoller.of(vm()).add(this);
    }

    private int columns() {
        if (resized) {
            resized = false;
            Terminal.Window window = Terminal.window(1);
            columns = window == null || window.columns() == 0 ? columns : window.columns();
        }
        return columns;
    }

    // ---- input

    @Override
    public int readDescriptor() {
        return reading && !stopped ? 0 : -1;
    }

    @Override
    public int writeDescriptor() {
        return -1;
    }

    @Override
    public void writable() {}

    @Override
    public boolean isActive() {
        return !stopped;
    }

    @Override
    public void readable(MemorySegment buffer) {
        int count;
        try (Arena arena = Arena.ofConfined()) {
            count = (int) LibC.callLong(arena, "read", -1, 0, buffer.address(), READ_SIZE, 0);
        } catch (PosixException e) {
            endReading();
            close(Errno.atom(e.errno()), null);
            return;
        }
        if (count == 0) {
            endReading();
            if (tellsEnd) {
                tellOwner(Tuple.of(id(), EOF));
            } else {
                close(Atom.of("normal"), null);
            }
            return;
        }
        byte[] bytes = new byte[count];
        MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, bytes, 0, count);
        bytesIn.addAndGet(count);
        if (!ConsoleInput.divert(bytes, count)) {
            typed(bytes);
        }
    }

    private void endReading() {
        if (reading) {
            reading = false;
            ConsoleInput.closed();
        }
    }

    private void typed(byte[] bytes) {
        for (byte b : bytes) {
            if (b == QUIT) {
                SignalHandling.of(vm()).tell("sigquit");
                return;
            }
        }
        byte[] all = Arrays.copyOf(incomplete, incomplete.length + bytes.length);
        System.arraycopy(bytes, 0, all, incomplete.length, bytes.length);
        incomplete = new byte[0];
        int end = line.unicode() ? Utf8Bytes.validUntil(all, 0, all.length) : 0;
        if (line.unicode() && end < all.length && !Utf8Bytes.isIncomplete(all, end, all.length)) {
            // no UTF-8 terminal after all
            line.unicode(false);
            end = 0;
        }
        if (line.unicode()) {
            incomplete = Arrays.copyOfRange(all, end, all.length);
            all = Arrays.copyOf(all, end);
        } else {
            all = new String(all, java.nio.charset.StandardCharsets.ISO_8859_1).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }
        if (all.length > 0) {
            tellOwner(Tuple.of(id(), Tuple.of(Atom.of("data"), Terms.byteList(all))));
        }
    }

    // ---- output

    @Override
    protected void output(ErlangProcess from, Term data) {
        byte[] command = PortOutput.bytes(this, from, data);
        if (command.length == 0) {
            return;
        }
        switch (command[0]) {
            case PUT, PUT_SYNC -> line.put(text(command));
            case MOVE -> line.move(number(command));
            case INSERT -> line.insert(text(command));
            case DELETE -> line.delete(number(command));
            case BEEP -> line.beep();
            default -> { }
        }
        byte[] bytes = line.takeOutput();
        bytesOut.addAndGet(bytes.length);
        queue.add(bytes);
        if (command[0] == PUT_SYNC) {
            queue.whenAtMost(ANSWER_LIMIT, () -> tellOwner(Tuple.of(id(), Atom.OK)));
        }
    }

    /** The text behind the command; a byte that is no UTF-8 counts as the character of this number. */
    private static int[] text(byte[] command) {
        int[] points = new int[command.length];
        int count = 0;
        int at = 1;
        while (at < command.length) {
            int length = Utf8Bytes.validLength(command, at, command.length);
            points[count++] = length > 0 ? Utf8Bytes.codePoint(command, at, length) : command[at] & 0xff;
            at += Math.max(1, length);
        }
        return Arrays.copyOf(points, count);
    }

    private static int number(byte[] command) {
        return command.length < 3 ? 0 : ByteBuffer.wrap(command).getShort(1);
    }

    private void failed(IOException e) {
        close(Errno.atom(e instanceof DescriptorStreams.Failure failure ? failure.errno() : Errno.EIO), null);
    }

    @Override
    public boolean isBusy() {
        return queue.isBusy();
    }

    @Override
    public void awaitRoom(ErlangProcess p) {
        queue.awaitRoom(p);
    }

    @Override
    protected Term control(ErlangProcess from, int operation, byte[] argument) {
        byte[] before = {(byte) (line.unicode() ? 1 : 0)};
        switch (operation) {
            case WINDOW_SIZE -> {
                Terminal.Window window = Terminal.window(1);
                int width = window == null || window.columns() == 0 ? DEFAULT_COLUMNS : window.columns();
                int height = window == null || window.rows() == 0 ? DEFAULT_ROWS : window.rows();
                return Terms.byteList(ByteBuffer.allocate(2 * Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(width).putInt(height).array());
            }
            case GET_UNICODE -> {
                return Terms.byteList(before);
            }
            case SET_UNICODE -> {
                if (argument.length == 0) {
                    return Terms.byteList(argument);
                }
                line.unicode(argument[0] != 0);
                return Terms.byteList(before);
            }
            default -> throw BifException.badarg();
        }
    }

    @Override
    protected void stop() {
        stopped = true;
        endReading();
        PortPoller.of(vm()).wake();
        OsSignal.useDefault("WINCH");
        OsSignal.useDefault("CONT");
        queue.stop();
    }

    @Override
    public long bytesIn() {
        return bytesIn.get();
    }

    @Override
    public long bytesOut() {
        return bytesOut.get();
    }

    @Override
    public long queueSize() {
        return queue.size();
    }
}
