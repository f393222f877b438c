package org.jbeam.natives.asn1;

import org.jbeam.natives.IoData;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifModule;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * What code made by the ASN.1 compiler calls: tags, lengths and values of BER (ITU-T X.690) to terms and back, and the last pass of encoding PER
 * (X.691).
 */
@BifModule(value = "asn1rt_nif", nif = true)
public final class Asn1Bifs {
    /** What asn1rt_nif takes for "the instructions were wrong": the character {@code 1}. */
    private static final SmallInt BAD_INSTRUCTIONS = SmallInt.of('1');

    private Asn1Bifs() {}

    /**
     * {@code decode_ber_tlv_raw(IoData)}: {@code {{Tag, Value}, Rest}}, or {@code {error, {Reason, Offset}}}. A tag is its class above bit 16 and
     * its number; a value is a binary, or the list of what a constructed one holds.
     */
    @Bif("decode_ber_tlv_raw")
    public static Term decodeBer(Term data) {
        return new BerDecoder(IoData.bytes(data)).decode();
    }

    /** {@code encode_ber_tlv({Tag, Value})}: a binary, or {@code {error, -1}} for what is not of that shape. */
    @Bif("encode_ber_tlv")
    public static Term encodeBer(Term tlv) {
        byte[] encoded = new BerEncoder().encode(tlv);
        return encoded == null ? Tuple.of(Atom.ERROR, SmallInt.of(-1)) : Bitstring.of(encoded);
    }

    /** {@code encode_per_complete(Instructions)}: a binary, or {@code {error, $1}} for what are not such instructions. */
    @Bif("encode_per_complete")
    public static Term completePer(Term instructions) {
        byte[] completed = PerCompletion.of(IoData.bytes(instructions));
        return completed == null ? Tuple.of(Atom.ERROR, BAD_INSTRUCTIONS) : Bitstring.of(completed);
    }
}
