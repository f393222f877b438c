package org.jbeam.natives.asn1;

import java.util.Arrays;

/**
 * The last pass of encoding in the Packed Encoding Rules: code made by the ASN.1 compiler lists what is to be written in bytes of which each says how
 * many bits of the following ones count; here they become the bits. The instructions, and where OTP describes them: the comments in {@code asn1}'s
 * {@code asn1_erl_nif.c}.
 */
final class PerCompletion {
    /** Instructions that do not say what they should. Thrown within this class only. */
    private static final class Damage extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Damage() {
            super(null, null, false, false);
        }
    }

    private final byte[] in;
    private int at;
    private byte[] out;
    /** Bits written. */
    private long bits;

    private PerCompletion(byte[] in) {
        this.in = in;
        this.out = new byte[in.length + 8];
    }

    /** Whole bytes, at least one unless there are no instructions; null when the instructions are damaged. */
    static byte[] of(byte[] instructions) {
        if (instructions.length == 0) {
            return instructions;
        }
        PerCompletion completion = new PerCompletion(instructions);
        try {
            while (completion.at < instructions.length) {
                completion.instruction();
            }
        } catch (Damage damage) {
            return null;
        }
        return Arrays.copyOf(completion.out, Math.max(1, (int) (completion.bits + 7 >>> 3)));
    }

    private void instruction() {
        int code = take();
        switch (code) {
            case 0, 1 -> put(code, 1);
            case 2 -> align();
            case 10 -> {
                int count = take();
                put(take(), Math.min(count, 8));
            }
            case 20 -> alignedOctets(take());
            case 21 -> alignedOctets(take2());
            case 30 -> octets(take(), take());
            case 31 -> octets(take(), take2());
            case 40 -> bytesAsBits(take(), take());
            case 41 -> bytesAsBits(take(), take2());
            case 42 -> bytesAsBits(take2(), take());
            case 43 -> bytesAsBits(take2(), take2());
            case 45 -> leading(take(), take());
            case 46 -> leading(take2(), take());
            case 47 -> leading(take2(), take2());
            default -> throw new Damage();
        }
    }

    private int take() {
        if (at >= in.length) {
            throw new Damage();
        }
        return in[at++] & 0xff;
    }

    private int take2() {
        return take() << 8 | take();
    }

    private void align() {
        bits = bits + 7 & ~7L;
    }

    /** The lowest {@code count} bits, at most 8. */
    private void put(int value, int count) {
        int last = (int) (bits + count + 7 >>> 3);
        if (last >= out.length) {
            out = Arrays.copyOf(out, last * 2);
        }
        int byteAt = (int) (bits >>> 3);
        int room = 8 - (int) (bits & 7);
        int masked = value & (1 << count) - 1;
        if (count <= room) {
            out[byteAt] |= (byte) (masked << room - count);
        } else {
            out[byteAt] |= (byte) (masked >>> count - room);
            out[byteAt + 1] |= (byte) (masked << 8 - (count - room));
        }
        bits += count;
    }

    private void pad(int count) {
        bits += count;
        int last = (int) (bits + 7 >>> 3);
        if (last >= out.length) {
            out = Arrays.copyOf(out, last * 2);
        }
    }

    private void alignedOctets(int length) {
        align();
        octets(0, length);
    }

    /** All bits of these bytes but the last {@code unused}. */
    private void octets(int unused, int length) {
        if (unused > 7) {
            throw new Damage();
        }
        leading(length * 8 - unused, length);
    }

    /** One bit of each byte, cut off or filled up to {@code wanted} bits. */
    private void bytesAsBits(int wanted, int length) {
        need(length);
        int end = at + length;
        for (int i = 0; i < Math.min(wanted, length); i++) {
            int bit = take();
            if (bit > 1) {
                throw new Damage();
            }
            put(bit, 1);
        }
        at = end;
        pad(Math.max(0, wanted - length));
    }

    /** The first bits of these bytes, filled up to {@code wanted}. */
    private void leading(int wanted, int length) {
        need(length);
        int end = at + length;
        int left = wanted;
        for (int i = 0; i < length && left > 0; i++) {
            int count = Math.min(8, left);
            put(take() >>> 8 - count, count);
            left -= count;
        }
        at = end;
        pad(Math.max(0, left));
    }

    private void need(int length) {
        if (length > in.length - at) {
            throw new Damage();
        }
    }
}
