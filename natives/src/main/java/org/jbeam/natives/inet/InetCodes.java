package org.jbeam.natives.inet;

/** The numbers that module prim_inet and its drivers share. Source: {@code inet_int.hrl} of OTP's kernel. */
final class InetCodes {
    /** Added to each request, so that nothing else is taken for one. */
    static final int REQUEST_BASE = 0x03f1a300;

    static final int OPEN = 1;
    static final int CLOSE = 2;
    static final int CONNECT = 3;
    static final int PEER_NAME = 4;
    static final int NAME = 5;
    static final int BIND = 6;
    static final int SET_OPTIONS = 7;
    static final int GET_OPTIONS = 8;
    static final int STATISTICS = 11;
    static final int HOST_NAME = 12;
    static final int OPEN_DESCRIPTOR = 13;
    static final int DESCRIPTOR = 14;
    static final int TYPE = 15;
    static final int STATUS = 16;
    static final int SERVICE_BY_NAME = 17;
    static final int SERVICE_BY_PORT = 18;
    static final int SET_NAME = 19;
    static final int SET_PEER_NAME = 20;
    static final int INTERFACE_NAMES = 21;
    static final int GET_INTERFACE = 22;
    static final int SET_INTERFACE = 23;
    static final int SUBSCRIBE = 24;
    static final int INTERFACES = 25;
    static final int ACCEPT = 26;
    static final int LISTEN = 27;
    static final int IGNORE_DESCRIPTOR = 28;
    static final int LOCAL_ADDRESSES = 29;
    static final int PEER_ADDRESSES = 30;
    static final int RECEIVE = 42;
    static final int UNRECEIVE = 43;
    static final int SHUTDOWN = 44;
    static final int SENDFILE = 45;
    static final int RECEIVE_PACKET = 60;

    static final int REPLY_ERROR = 0;
    static final int REPLY_OK = 1;

    static final int TYPE_STREAM = 1;
    static final int TYPE_DATAGRAM = 2;

    /** States, as sums of flags. */
    static final int CLOSED = 0;
    static final int IS_OPEN = 1;
    static final int CONNECTED = IS_OPEN | 4;
    static final int LISTENING = IS_OPEN | 8;
    static final int CONNECTING = IS_OPEN | 0x10;
    static final int ACCEPTING = LISTENING | 0x20;
    static final int BUSY = 0x80;
    static final int MULTI_ACCEPTING = ACCEPTING | 0x100;

    static final int PASSIVE = 0;
    static final int ACTIVE = 1;
    static final int ONCE = 2;
    static final int MULTI = 3;

    static final int MODE_LIST = 0;
    static final int DELIVER_PORT = 0;
    static final int DELIVER_TERM = 1;

    /** A time without end, in ms. */
    static final int INFINITY = -1;

    private InetCodes() {}
}
