package org.jbeam.natives;

import java.util.Arrays;
import org.jbeam.bitsyntax.BitCopy;
import org.jbeam.term.Bitstring;

/** Puts bit strings one after the other. */
final class BitCollector {
    private byte[] bytes = new byte[64];
    private long bits;

    void add(Bitstring b) {
        room(b.bitSize());
        BitCopy.copy(b.array(), b.bitOffset(), bytes, bits, b.bitSize());
        bits += b.bitSize();
    }

    void addByte(int value) {
        room(8);
        if ((bits & 7) == 0) {
            bytes[(int) (bits >>> 3)] = (byte) value;
        } else {
            BitCopy.copy(new byte[] {(byte) value}, 0, bytes, bits, 8);
        }
        bits += 8;
    }

    private void room(long more) {
        long needed = (bits + more + 7) >>> 3;
        if (needed > bytes.length) {
            if (needed > Integer.MAX_VALUE - 8) {
                throw org.jbeam.runtime.BifException.systemLimit();
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * bytes.length)));
        }
    }

    Bitstring result() {
        return Bitstring.ofBits(Arrays.copyOf(bytes, (int) ((bits + 7) >>> 3)), 0, bits);
    }
}
