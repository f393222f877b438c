package org.jbeam.natives.inet;

import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Pid;

/** The socket drivers by name. */
public final class InetDrivers {
    /** Connections and listening sockets. */
    public static final String TCP = "tcp_inet";
    /** Datagrams. */
    public static final String UDP = "udp_inet";

    private InetDrivers() {}

    /**
     * A port of a driver, not known to the machine yet, without a socket.
     *
     * @return null for a driver that is none of these
     */
    public static ErlangPort create(VirtualMachine vm, String driver, Pid owner) {
        return switch (driver) {
            case TCP -> new TcpPort(vm, driver, owner);
            case UDP -> new UdpPort(vm, driver, owner);
            default -> null;
        };
    }
}
