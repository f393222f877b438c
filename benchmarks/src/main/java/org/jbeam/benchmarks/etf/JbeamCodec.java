package org.jbeam.benchmarks.etf;

import org.jbeam.etf.EtfDecoder;
import org.jbeam.etf.EtfEncoder;
import org.jbeam.term.Term;

/** {@code etf-codec}. */
final class JbeamCodec implements Codec {
    private final EtfDecoder decoder = EtfDecoder.create();
    private final EtfEncoder encoder = EtfEncoder.create();

    @Override
    public Object decode(byte[] bytes) {
        return decoder.decode(bytes);
    }

    @Override
    public byte[] encode(Object value) {
        return encoder.encode((Term) value);
    }
}
