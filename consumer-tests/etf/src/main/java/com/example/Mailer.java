package com.example;

import org.jbeam.etf.EtfDecoder;
import org.jbeam.etf.EtfEncoder;
import org.jbeam.term.Term;

/** Talks to an Erlang program in its own format. */
final class Mailer {
    private Mailer() {}

    /** A term, written as Erlang writes it, as bytes for {@code binary_to_term/1}. */
    static byte[] pack(String text) {
        return EtfEncoder.create().encode(Term.parse(text));
    }

    /** What bytes from anywhere say, written as Erlang writes it. */
    static String unpack(byte[] bytes) {
        return EtfDecoder.untrusted().decode(bytes).toString();
    }
}
