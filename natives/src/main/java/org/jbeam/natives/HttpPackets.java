package org.jbeam.natives;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** Reads the lines of HTTP requests, responses and headers as sockets in packet mode {@code http} do. */
public final class HttpPackets {
    private static final List<String> HEADERS = List.of("Cache-Control", "Connection", "Date", "Pragma", "Transfer-Encoding", "Upgrade", "Via",
            "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Authorization", "From", "Host", "If-Modified-Since", "If-Match",
            "If-None-Match", "If-Range", "If-Unmodified-Since", "Max-Forwards", "Proxy-Authorization", "Range", "Referer", "User-Agent", "Age",
            "Location", "Proxy-Authenticate", "Public", "Retry-After", "Server", "Vary", "Warning", "Www-Authenticate", "Allow", "Content-Base",
            "Content-Encoding", "Content-Language", "Content-Length", "Content-Location", "Content-Md5", "Content-Range", "Content-Type", "Etag",
            "Expires", "Last-Modified", "Accept-Ranges", "Set-Cookie", "Set-Cookie2", "X-Forwarded-For", "Cookie", "Keep-Alive",
            "Proxy-Connection");
    private static final List<String> METHODS = List.of("OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE");
    private static final Map<String, Integer> HEADER_NUMBERS = numbers(HEADERS);
    private static final Map<String, Integer> METHOD_NUMBERS = numbers(METHODS);
    private static final int MAX_NAME = 50;
    private static final String SPECIAL = "()<>@,;:\\\"/[]?={} \t";
    private static final Atom HTTP = Atom.of("http");
    private static final Atom HTTPS = Atom.of("https");
    private static final Atom UNDEFINED = Atom.UNDEFINED;

    private final byte[] bytes;
    private final boolean binary;
    private int at;
    private int end;

    private HttpPackets(byte[] bytes, int from, int to, boolean binary) {
        this.bytes = bytes;
        this.binary = binary;
        this.at = from;
        this.end = to;
    }

    private static Map<String, Integer> numbers(List<String> names) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String name : names) {
            numbers.put(name, numbers.size() + 1);
        }
        return numbers;
    }

    /** The term of the line from {@code from} up to {@code to}, its end included: {@code {http_error, Line}} when it is none. */
    public static Term parse(byte[] bytes, int from, int to, boolean header, boolean binary) {
        HttpPackets packet = new HttpPackets(bytes, from, to, binary);
        packet.dropLineEnd();
        Term term = header ? packet.header() : packet.startLine();
        return term != null ? term : Tuple.of(Atom.of("http_error"), packet.string(from, to));
    }

    private void dropLineEnd() {
        int n = end - at;
        if (n >= 2 && bytes[end - 2] == '\r') {
            end -= 2;
        } else if (n >= 1 && bytes[end - 1] == '\n') {
            end--;
        }
    }

    private Term string(int from, int to) {
        if (binary) {
            return Bitstring.of(java.util.Arrays.copyOfRange(bytes, from, to));
        }
        Term list = Nil.NIL;
        for (int i = to - 1; i >= from; i--) {
            list = new org.jbeam.term.Cons(SmallInt.ofByte(bytes[i]), list);
        }
        return list;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private boolean atSpace() {
        return at < end && (bytes[at] == ' ' || bytes[at] == '\t');
    }

    private void skipSpaces() {
        while (atSpace()) {
            at++;
        }
    }

    private boolean atDigit() {
        return at < end && bytes[at] >= '0' && bytes[at] <= '9';
    }

    private int number() {
        int value = 0;
        while (atDigit()) {
            value = 10 * value + bytes[at++] - '0';
        }
        return value;
    }

    private boolean atSpecial() {
        int c = bytes[at] & 0xff;
        return c <= ' ' || c >= 0x80 || SPECIAL.indexOf(c) >= 0;
    }

    private boolean take(String word) {
        if (end - at >= word.length() && text(at, at + word.length()).equals(word)) {
            at += word.length();
            return true;
        }
        return false;
    }

    private Term startLine() {
        return take("HTTP/") ? response() : request();
    }

    /** {@code Major.Minor}, or null. */
    private Term version() {
        int start = at;
        int major = number();
        if (at == start || at == end || bytes[at] != '.') {
            return null;
        }
        at++;
        start = at;
        int minor = number();
        return at == start ? null : Tuple.of(SmallInt.of(major), SmallInt.of(minor));
    }

    private Term response() {
        Term version = version();
        if (version == null || !atSpace()) {
            return null;
        }
        skipSpaces();
        int status = number();
        if (at < end && !atSpace()) {
            return null;
        }
        skipSpaces();
        return Tuple.of(Atom.of("http_response"), version, SmallInt.of(status), string(at, end));
    }

    private Term request() {
        int start = at;
        while (at < end && !atSpecial()) {
            at++;
        }
        if (at == start || !atSpace()) {
            return null;
        }
        String name = text(start, at);
        Term method = METHOD_NUMBERS.containsKey(name) ? Atom.of(name) : string(start, at);
        skipSpaces();
        int uri = at;
        while (at < end && !atSpace()) {
            at++;
        }
        int uriEnd = at;
        if (uri == uriEnd) {
            return null;
        }
        skipSpaces();
        Term version = Tuple.of(SmallInt.ZERO, SmallInt.of(9));
        if (at < end) {
            version = end - at < 8 || !take("HTTP/") ? null : version();
        }
        return version == null ? null : Tuple.of(Atom.of("http_request"), method, uri(uri, uriEnd), version);
    }

    private Term uri(int from, int to) {
        int length = to - from;
        if (length == 1 && bytes[from] == '*') {
            return Atom.of("*");
        }
        if (length <= 1 || bytes[from] == '/') {
            return Tuple.of(Atom.of("abs_path"), string(from, to));
        }
        String text = text(from, to);
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://")) {
            return absolute(HTTP, from + 7, to);
        }
        if (lower.startsWith("https://")) {
            return absolute(HTTPS, from + 8, to);
        }
        int colon = text.indexOf(':');
        return colon < 0 ? string(from, to) : Tuple.of(Atom.of("scheme"), string(from, from + colon), string(from + colon + 1, to));
    }

    private Term absolute(Atom scheme, int from, int to) {
        String text = text(from, to);
        int slash = text.indexOf('/');
        Term path = slash < 0 ? binary ? Terms.utf8("/") : Terms.charList("/") : string(from + slash, to);
        String host = slash < 0 ? text : text.substring(0, slash);
        int colon = host.indexOf(':');
        Term port = colon < 0 ? UNDEFINED : port(from + colon + 1, from + host.length());
        return Tuple.of(Atom.of("absoluteURI"), scheme, string(from, from + (colon < 0 ? host.length() : colon)), port, path);
    }

    private Term port(int from, int to) {
        int port = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return UNDEFINED;
            }
            port = 10 * port + bytes[i] - '0';
        }
        return port == 0 ? UNDEFINED : SmallInt.of(port);
    }

    private Term header() {
        if (at == end) {
            return Atom.of("http_eoh");
        }
        int start = at;
        while (at < end && !atSpecial()) {
            at++;
        }
        if (at == end || bytes[at] != ':') {
            return null;
        }
        int nameEnd = at++;
        Term original = string(start, nameEnd);
        String name = canonical(text(start, nameEnd));
        Integer number = name.length() <= MAX_NAME ? HEADER_NUMBERS.get(name) : null;
        skipSpaces();
        Term shown = number != null ? Atom.of(name) : name.length() > MAX_NAME ? original : literal(name);
        return Tuple.of(Atom.of("http_header"), SmallInt.of(number == null ? 0 : number), shown, original, string(at, end));
    }

    private Term literal(String name) {
        return binary ? Bitstring.of(name.getBytes(StandardCharsets.ISO_8859_1)) : Terms.charList(name);
    }

    /** With capital letters where words begin only. */
    private static String canonical(String name) {
        StringBuilder text = new StringBuilder(name.length());
        boolean up = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            text.append(up ? Character.toUpperCase(c) : Character.toLowerCase(c));
            up = !up && c == '-';
        }
        return text.toString();
    }
}
