package org.jbeam.natives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** MD5 whose unfinished state can be kept as bytes, as {@code erlang:md5_init/0} wants. Source: RFC 1321. */
final class Md5 {
    /** Bytes of a kept state: four words, the length in bits, the unfinished block. */
    static final int STATE_SIZE = 16 + 8 + 64;
    private static final int BLOCK = 64;
    private static final int[] SINES = new int[64];
    private static final int[] SHIFTS = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};

    static {
        for (int i = 0; i < SINES.length; i++) {
            SINES[i] = (int) (long) Math.floor(Math.abs(StrictMath.sin(i + 1.0)) * 4294967296.0);
        }
    }

    private final int[] words = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    private final byte[] block = new byte[BLOCK];
    private long length;

    static Md5 resume(byte[] state) {
        Md5 md5 = new Md5();
        ByteBuffer in = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < md5.words.length; i++) {
            md5.words[i] = in.getInt();
        }
        md5.length = in.getLong() >>> 3;
        in.get(md5.block);
        return md5;
    }

    byte[] state() {
        ByteBuffer out = ByteBuffer.allocate(STATE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            out.putInt(word);
        }
        return out.putLong(length << 3).put(block).array();
    }

    void update(byte[] data, int count) {
        for (int at = 0; at < count;) {
            int used = (int) (length % BLOCK);
            int n = Math.min(BLOCK - used, count - at);
            System.arraycopy(data, at, block, used, n);
            at += n;
            length += n;
            if (used + n == BLOCK) {
                mixBlock();
            }
        }
    }

    byte[] digest() {
        long bits = length << 3;
        int used = (int) (length % BLOCK);
        byte[] padding = new byte[used < 56 ? 56 - used : 120 - used];
        padding[0] = (byte) 0x80;
        update(padding, padding.length);
        update(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).array(), 8);
        return Arrays.copyOf(state(), 16);
    }

    private void mixBlock() {
        int[] x = new int[16];
        ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(x);
        int a = words[0];
        int b = words[1];
        int c = words[2];
        int d = words[3];
        for (int i = 0; i < 64; i++) {
            int round = i >>> 4;
            int f = switch (round) {
                case 0 -> b & c | ~b & d;
                case 1 -> d & b | ~d & c;
                case 2 -> b ^ c ^ d;
                default -> c ^ (b | ~d);
            };
            int k = switch (round) {
                case 0 -> i;
                case 1 -> 5 * i + 1 & 15;
                case 2 -> 3 * i + 5 & 15;
                default -> 7 * i & 15;
            };
            int sum = a + f + SINES[i] + x[k];
            a = d;
            d = c;
            c = b;
            b += Integer.rotateLeft(sum, SHIFTS[round * 4 + (i & 3)]);
        }
        words[0] += a;
        words[1] += b;
        words[2] += c;
        words[3] += d;
    }
}
