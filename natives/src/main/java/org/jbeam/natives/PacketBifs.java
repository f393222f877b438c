package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** Packets of protocols in binaries. */
@BifModule("erlang")
public final class PacketBifs {
    private static final Atom BADOPT = Atom.of("badopt");
    private static final Atom MORE = Atom.of("more");
    private static final Atom SSL_TLS = Atom.of("ssl_tls");
    private static final Atom INVALID = Atom.of("invalid");
    private static final long MAX_LIMIT = 0xffff_ffffL;
    private static final int TLS_HEADER = 5;
    private static final int HANDSHAKE = 22;

    private PacketBifs() {}

    /** {@code decode_packet(Type, Binary, Options)}: {@code {ok, Packet, Rest}}, {@code {more, Length | undefined}} or {@code {error, invalid}}. */
    @Bif("decode_packet")
    public static Term decodePacket(Term type, Term binary, Term options) {
        PacketFraming framing = framing(type);
        if (framing == null) {
            throw BifException.badarg(BADOPT);
        }
        if (!(binary instanceof Bitstring b)) {
            throw BifException.badarg();
        }
        PacketFraming.Limits limits = limits(options, framing);
        int size = (int) (b.bitSize() >>> 3);
        byte[] bytes = b.isAligned() ? b.array() : b.toByteArray();
        int from = b.isAligned() ? (int) (b.bitOffset() >>> 3) : 0;
        int length = framing.length(bytes, from, from + size, limits);
        if (length < 0) {
            return Tuple.of(Atom.ERROR, INVALID);
        }
        if (length == 0 || length > size) {
            return Tuple.of(MORE, length == 0 ? Atom.UNDEFINED : SmallInt.of(length));
        }
        Bitstring rest = b.slice(8L * length, b.bitSize() - 8L * length);
        return Tuple.of(Atom.OK, packet(framing, b, bytes, from, length), rest);
    }

    private static PacketFraming framing(Term type) {
        if (type instanceof SmallInt n) {
            return switch ((int) Math.max(-1, Math.min(n.value(), 5))) {
                case 0 -> PacketFraming.RAW;
                case 1 -> PacketFraming.LENGTH_1;
                case 2 -> PacketFraming.LENGTH_2;
                case 4 -> PacketFraming.LENGTH_4;
                default -> null;
            };
        }
        return switch (type instanceof Atom name ? name.name() : "") {
            case "raw" -> PacketFraming.RAW;
            case "asn1" -> PacketFraming.ASN1;
            case "sunrm" -> PacketFraming.SUNRM;
            case "cdr" -> PacketFraming.CDR;
            case "fcgi" -> PacketFraming.FCGI;
            case "line" -> PacketFraming.LINE;
            case "tpkt" -> PacketFraming.TPKT;
            case "http" -> PacketFraming.HTTP;
            case "httph" -> PacketFraming.HTTPH;
            case "http_bin" -> PacketFraming.HTTP_BIN;
            case "httph_bin" -> PacketFraming.HTTPH_BIN;
            case "ssl_tls" -> PacketFraming.SSL_TLS;
            default -> null;
        };
    }

    private static PacketFraming.Limits limits(Term options, PacketFraming framing) {
        if (!Args.isList(options)) {
            throw BifException.badarg();
        }
        long packet = 0;
        long line = 0;
        byte delimiter = '\n';
        Term rest = options;
        while (rest instanceof Cons cell) {
            if (!(cell.head() instanceof Tuple2 option) || !(option.e0() instanceof Atom name)) {
                throw BifException.badarg();
            }
            long value = Args.integer(option.e1(), 0, MAX_LIMIT);
            switch (name.name()) {
                case "packet_size" -> packet = value;
                case "line_length" -> line = value;
                case "line_delimiter" -> {
                    if (framing != PacketFraming.LINE || value > 255) {
                        throw BifException.badarg();
                    }
                    delimiter = (byte) value;
                }
                default -> throw BifException.badarg();
            }
            rest = cell.tail();
        }
        if (rest != Nil.NIL) {
            throw BifException.badarg();
        }
        return new PacketFraming.Limits(packet, line, delimiter);
    }

    private static Term packet(PacketFraming framing, Bitstring b, byte[] bytes, int from, int length) {
        if (framing.isHttp()) {
            return HttpPackets.parse(bytes, from, from + length, framing.isHeader(), framing.isBinary());
        }
        if (framing == PacketFraming.SSL_TLS) {
            return record(Nil.NIL, bytes, from, length);
        }
        int[] body = framing.body(bytes, from, length);
        return b.slice(8L * (body[0] - from), 8L * (body[1] - body[0]));
    }

    /** {@code {ssl_tls, Socket, ContentType, {Major, Minor}, Data}}; the hello of SSL 2.0 comes as a handshake message. */
    public static Term record(Term socket, byte[] bytes, int from, int length) {
        boolean old = PacketFraming.isOldHello(bytes, from);
        int versionAt = from + (old ? 3 : 1);
        int dataAt = from + (old ? 3 : TLS_HEADER);
        int size = from + length - dataAt;
        byte[] data = new byte[old ? size + 4 : size];
        if (old) {
            data[0] = 1;
            data[1] = (byte) (size >> 16);
            data[2] = (byte) (size >> 8);
            data[3] = (byte) size;
        }
        System.arraycopy(bytes, dataAt, data, data.length - size, size);
        Term version = Tuple.of(SmallInt.ofByte(bytes[versionAt]), SmallInt.ofByte(bytes[versionAt + 1]));
        return Tuple.of(SSL_TLS, socket, SmallInt.ofByte(old ? HANDSHAKE : bytes[from]), version, Bitstring.of(data));
    }
}
