package org.jbeam.natives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jbeam.runtime.BifException;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.PlainRef;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;

/** Compression against OTP's own output, and there and back for every setting. */
class ZlibTest {
    private static final int[] WINDOWS = {8, 9, 10, 12, 15, -9, -12, -15, 25, 28, 31};

    private static byte[] input(String name) {
        return switch (name) {
            case "empty" -> new byte[0];
            case "short" -> bytes("hello hello hello");
            case "repeated" -> bytes("abcdefghij".repeat(10_000));
            case "noise" -> noise(50_000);
            case "numbers" -> {
                StringBuilder text = new StringBuilder();
                for (long x = 1; x <= 30_000; x++) {
                    text.append(x * x % 997);
                }
                yield bytes(text.toString());
            }
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        long state = 1;
        for (int i = 0; i < length; i++) {
            state = state * 1_103_515_245 + 12_345 & 0x7fffffff;
            noise[i] = (byte) (state >> 16);
        }
        return noise;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static ZlibStream stream(ZlibCodec codec, int endBehavior) {
        ZlibStream stream = new ZlibStream(new PlainRef(1, 2, 3), null);
        stream.start(codec, endBehavior);
        return stream;
    }

    /** Works until nothing is left to do; null when a dictionary is needed. */
    private static void work(ZlibStream stream, int flush, ByteArrayOutputStream out) {
        Tuple answer;
        do {
            stream.continueAfterEnd();
            answer = (Tuple) stream.work(8192, 8192, flush);
            Term output = answer.element(answer.arity() - 1);
            while (output instanceof Cons cell) {
                out.writeBytes(((Bitstring) cell.head()).toByteArray());
                output = cell.tail();
            }
        } while (answer.element(0) == Atom.of("continue"));
    }

    private static byte[] deflate(byte[] data, int level, int bits, int strategy, int flush, int piece) {
        ZlibStream stream = stream(new DeflateCodec(level, bits, strategy), 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < data.length; i += piece) {
            stream.enqueue(Bitstring.of(data, i, Math.min(piece, data.length - i)));
            work(stream, flush, out);
        }
        work(stream, ZlibCodec.FINISH, out);
        stream.end();
        return out.toByteArray();
    }

    private static byte[] inflate(byte[] data, int bits, int piece) {
        ZlibStream stream = stream(new InflateCodec(bits), 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < data.length; i += piece) {
            stream.enqueue(Bitstring.of(data, i, Math.min(piece, data.length - i)));
            work(stream, ZlibCodec.NO_FLUSH, out);
        }
        stream.end();
        return out.toByteArray();
    }

    @Test
    void outputEqualsThatOfOtp() throws IOException, NoSuchAlgorithmException {
        List<String> lines;
        try (InputStream golden = ZlibTest.class.getResourceAsStream("zlib_golden.txt")) {
            lines = new String(golden.readAllBytes(), StandardCharsets.ISO_8859_1).lines().toList();
        }
        assertEquals(45, lines.size());
        for (String line : lines) {
            String[] f = line.split(" ");
            byte[] out = deflate(input(f[5]), Integer.parseInt(f[0]), Integer.parseInt(f[1]), Integer.parseInt(f[2]),
                    Integer.parseInt(f[3]), Integer.parseInt(f[4]));
            String sum = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(out));
            assertEquals(f[6] + " " + f[7], sum + " " + out.length, line);
        }
    }

    @Property(tries = 200)
    void thereAndBack(@ForAll @Size(max = 3000) byte[] data, @ForAll @IntRange(min = -1, max = 9) int level, @ForAll @IntRange(max = 10) int window,
            @ForAll @IntRange(max = 3) int strategy, @ForAll @IntRange(min = 1, max = 4000) int piece) {
        int bits = WINDOWS[window];
        byte[] packed = deflate(data, level, bits, strategy, piece % 3 == 0 ? ZlibCodec.SYNC_FLUSH : ZlibCodec.NO_FLUSH, piece);
        assertArrayEquals(data, inflate(packed, bits == 8 ? 9 : bits, piece));
        if (bits > 0) {
            assertArrayEquals(data, inflate(packed, 47, 1 + piece / 7));
        }
    }

    @Test
    void smallWindowsReachNoFurther() throws java.util.zip.DataFormatException {
        byte[] noise = noise(600);
        byte[] data = new byte[20_000];
        for (int i = 0; i < data.length; i++) {
            data[i] = noise[i % noise.length];
        }
        // what repeats after 600 bytes is out of reach of a window of 512
        assertTrue(deflate(data, 9, -9, 0, 0, 20_000).length > 19_000);
        assertTrue(deflate(data, 9, -15, 0, 0, 20_000).length < 2000);
    }

    @Property(tries = 500)
    void whateverIsReadEndsOrIsRefused(@ForAll @Size(max = 200) byte[] data, @ForAll @IntRange(max = 10) int window, @ForAll boolean likely) {
        int bits = WINDOWS[window];
        byte[] input = data;
        if (likely && data.length > 2) {
            input = deflate(data, 6, bits, 0, 0, 1000);
            input[data[0] & 0xff % input.length] ^= data[1];
        }
        try {
            inflate(input, bits == 8 ? 9 : bits, 50);
        } catch (BifException e) {
            assertEquals("data_error", e.reason().toString());
        }
    }

    @Test
    void dictionaries() {
        byte[] words = bytes("hello world");
        DeflateCodec deflate = new DeflateCodec(-1, 15, 0);
        assertEquals(436_929_629, deflate.setDictionary(words));
        ZlibStream in = stream(deflate, 0);
        in.enqueue(Bitstring.of(bytes("hello world hello world")));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        work(in, ZlibCodec.FINISH, packed);
        assertEquals("78bb1a0b045dcb403015 90d80069e708d9".replace(" ", ""), HexFormat.of().formatHex(packed.toByteArray()));

        InflateCodec inflate = new InflateCodec(15);
        ZlibStream out = stream(inflate, 0);
        out.enqueue(Bitstring.of(packed.toByteArray()));
        assertEquals("{need_dictionary,436929629,[]}", out.work(8192, 8192, 0).toString());
        assertThrows(BifException.class, () -> inflate.setDictionary(bytes("kalle")));
        inflate.setDictionary(words);
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        work(out, 0, result);
        assertEquals("hello world hello world", result.toString(StandardCharsets.ISO_8859_1));
        assertArrayEquals(words, inflate.dictionary());
    }

    @Test
    void afterTheEnd() {
        byte[] packed = deflate(bytes("abc"), 6, 31, 0, 0, 10);
        byte[] twice = Arrays.copyOf(packed, 2 * packed.length);
        System.arraycopy(packed, 0, twice, packed.length, packed.length);
        ZlibStream reset = stream(new InflateCodec(31), 1);
        reset.enqueue(Bitstring.of(twice));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        work(reset, 0, out);
        assertEquals("abcabc", out.toString(StandardCharsets.ISO_8859_1));
        ZlibStream refuse = stream(new InflateCodec(31), 0);
        refuse.enqueue(Bitstring.of(twice));
        assertThrows(BifException.class, () -> work(refuse, 0, out));
        ZlibStream early = stream(new InflateCodec(31), 0);
        early.enqueue(Bitstring.of(packed, 0, packed.length - 1));
        work(early, 0, out);
        assertThrows(BifException.class, early::end);
    }
}
