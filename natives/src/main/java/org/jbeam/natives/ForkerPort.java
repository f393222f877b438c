package org.jbeam.natives;

import java.util.concurrent.atomic.AtomicLong;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;

/**
 * The port {@code forker}, number 0. In OTP it leads to the helper that starts programs; programs are started without it here, but tools
 * find it among the ports as the first. It cannot be closed.
 */
public final class ForkerPort extends ErlangPort {
    private final AtomicLong bytesOut = new AtomicLong();

    private ForkerPort(VirtualMachine vm, Pid owner) {
        super(vm, "forker", owner);
    }

    /**
     * Opens it; before any other port, so that it gets number 0.
     *
     * @param init the process init
     */
    public static void open(ErlangProcess init) {
        init.vm().open(new ForkerPort(init.vm(), init.pid()));
    }

    @Override
    protected void output(ErlangProcess from, Term data) {
        bytesOut.addAndGet(PortOutput.bytes(this, from, data).length);
    }

    @Override
    protected boolean isPermanent() {
        return true;
    }

    @Override
    protected void stop() {}

    @Override
    public long bytesOut() {
        return bytesOut.get();
    }
}
