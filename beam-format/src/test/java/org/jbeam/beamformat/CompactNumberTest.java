package org.jbeam.beamformat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CompactNumberTest {
    private static CompactReader read(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return read(bytes);
    }

    private static CompactReader read(byte[] bytes) {
        CompactReader reader = new CompactReader(new ByteReader("test", bytes, 0, bytes.length));
        reader.next();
        return reader;
    }

    private static byte[] written(int tag, BigInteger value) {
        CompactWriter out = new CompactWriter();
        if (value.bitLength() <= 63) {
            out.number(tag, value.longValue());
        } else {
            out.big(tag, value);
        }
        return out.toByteArray();
    }

    @Property(tries = 500)
    void integersComeBack(@ForAll @BigRange(min = "-1000000000000000000000000000000", max = "1000000000000000000000000000000") BigInteger value) {
        CompactReader reader = read(written(CompactReader.TAG_I, value));
        assertEquals(CompactReader.TAG_I, reader.tag);
        assertEquals(value, reader.big != null ? reader.big : BigInteger.valueOf(reader.value));
    }

    @Property(tries = 500)
    void plainNumbersComeBack(@ForAll @LongRange(min = 0) long value) {
        CompactReader reader = read(written(CompactReader.TAG_U, BigInteger.valueOf(value)));
        assertEquals(CompactReader.TAG_U, reader.tag);
        assertNull(reader.big);
        assertEquals(value, reader.value);
    }

    /** The bytes of {@code beam_asm:encode/2} of OTP 25. */
    @Test
    void sameBytesAsOtp() {
        assertArrayEquals(new byte[] {(byte) 0xf0}, written(0, BigInteger.valueOf(15)));
        assertArrayEquals(new byte[] {0x08, 0x10}, written(0, BigInteger.valueOf(16)));
        assertArrayEquals(new byte[] {(byte) 0xe9, (byte) 0xff}, written(1, BigInteger.valueOf(2047)));
        assertArrayEquals(new byte[] {0x19, 0x08, 0x00}, written(1, BigInteger.valueOf(2048)));
        assertArrayEquals(new byte[] {0x19, (byte) 0xff, (byte) 0xff}, written(1, BigInteger.valueOf(-1)));
        assertArrayEquals(new byte[] {0x39, 0x00, (byte) 0x80, 0x00}, written(1, BigInteger.valueOf(32768)));
        assertArrayEquals(new byte[] {0x39, (byte) 0xff, 0x7f, (byte) 0xff}, written(1, BigInteger.valueOf(-32769)));
        assertArrayEquals(new byte[] {(byte) 0xf9, 0x00, 0x01, 0, 0, 0, 0, 0, 0, 0, 0}, written(1, BigInteger.ONE.shiftLeft(64)));
    }

    @Test
    void longNumbersKeepTheirSize() {
        BigInteger value = BigInteger.ONE.shiftLeft(8 * 3000).negate();
        assertEquals(value, read(written(CompactReader.TAG_I, value)).big);
    }

    @Test
    void unsignedBeyondALongSaturates() {
        byte[] bytes = written(CompactReader.TAG_U, BigInteger.ONE.shiftLeft(90));
        assertEquals(CompactReader.OVERFLOW, read(bytes).value);
        assertEquals(CompactReader.OVERFLOW, read(0xd8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff).value);
    }

    @Test
    void nestedLengthsNeitherRecurseNorAllocate() {
        byte[] deep = new byte[1 << 20];
        Arrays.fill(deep, (byte) 0xf8);
        assertThrows(MalformedBeamException.class, () -> read(deep));
        assertThrows(MalformedBeamException.class, () -> read(0xf9, 0x98, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f));
        assertThrows(MalformedBeamException.class, () -> read(0xf9, 0x09, 0x00));
    }
}
