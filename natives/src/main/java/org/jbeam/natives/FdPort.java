package org.jbeam.natives;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
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
 * The {@code {fd, In, Out}} port over descriptors, the standard ones above all, and the port over a file that has only its name. A thread
 * reads and one writes ({@link OutputQueue}), so that neither blocks a scheduler. What goes to a regular file is written at once: who closes the
 * port finds all of it there.
 */
final class FdPort extends ErlangPort implements BusyPort {
    private static final int READ_SIZE = 1 << 16;
    private static final int GET_WINSIZE = 100 + 0x018b0900;
    private static final Atom EOF = Atom.of("eof");
    private static final Atom NORMAL = Atom.of("normal");

    private final InputStream source;
    private final OutputQueue output;
    /** The descriptor written to, or -1 for a file. */
    private final int out;
    /** The port's own file, to be closed with it; null for a standard descriptor. */
    private final FileChannel file;
    /** Where output goes at once; null when a thread writes it. */
    private final OutputStream direct;
    private final boolean isConsole;
    private final PortOptions options;
    private final PortPackets packets;
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong bytesOut = new AtomicLong();

    FdPort(VirtualMachine vm, Pid owner, int in, int out, PortOptions options) {
        super(vm, in + "/" + out, owner);
        this.source = options.in() ? DescriptorStreams.input(in) : null;
        this.output = new OutputQueue(vm, StandardStreams.of(vm).output(out));
        this.out = out;
        this.file = null;
        this.direct = null;
        this.isConsole = in == 0;
        this.options = options;
        this.packets = new PortPackets(this.id(), options);
    }

    /** A port over a file, which it closes; {@code regular} says that writing to it never waits for others. */
    FdPort(VirtualMachine vm, Pid owner, String name, FileChannel file, boolean regular, PortOptions options) {
        super(vm, name, owner);
        this.source = options.in() ? Channels.newInputStream(file) : null;
        OutputStream sink = Channels.newOutputStream(file);
        this.output = new OutputQueue(vm, sink);
        this.out = -1;
        this.file = file;
        this.direct = regular ? sink : null;
        this.isConsole = false;
        this.options = options;
        this.packets = new PortPackets(this.id(), options);
    }

    /** Starts reading and writing, once the port is known. */
    void start() {
        if (source != null) {
            Thread.ofPlatform().daemon().name("jbeam-fd-reader").start(this::read);
        }
        if (options.out() && direct == null) {
            output.start(this::failed, this::closeFile);
        }
    }

    private void read() {
        if (isConsole) {
            ConsoleInput.opened();
        }
        try {
            readAll();
        } catch (IOException e) {
            failed(e);
        } finally {
            if (isConsole) {
                ConsoleInput.closed();
            }
        }
    }

    private void readAll() throws IOException {
        byte[] buffer = new byte[READ_SIZE];
        while (!isClosed()) {
            int n = source.read(buffer);
            if (n < 0) {
                ended();
                return;
            }
            bytesIn.addAndGet(n);
            if (!isConsole || !ConsoleInput.divert(buffer, n)) {
                packets.feed(buffer, n, this::tellOwner);
            }
        }
    }

    private void ended() {
        packets.end(this::tellOwner);
        if (options.eof()) {
            tellOwner(Tuple.of(id(), EOF));
        } else {
            close(NORMAL, null);
        }
    }

    @Override
    protected void output(ErlangProcess from, Term data) {
        byte[] bytes = packets.frame(PortOutput.bytes(this, from, data));
        if (bytes == null || !options.out()) {
            close(Errno.atom(bytes == null ? Errno.EINVAL : Errno.EBADF), null);
            return;
        }
        bytesOut.addAndGet(bytes.length);
        if (direct == null) {
            output.add(bytes);
            return;
        }
        try {
            direct.write(bytes);
        } catch (IOException e) {
            failed(e);
        }
    }

    @Override
    public boolean isBusy() {
        return output.isBusy();
    }

    @Override
    public void awaitRoom(ErlangProcess p) {
        output.awaitRoom(p);
    }

    private void failed(IOException e) {
        close(Errno.atom(e instanceof DescriptorStreams.Failure failure ? failure.errno() : Errno.EIO), null);
    }

    private void closeFile() {
        if (file == null) {
            return;
        }
        try {
            file.close();
        } catch (IOException e) {
            System.getLogger("org.jbeam.natives").log(System.Logger.Level.WARNING, "closing the file of a port: {0}", e.getMessage());
        }
    }

    @Override
    protected Term control(ErlangProcess from, int operation, byte[] argument) {
        if (operation != GET_WINSIZE || !options.out() || out < 0) {
            throw BifException.badarg();
        }
        Terminal.Window window = Terminal.window(out);
        if (window == null) {
            throw BifException.badarg();
        }
        ByteBuffer answer = ByteBuffer.allocate(2 * Integer.BYTES).order(ByteOrder.nativeOrder());
        return Terms.byteList(answer.putInt(window.columns()).putInt(window.rows()).array());
    }

    @Override
    protected void stop() {
        output.stop();
        if (!options.out() || direct != null) {
            closeFile();
        }
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
        return output.size();
    }
}
