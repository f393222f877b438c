package org.jbeam.natives;

import java.util.List;
import org.jbeam.etf.EtfDecoder;
import org.jbeam.etf.EtfEncoder;
import org.jbeam.etf.EtfException;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** Terms from and to the external format. */
@BifModule("erlang")
public final class ExternalTermBifs {
    private static final Atom BADOPT = Atom.of("badopt");

    private ExternalTermBifs() {}

    /** {@code term_to_binary(Term)}. */
    @Bif("term_to_binary")
    public static Term termToBinary(ErlangProcess p, Term term) {
        return encode(p, term, EtfEncoder.create());
    }

    /** {@code term_to_binary(Term, Options)}. */
    @Bif("term_to_binary")
    public static Term termToBinary(ErlangProcess p, Term term, Term options) {
        return encode(p, term, encoder(options));
    }

    private static Term encode(ErlangProcess p, Term term, EtfEncoder encoder) {
        try {
            return Bitstring.of(encoder.encode(term, p::bumpReductions));
        } catch (EtfException e) {
            throw BifException.systemLimit();
        }
    }

    private static EtfEncoder encoder(Term options) {
        EtfEncoder encoder = EtfEncoder.create();
        for (Term option : Args.list(options)) {
            if (option == Atom.of("compressed")) {
                encoder = encoder.compressed(6);
            } else if (option == Atom.of("deterministic")) {
                encoder = encoder.deterministic(true);
            } else if (option instanceof Tuple2 t && t.e0() == Atom.of("compressed")) {
                encoder = encoder.compressed((int) Args.integer(t.e1(), 0, 9));
            } else if (option instanceof Tuple2 t && t.e0() == Atom.of("minor_version")) {
                encoder = encoder.minorVersion((int) Args.integer(t.e1(), 0, 2));
            } else {
                throw BifException.badarg();
            }
        }
        return encoder;
    }

    /** {@code term_to_iovec(Term)}. */
    @Bif("term_to_iovec")
    public static Term termToIovec(ErlangProcess p, Term term) {
        return Terms.list(List.of(termToBinary(p, term)));
    }

    /** {@code term_to_iovec(Term, Options)}. */
    @Bif("term_to_iovec")
    public static Term termToIovec(ErlangProcess p, Term term, Term options) {
        return Terms.list(List.of(termToBinary(p, term, options)));
    }

    /** {@code external_size(Term)}, in bytes. */
    @Bif("external_size")
    public static Term externalSize(ErlangProcess p, Term term) {
        return externalSize(p, term, Nil.NIL);
    }

    /** {@code external_size(Term, Options)}. */
    @Bif("external_size")
    public static Term externalSize(ErlangProcess p, Term term, Term options) {
        EtfEncoder encoder = EtfEncoder.create();
        for (Term option : Args.list(options)) {
            if (!(option instanceof Tuple2 t) || t.e0() != Atom.of("minor_version")) {
                throw BifException.badarg();
            }
            encoder = encoder.minorVersion((int) Args.integer(t.e1(), 0, 1));
        }
        return SmallInt.of(encoder.size(term, p::bumpReductions));
    }

    /** {@code binary_to_term(Binary)}. */
    @Bif("binary_to_term")
    public static Term binaryToTerm(ErlangProcess p, Term binary) {
        return binaryToTerm(p, binary, Nil.NIL);
    }

    /** {@code binary_to_term(Binary, Options)}: with {@code used}, {@code {Term, Bytes}}. */
    @Bif("binary_to_term")
    public static Term binaryToTerm(ErlangProcess p, Term binary, Term options) {
        if (Terms.length(options) < 0) {
            throw BifException.badarg(BADOPT);
        }
        boolean safe = false;
        boolean used = false;
        for (Term option : Args.list(options)) {
            if (option == Atom.of("safe")) {
                safe = true;
            } else if (option == Atom.of("used")) {
                used = true;
            } else {
                throw BifException.badarg(BADOPT);
            }
        }
        if (!(binary instanceof Bitstring b) || !b.isBinary()) {
            throw BifException.badarg();
        }
        byte[] bytes = b.array();
        int offset = (int) (b.bitOffset() >>> 3);
        if (!b.isAligned()) {
            bytes = b.toByteArray();
            offset = 0;
        }
        try {
            EtfDecoder.Decoded decoded = EtfDecoder.create().safe(safe).share(true).resolver(new MachineResolver(p.vm()))
                    .progress(p::bumpReductions).decode(bytes, offset, b.byteSize());
            return used ? Tuple.of(decoded.term(), SmallInt.of(decoded.used())) : decoded.term();
        } catch (EtfException e) {
            throw BifException.badarg();
        }
    }
}
