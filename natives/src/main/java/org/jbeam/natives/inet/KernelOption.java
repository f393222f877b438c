package org.jbeam.natives.inet;

import static org.jbeam.natives.inet.Numbers.IPPROTO_IP;
import static org.jbeam.natives.inet.Numbers.IPPROTO_IPV6;
import static org.jbeam.natives.inet.Numbers.IPPROTO_TCP;
import static org.jbeam.natives.inet.Numbers.SOL_SOCKET;

/**
 * An option of the operating system whose value is one integer.
 *
 * @param level of {@code setsockopt}
 * @param name of {@code setsockopt}, {@link Numbers#NONE} where the system has no such option
 * @param told an error is reported; those of the older options never were
 */
record KernelOption(int level, int name, boolean told) {
    /** The option that prim_inet numbers so, or null. */
    static KernelOption of(int number) {
        return switch (number) {
            case 0 -> new KernelOption(SOL_SOCKET, Numbers.SO_REUSEADDR, false);
            case 1 -> new KernelOption(SOL_SOCKET, Numbers.SO_KEEPALIVE, false);
            case 2 -> new KernelOption(SOL_SOCKET, Numbers.SO_DONTROUTE, false);
            case 4 -> new KernelOption(SOL_SOCKET, Numbers.SO_BROADCAST, false);
            case 5 -> new KernelOption(SOL_SOCKET, Numbers.SO_OOBINLINE, false);
            case 6 -> new KernelOption(SOL_SOCKET, Numbers.SO_SNDBUF, false);
            case 7 -> new KernelOption(SOL_SOCKET, Numbers.SO_RCVBUF, false);
            case 8 -> new KernelOption(SOL_SOCKET, Numbers.SO_PRIORITY, true);
            case 9 -> new KernelOption(IPPROTO_IP, Numbers.IP_TOS, true);
            case 10 -> new KernelOption(IPPROTO_TCP, Numbers.TCP_NODELAY, false);
            case 12 -> new KernelOption(IPPROTO_IP, Numbers.IP_MULTICAST_TTL, false);
            case 13 -> new KernelOption(IPPROTO_IP, Numbers.IP_MULTICAST_LOOP, false);
            case 16 -> new KernelOption(IPPROTO_IPV6, Numbers.IPV6_V6ONLY, true);
            case 41 -> new KernelOption(IPPROTO_IPV6, Numbers.IPV6_TCLASS, true);
            case 43 -> new KernelOption(IPPROTO_IP, Numbers.IP_RECVTOS, true);
            case 44 -> new KernelOption(IPPROTO_IPV6, Numbers.IPV6_RECVTCLASS, true);
            case 46 -> new KernelOption(IPPROTO_IP, Numbers.IP_TTL, true);
            case 47 -> new KernelOption(IPPROTO_IP, Numbers.IP_RECVTTL, true);
            case 48 -> new KernelOption(IPPROTO_TCP, Numbers.TCP_NOPUSH, false);
            default -> null;
        };
    }
}
