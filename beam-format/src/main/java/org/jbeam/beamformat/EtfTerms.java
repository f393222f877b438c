package org.jbeam.beamformat;

import org.jbeam.etf.EtfDecoder;
import org.jbeam.etf.EtfException;
import org.jbeam.term.AtomTableFullException;
import org.jbeam.term.Term;

/** Decodes the external terms inside chunks. */
final class EtfTerms {
    private final EtfDecoder decoder;

    EtfTerms(EtfDecoder decoder) {
        this.decoder = decoder.maxInflatedBytes(BeamLimits.MAX_LITERAL_BYTES);
    }

    /** The term in this range of an array; {@code offset} is the range's start in the chunk, for errors. */
    Term decode(String chunk, int offset, byte[] bytes, int from, int to) {
        try {
            return decoder.decode(bytes, from, to - from).term();
        } catch (EtfException e) {
            if (e.getCause() instanceof AtomTableFullException full) {
                throw full;
            }
            long at = offset + e.offset();
            throw new MalformedBeamException(chunk, (int) Math.min(at, Integer.MAX_VALUE), "a bad term: " + e.getMessage());
        }
    }
}
