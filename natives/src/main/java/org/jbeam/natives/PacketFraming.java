package org.jbeam.natives;

/**
 * Where a packet ends in a stream of bytes, for each packet type of {@code inet:setopts/2} and {@code erlang:decode_packet/3}. Lengths are bytes from
 * the start, headers included.
 */
public enum PacketFraming {
    RAW, LENGTH_1, LENGTH_2, LENGTH_4, ASN1, SUNRM, CDR, FCGI, LINE, TPKT, HTTP, HTTPH, HTTP_BIN, HTTPH_BIN, SSL_TLS;

    /** The result when more bytes are needed to tell. */
    public static final int MORE = 0;
    /** The result when the bytes are no such packet, or one that is too long. */
    public static final int INVALID = -1;

    private static final int CDR_HEADER = 12;
    private static final int FCGI_HEADER = 8;
    private static final int FCGI_PADDING = 6;
    private static final int TPKT_HEADER = 4;
    private static final int TLS_HEADER = 5;

    /** Limits of a packet, in bytes, 0 for none; and what ends a line. */
    public record Limits(long packet, long line, byte delimiter) {
        /** None, with lines that end in a line feed. */
        public static final Limits NONE = new Limits(0, 0, (byte) '\n');

        private boolean exceeds(long size) {
            return packet != 0 && size > packet;
        }
    }

    /** Is it text of HTTP? */
    public boolean isHttp() {
        return this == HTTP || this == HTTPH || this == HTTP_BIN || this == HTTPH_BIN;
    }

    /** Are HTTP headers expected, rather than a request or a response? */
    public boolean isHeader() {
        return this == HTTPH || this == HTTPH_BIN;
    }

    /** Does HTTP text come as binaries? */
    public boolean isBinary() {
        return this == HTTP_BIN || this == HTTPH_BIN;
    }

    /** The length of the packet that begins at {@code from}; more than there are bytes when it is not complete; or MORE or INVALID. */
    public int length(byte[] bytes, int from, int to, Limits limits) {
        int n = to - from;
        return switch (this) {
            case RAW -> n;
            case LENGTH_1 -> n < 1 ? MORE : total(1, unsigned(bytes, from, 1), limits);
            case LENGTH_2 -> n < 2 ? MORE : total(2, unsigned(bytes, from, 2), limits);
            case LENGTH_4 -> n < 4 ? MORE : total(4, unsigned(bytes, from, 4), limits);
            case SUNRM -> n < 4 ? MORE : total(4, unsigned(bytes, from, 4) & 0x7fff_ffffL, limits);
            case LINE -> line(bytes, from, to, limits);
            case ASN1 -> asn1(bytes, from, to, limits);
            case CDR -> cdr(bytes, from, n, limits);
            case FCGI -> fcgi(bytes, from, n, limits);
            case TPKT -> tpkt(bytes, from, n, limits);
            case SSL_TLS -> tls(bytes, from, n, limits);
            case HTTP, HTTP_BIN, HTTPH, HTTPH_BIN -> http(bytes, from, to, limits);
        };
    }

    /** Where the body of a packet of this length begins and ends, as two positions. */
    public int[] body(byte[] bytes, int from, int length) {
        return switch (this) {
            case LENGTH_1 -> new int[] {from + 1, from + length};
            case LENGTH_2 -> new int[] {from + 2, from + length};
            case LENGTH_4 -> new int[] {from + 4, from + length};
            case FCGI -> new int[] {from, from + length - (bytes[from + FCGI_PADDING] & 0xff)};
            case RAW, ASN1, SUNRM, CDR, LINE, TPKT, HTTP, HTTPH, HTTP_BIN, HTTPH_BIN, SSL_TLS -> new int[] {from, from + length};
        };
    }

    private static long unsigned(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | bytes[at + i] & 0xff;
        }
        return value;
    }

    /** A header and a payload; the payload may be negative where a length field counts too little. */
    private static int total(int header, long payload, Limits limits) {
        long size = header + payload;
        return payload < 0 || size > Integer.MAX_VALUE || limits.exceeds(payload) ? INVALID : (int) size;
    }

    private static int indexOf(byte[] bytes, int from, int to, byte wanted) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    private static int line(byte[] bytes, int from, int to, Limits limits) {
        int end = indexOf(bytes, from, to, limits.delimiter);
        int n = end < 0 ? to - from : end - from + 1;
        if (limits.exceeds(n)) {
            return INVALID;
        }
        if (limits.line != 0 && (end < 0 ? n >= limits.line : n > limits.line)) {
            return (int) limits.line;
        }
        return end < 0 ? MORE : n;
    }

    private static int asn1(byte[] bytes, int from, int to, Limits limits) {
        if (to - from < 2) {
            return MORE;
        }
        int at = from + 1;
        if ((bytes[from] & 0x1f) == 0x1f) {
            while (at < to && bytes[at] < 0) {
                at++;
            }
            if (to - at < 2) {
                return MORE;
            }
            at++;
        }
        int length = bytes[at] & 0x7f;
        boolean isLong = bytes[at++] < 0;
        if (!isLong) {
            return total(at - from, length, limits);
        }
        if (to - at < length) {
            return MORE;
        }
        return length > 4 ? INVALID : total(at - from + length, unsigned(bytes, at, length), limits);
    }

    private static int cdr(byte[] bytes, int from, int n, Limits limits) {
        if (n < CDR_HEADER) {
            return MORE;
        }
        if (unsigned(bytes, from, 4) != 0x47494f50L) {
            return INVALID;
        }
        long size = unsigned(bytes, from + 8, 4);
        boolean little = (bytes[from + 6] & 1) != 0;
        return total(CDR_HEADER, little ? Integer.reverseBytes((int) size) & 0xffff_ffffL : size, limits);
    }

    private static int fcgi(byte[] bytes, int from, int n, Limits limits) {
        if (n < FCGI_HEADER) {
            return MORE;
        }
        if (bytes[from] != 1) {
            return INVALID;
        }
        return total(FCGI_HEADER, unsigned(bytes, from + 4, 2) + (bytes[from + FCGI_PADDING] & 0xff), limits);
    }

    private static int tpkt(byte[] bytes, int from, int n, Limits limits) {
        if (n < TPKT_HEADER) {
            return MORE;
        }
        return bytes[from] != 3 ? INVALID : total(TPKT_HEADER, unsigned(bytes, from + 2, 2) - TPKT_HEADER, limits);
    }

    /** Is it a hello of SSL 2.0, which has a header of its own? */
    static boolean isOldHello(byte[] bytes, int from) {
        return bytes[from] < 0 && bytes[from + 2] == 1;
    }

    private static int tls(byte[] bytes, int from, int n, Limits limits) {
        if (n < TLS_HEADER) {
            return MORE;
        }
        return isOldHello(bytes, from) ? total(TLS_HEADER, (unsigned(bytes, from, 2) & 0x7fff) - 3, limits)
                : total(TLS_HEADER, unsigned(bytes, from + 3, 2), limits);
    }

    /** To the end of the line; a header goes on where the next line begins with white space. */
    private int http(byte[] bytes, int from, int to, Limits limits) {
        int n = to - from;
        if (n == 1 && bytes[from] == '\n' || n == 2 && bytes[from] == '\r' && bytes[from + 1] == '\n') {
            return n;
        }
        long most = limits.packet != 0 ? limits.packet : limits.line;
        int at = from;
        while (true) {
            int end = indexOf(bytes, at, to, (byte) '\n');
            if (end < 0) {
                return most != 0 && n >= most ? INVALID : MORE;
            }
            int length = end - from + 1;
            boolean last = length == n;
            if (isHeader() && !last && length > 2 && (bytes[end + 1] == ' ' || bytes[end + 1] == '\t')) {
                at = end + 1;
            } else if (most != 0 && length > most) {
                return INVALID;
            } else {
                return isHeader() && last ? MORE : length;
            }
        }
    }
}
