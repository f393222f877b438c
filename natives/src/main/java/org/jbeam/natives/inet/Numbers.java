package org.jbeam.natives.inet;

/** Numbers of the socket functions that Linux and the BSDs (macOS) do not share. Source: the systems' {@code sys/socket.h}, {@code netinet/in.h}. */
final class Numbers {
    static final boolean LINUX = System.getProperty("os.name", "").startsWith("Linux");
    /** There is no such option here. */
    static final int NONE = -1;

    static final int AF_UNSPEC = 0;
    static final int AF_UNIX = 1;
    static final int AF_INET = 2;
    static final int AF_INET6 = LINUX ? 10 : 30;
    static final int SOCK_STREAM = 1;
    static final int SOCK_DGRAM = 2;
    /** Non-blocking, closed on exec: where {@code socket} and {@code accept4} take flags. */
    static final int SOCK_FLAGS = LINUX ? 0x80800 : 0;

    static final int SOL_SOCKET = LINUX ? 1 : 0xffff;
    static final int IPPROTO_IP = 0;
    static final int IPPROTO_TCP = 6;
    static final int IPPROTO_UDP = 17;
    static final int IPPROTO_IPV6 = 41;

    static final int SO_REUSEADDR = LINUX ? 2 : 4;
    static final int SO_ERROR = LINUX ? 4 : 0x1007;
    static final int SO_DONTROUTE = LINUX ? 5 : 0x10;
    static final int SO_BROADCAST = LINUX ? 6 : 0x20;
    static final int SO_SNDBUF = LINUX ? 7 : 0x1001;
    static final int SO_RCVBUF = LINUX ? 8 : 0x1002;
    static final int SO_KEEPALIVE = LINUX ? 9 : 8;
    static final int SO_OOBINLINE = LINUX ? 10 : 0x100;
    static final int SO_PRIORITY = LINUX ? 12 : NONE;
    static final int SO_LINGER = LINUX ? 13 : 0x80;
    static final int SO_BINDTODEVICE = LINUX ? 25 : NONE;

    static final int IP_TOS = LINUX ? 1 : 3;
    static final int IP_TTL = LINUX ? 2 : 4;
    static final int IP_PKTOPTIONS = LINUX ? 9 : NONE;
    static final int IP_RECVTTL = LINUX ? 12 : 24;
    static final int IP_RECVTOS = LINUX ? 13 : 27;
    static final int IP_MULTICAST_IF = LINUX ? 32 : 9;
    static final int IP_MULTICAST_TTL = LINUX ? 33 : 10;
    static final int IP_MULTICAST_LOOP = LINUX ? 34 : 11;
    static final int IP_ADD_MEMBERSHIP = LINUX ? 35 : 12;
    static final int IP_DROP_MEMBERSHIP = LINUX ? 36 : 13;
    static final int IPV6_PKTOPTIONS = LINUX ? 6 : NONE;
    static final int IPV6_MULTICAST_IF = LINUX ? 17 : 9;
    static final int IPV6_JOIN_GROUP = LINUX ? 20 : 12;
    static final int IPV6_LEAVE_GROUP = LINUX ? 21 : 13;
    static final int IPV6_V6ONLY = LINUX ? 26 : 27;
    static final int IPV6_RECVTCLASS = LINUX ? 66 : 35;
    static final int IPV6_TCLASS = LINUX ? 67 : 36;
    static final int TCP_NODELAY = 1;
    static final int TCP_NOPUSH = LINUX ? 3 : 4;

    /** A write to a connection without reader raises no signal. */
    static final int MSG_NOSIGNAL = LINUX ? 0x4000 : 0x80000;

    static final int EINPROGRESS = LINUX ? 115 : 36;
    static final int EALREADY = LINUX ? 114 : 37;
    static final int EISCONN = LINUX ? 106 : 56;
    static final int ENOTCONN = LINUX ? 107 : 57;
    static final int EMSGSIZE = LINUX ? 90 : 40;
    static final int ECONNRESET = LINUX ? 104 : 54;
    static final int ENFILE = 23;

    private Numbers() {}
}
