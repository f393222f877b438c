package org.jbeam.bitsyntax;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The primitives against results of OTP 25, made by {@code src/test/erl/golden.escript}; every line holds at all bit offsets. */
class GoldenTest {
    private static List<String[]> lines(String name, String kind) throws IOException {
        try (InputStream in = GoldenTest.class.getResourceAsStream(name)) {
            List<String[]> lines = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n")) {
                String[] words = line.split(" ");
                if (words[0].equals(kind)) {
                    lines.add(words);
                }
            }
            assertTrue(!lines.isEmpty(), kind);
            return lines;
        }
    }

    private static byte[] hex(String text) {
        return text.equals("-") ? new byte[0] : HexFormat.of().parseHex(text);
    }

    /** {@code bytes} from bit {@code offset} of an array that ends with them, or with {@code spare} bytes more; ones around. */
    private static byte[] shifted(byte[] bytes, int offset, long size, int spare) {
        byte[] array = new byte[BitBuffer.byteSize(offset + size) + spare];
        Arrays.fill(array, (byte) -1);
        BitModel.write(array, offset, BitModel.read(bytes, 0, (int) size));
        return array;
    }

    @Test
    void integersAreReadAsInOtp() throws IOException {
        byte[] source = hex(lines("integers.txt", "source").getFirst()[1]);
        for (String[] line : lines("integers.txt", "get")) {
            int size = Integer.parseInt(line[1]);
            boolean little = line[2].equals("little");
            for (int offset = 0; offset < 8; offset++) {
                for (int spare = 0; spare < 10; spare += 9) {
                    byte[] array = shifted(source, offset, size, spare);
                    String at = String.join(" ", line) + " at " + offset;
                    assertEquals(new BigInteger(line[3]), BitGet.integer(array, offset, size, false, little), at);
                    assertEquals(new BigInteger(line[4]), BitGet.integer(array, offset, size, true, little), at);
                    if (size <= 64) {
                        checkLongs(array, offset, size, little, line);
                    }
                }
            }
        }
    }

    private static void checkLongs(byte[] array, int offset, int size, boolean little, String[] line) {
        long signed = little ? BitGet.signedLittle(array, offset, size) : BitGet.signed(array, offset, size);
        assertEquals(new BigInteger(line[4]), BigInteger.valueOf(signed));
        long unsigned = little ? BitGet.unsignedLittle(array, offset, size) : BitGet.unsigned(array, offset, size);
        BigInteger expected = new BigInteger(line[3]);
        assertEquals(expected.bitLength() < 64, BitGet.fitsLong(unsigned, size, false));
        assertTrue(BitGet.fitsLong(signed, size, true));
        assertEquals(expected, BitGet.unsignedBig(unsigned));
    }

    @Test
    void integersAreBuiltAsInOtp() throws IOException {
        List<BigInteger> values = lines("integers.txt", "value").stream().map(line -> new BigInteger(line[1])).toList();
        for (String[] line : lines("integers.txt", "put")) {
            int size = Integer.parseInt(line[1]);
            boolean little = line[2].equals("little");
            for (int i = 0; i < values.size(); i++) {
                for (int offset = 0; offset < 8; offset++) {
                    for (int spare = 0; spare < 10; spare += 9) {
                        byte[] expected = shifted(hex(line[3 + i]), offset, size, spare);
                        checkPut(expected, offset, size, values.get(i), little);
                    }
                }
            }
        }
    }

    private static void checkPut(byte[] expected, int offset, int size, BigInteger value, boolean little) {
        byte[] array = new byte[expected.length];
        Arrays.fill(array, (byte) -1);
        BitPut.integer(array, offset, size, value, little);
        assertArrayEquals(expected, array, () -> value + ":" + size + " at " + offset + (little ? " little" : " big"));
        if (value.bitLength() <= 63) {
            Arrays.fill(array, (byte) -1);
            BitPut.integer(array, offset, size, value.longValue(), little);
            assertArrayEquals(expected, array);
        }
    }

    @Test
    void floatsAreBuiltAsInOtp() throws IOException {
        for (String[] line : lines("floats.txt", "put")) {
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(line[1], 16));
            for (int offset = 0; offset < 8; offset++) {
                checkReal(line[2], 16, offset, value, false);
                checkReal(line[3], 32, offset, value, false);
                checkReal(line[4], 16, offset, value, true);
                checkReal(line[5], 32, offset, value, true);
                checkReal(line[1], 64, offset, value, false);
            }
        }
    }

    private static void checkReal(String expected, int size, int offset, double value, boolean little) {
        byte[] array = shifted(new byte[8], offset, size, 0);
        BitPut.real(array, offset, size, value, little);
        assertArrayEquals(shifted(hex(expected), offset, size, 0), array, () -> value + ":" + size);
    }

    @Test
    void integersAreBuiltAsFloatsAsInOtp() throws IOException {
        for (String[] line : lines("floats.txt", "int")) {
            for (int i = 0; i < 3; i++) {
                int size = 16 << i;
                byte[] array = new byte[size / 8];
                BitPut.real(array, 0, size, Long.parseLong(line[1]), false);
                assertEquals(line[2 + i], HexFormat.of().formatHex(array), line[1]);
            }
        }
    }

    @Test
    void floatsAreReadAsInOtp() throws IOException {
        for (int size = 16; size <= 64; size *= 2) {
            for (String[] line : lines("floats.txt", "get" + size)) {
                byte[] bytes = hex(line[1]);
                byte[] reversed = hex(line[1]);
                BitGet.reverse(reversed);
                for (int offset = 0; offset < 8; offset++) {
                    checkRead(line, BitGet.real(shifted(bytes, offset, size, 0), offset, size, false));
                    checkRead(line, BitGet.real(shifted(reversed, offset, size, 0), offset, size, true));
                }
            }
        }
    }

    private static void checkRead(String[] line, double value) {
        String bits = Double.isFinite(value) ? "%016x".formatted(Double.doubleToRawLongBits(value)) : "none";
        assertEquals(line[2], bits, line[1]);
    }

    @Test
    void codePointsAreEncodedAsInOtp() throws IOException {
        for (String[] line : lines("utf.txt", "put")) {
            long value = Long.parseLong(line[1]);
            for (int offset = 0; offset < 8; offset++) {
                byte[] array = new byte[6];
                checkUtf(line[2], array, offset, BitUtf.putUtf8(array, offset, value), BitUtf.utf8Size(value));
                checkUtf(line[3], array, offset, BitUtf.putUtf16(array, offset, value, false), BitUtf.utf16Size(value));
                checkUtf(line[4], array, offset, BitUtf.putUtf16(array, offset, value, true), BitUtf.utf16Size(value));
                checkUtf(line[5], array, offset, BitUtf.putUtf32(array, offset, value, false), 32);
                checkUtf(line[6], array, offset, BitUtf.putUtf32(array, offset, value, true), 32);
            }
        }
    }

    private static void checkUtf(String expected, byte[] array, int offset, int written, int size) {
        if (expected.equals("none")) {
            assertEquals(0, written);
            assertArrayEquals(new byte[6], array);
            return;
        }
        assertEquals(size, written);
        assertEquals(expected, HexFormat.of().formatHex(BitCopy.range(array, offset, written)));
        BitPut.fill(array, offset, written, false);
        assertArrayEquals(new byte[6], array);
    }

    @Test
    void utf8IsDecodedAsInOtp() throws IOException {
        for (String[] line : lines("utf.txt", "utf8")) {
            long[] expected = expected(line[2], 256);
            for (int x = 0; x < 256; x++) {
                byte[] bytes = hex(line[1].replace("??", "%02x".formatted(x)));
                for (int offset = 0; offset < 8; offset++) {
                    byte[] array = shifted(bytes, offset, 8L * bytes.length, 0);
                    assertEquals(expected[x], BitUtf.utf8(array, offset, offset + 8L * bytes.length), line[1] + " " + x);
                }
            }
        }
    }

    @Test
    void utf16IsDecodedAsInOtp() throws IOException {
        for (String[] line : lines("utf.txt", "utf16")) {
            long[] expected = expected(line[2], 65536);
            byte[] bytes = hex(line[1].replace("????", "0000"));
            int variable = line[1].indexOf('?') / 2;
            for (int x = 0; x < 65536; x++) {
                bytes[variable] = (byte) (x >> 8);
                bytes[variable + 1] = (byte) x;
                byte[] little = new byte[bytes.length];
                for (int i = 0; i < bytes.length; i++) {
                    little[i] = bytes[i ^ 1];
                }
                int offset = x & 7;
                long size = 8L * bytes.length;
                byte[] array = new byte[(int) (size >> 3) + 1];
                BitCopy.copy(bytes, 0, array, offset, size);
                assertEquals(expected[x], BitUtf.utf16(array, offset, offset + size, false), line[1]);
                BitCopy.copy(little, 0, array, offset, size);
                assertEquals(expected[x], BitUtf.utf16(array, offset, offset + size, true), line[1]);
            }
        }
    }

    /** Parses {@code LO-HI=FIRST+STEP/BITS,...} or {@code -}. */
    private static long[] expected(String ranges, int count) {
        long[] expected = new long[count];
        Arrays.fill(expected, BitUtf.NONE);
        if (ranges.equals("-")) {
            return expected;
        }
        for (String range : ranges.split(",")) {
            String[] parts = range.split("[-=+/]");
            int low = Integer.parseInt(parts[0], 16);
            int high = Integer.parseInt(parts[1], 16);
            for (int x = low; x <= high; x++) {
                long codePoint = Integer.parseInt(parts[2], 16) + (x - low) * Long.parseLong(parts[3]);
                expected[x] = Long.parseLong(parts[4]) << 32 | codePoint;
            }
        }
        return expected;
    }

    @Test
    void utf32IsDecodedAsInOtp() throws IOException {
        for (String[] line : lines("utf.txt", "utf32")) {
            byte[] bytes = hex(line[1]);
            byte[] little = hex(line[1]);
            BitGet.reverse(little);
            long expected = line[2].equals("none") ? BitUtf.NONE : 32L << 32 | Long.parseLong(line[2]);
            for (int offset = 0; offset < 8; offset++) {
                assertEquals(expected, BitUtf.utf32(shifted(bytes, offset, 32, 0), offset, offset + 32, false));
                assertEquals(expected, BitUtf.utf32(shifted(little, offset, 32, 0), offset, offset + 32, true));
            }
        }
    }
}
