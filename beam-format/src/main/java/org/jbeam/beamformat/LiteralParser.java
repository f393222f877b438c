package org.jbeam.beamformat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jbeam.term.Term;

/** Reads the {@code LitT} chunk: a size and deflated data, or since OTP 28 zero and plain data: a count, then a size and an external term each. */
final class LiteralParser {
    private static final int FIRST_BUFFER = 1 << 12;

    private LiteralParser() {}

    static List<Term> parse(Chunk chunk, EtfTerms terms) {
        ByteReader in = new ByteReader(chunk);
        int size = in.i32();
        if (size != 0) {
            byte[] plain = inflate(in, size);
            in = new ByteReader("LitT", plain, 0, plain.length);
        }
        int count = in.count(4);
        List<Term> literals = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int bytes = in.i32();
            int offset = in.offset();
            int from = in.take(bytes);
            literals.add(terms.decode("LitT", offset, in.array(), from, from + bytes));
        }
        return literals;
    }

    /** The buffer grows with what really comes out, never with what the file claims. */
    private static byte[] inflate(ByteReader in, int size) {
        if (size < 0 || size > BeamLimits.MAX_LITERAL_BYTES) {
            throw in.malformed("a literal table of " + (size & 0xffff_ffffL) + " bytes");
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(in.array(), in.position(), in.remaining());
            byte[] out = new byte[Math.min(size, FIRST_BUFFER)];
            int filled = 0;
            while (filled < size) {
                if (filled == out.length) {
                    out = Arrays.copyOf(out, (int) Math.min(size, 2L * out.length));
                }
                int n = inflater.inflate(out, filled, out.length - filled);
                if (n == 0) {
                    throw in.malformed("the literal table is cut off");
                }
                filled += n;
            }
            if (!inflater.finished() && (inflater.inflate(new byte[1]) != 0 || !inflater.finished())) {
                throw in.malformed("the literal table is longer than it says");
            }
            return out;
        } catch (DataFormatException e) {
            throw in.malformed("the literal table does not inflate: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }
}
