package com.example;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jbeam.etf.DistDecoder;
import org.jbeam.etf.DistEncoder;
import org.jbeam.etf.EtfDecoder;
import org.jbeam.etf.EtfEncoder;
import org.jbeam.etf.EtfException;
import org.jbeam.etf.EtfPullReader;
import org.jbeam.etf.EtfPushWriter;
import org.jbeam.etf.EtfView;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/** The code of the library's README. */
final class Example {
    private static final StringBuilder LOG = new StringBuilder();

    private Example() {}

    private static void log(String line) {
        LOG.append(line);
    }

    static List<Object> values(Term control, Term payload, InputStream in, OutputStream out) throws IOException {
        // encode: EtfEncoder is immutable and shared freely
        Term term = Term.parse("{ok, [1, 2.5, <<\"bytes\">>], #{key => 'value'}}");
        byte[] bytes = EtfEncoder.create().encode(term);                      // as term_to_binary(Term) of OTP 25
        byte[] modern = EtfEncoder.create().minorVersion(2).encode(term);     // atoms in UTF-8, as OTP 26 and later
        byte[] small = EtfEncoder.create().compressed(9).encode(term);        // zlib, where that does not make it longer
        long size = EtfEncoder.create().size(term);                           // as erlang:external_size(Term)

        // decode: a term or an EtfException, whatever the bytes are
        Term same = EtfDecoder.create().decode(bytes);
        EtfDecoder.Decoded first = EtfDecoder.create().decode(bytes, 0, bytes.length);
        int used = first.used();                                              // as binary_to_term(Bin, [used])

        // bytes from anywhere: no new atoms, limits on depth, terms, bytes, integers, inflation; and policies
        EtfDecoder careful = EtfDecoder.untrusted().maxDepth(64).maxTerms(10_000).nonExecutable(true).noIdentifiers(true).noCompressed(true);
        try {
            careful.decode(bytes);
        } catch (EtfException e) {
            log(e.reason() + " at byte " + e.offset() + " in " + e.path());   // [tuple[1], list[0]]
        }

        // in pieces: terms from and to streams, channels or whatever a loop is fed
        EtfPushWriter.create(EtfEncoder.create()).write(term, out);
        EtfPullReader reader = EtfPullReader.create(careful);
        for (Term next = reader.read(in); next != null; next = reader.read(in)) {
            log(next.toString());
        }

        // only the part that is asked for
        Term value = EtfView.of(EtfDecoder.create().share(true), bytes).element(2).get(Atom.of("key")).term();

        // messages between nodes: atom caches, fragments
        List<byte[]> packets = DistEncoder.create(64 * 1024).encode(control, payload, null);
        DistDecoder.Message message = DistDecoder.create(EtfDecoder.create()).decode(packets.get(0));
        return List.of(bytes, modern.length, small.length, size, same, used, message.payload(), LOG.toString(), value);
    }
}
