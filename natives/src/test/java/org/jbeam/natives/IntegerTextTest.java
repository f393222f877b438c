package org.jbeam.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Random;
import org.jbeam.runtime.IntegerLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegerTextTest {
    private static final int MOST_BITS = 400_000;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 8, 10, 16, 29, 32, 36})
    void everyBaseIsWrittenAndReadAsJavaDoes(int base) {
        Random random = new Random(base);
        for (int bits = 60; bits < MOST_BITS; bits = bits * 3 + random.nextInt(100)) {
            BigInteger value = new BigInteger(bits, random).setBit(bits);
            for (BigInteger n : new BigInteger[] {value, value.negate(), BigInteger.valueOf(base).pow((int) (bits * Math.log(2) / Math.log(base)))}) {
                String text = n.toString(base).toUpperCase(Locale.ROOT);
                assertEquals(text, IntegerText.format(n, base));
                assertEquals(n, IntegerText.parse(text, base));
            }
        }
    }

    @Test
    void theInnerZerosStay() {
        BigInteger n = BigInteger.TEN.pow(200_000).add(BigInteger.ONE);
        assertEquals("1" + "0".repeat(199_999) + "1", IntegerText.format(n, 10));
        assertEquals(n, IntegerText.parse("+000" + n, 10));
    }

    @Test
    void theGreatestIntegerAndOneMore() {
        String ones = "1".repeat((int) IntegerLimits.MAX_BITS);
        assertEquals(BigInteger.ONE.shiftLeft((int) IntegerLimits.MAX_BITS).subtract(BigInteger.ONE), IntegerText.parse(ones, 2));
        assertNull(IntegerText.parse("1" + ones, 2));
        assertNull(IntegerText.parse("-1" + ones, 2));
    }

    /** A million digits take about half a second; by the square of the length they would take a minute. */
    @Test
    void aMillionDigits() {
        BigInteger n = new BigInteger(3_321_928, new Random(1));
        String text = IntegerText.format(n, 10);
        assertEquals(n, IntegerText.parse(text, 10));
    }
}
