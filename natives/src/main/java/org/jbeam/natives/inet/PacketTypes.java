package org.jbeam.natives.inet;

import org.jbeam.natives.PacketFraming;

/** The packet types of {@code inet:setopts/2} by prim_inet's numbers. */
final class PacketTypes {
    private static final PacketFraming[] TYPES = {PacketFraming.RAW, PacketFraming.LENGTH_1, PacketFraming.LENGTH_2, PacketFraming.LENGTH_4,
        PacketFraming.ASN1, PacketFraming.SUNRM, PacketFraming.CDR, PacketFraming.FCGI, PacketFraming.LINE, PacketFraming.TPKT,
        PacketFraming.HTTP, PacketFraming.HTTPH, PacketFraming.SSL_TLS, PacketFraming.HTTP_BIN, PacketFraming.HTTPH_BIN};

    private PacketTypes() {}

    /** The type of a number; an unknown one is taken as raw. */
    static PacketFraming of(int number) {
        return number >= 0 && number < TYPES.length ? TYPES[number] : PacketFraming.RAW;
    }

    /** Bytes of the length that goes before output. */
    static int header(PacketFraming type) {
        return switch (type) {
            case LENGTH_1 -> 1;
            case LENGTH_2 -> 2;
            case LENGTH_4 -> 4;
            case RAW, ASN1, SUNRM, CDR, FCGI, LINE, TPKT, HTTP, HTTPH, HTTP_BIN, HTTPH_BIN, SSL_TLS -> 0;
        };
    }
}
