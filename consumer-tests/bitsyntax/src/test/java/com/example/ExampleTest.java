package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jbeam.bitsyntax.Bits;
import org.junit.jupiter.api.Test;

class ExampleTest {
    @Test
    void theReadmeIsTrue() {
        byte[] packet = new byte[26];
        packet[0] = 0x46;
        packet[3] = 26;
        packet[25] = 7;
        assertEquals(List.of(26L, Bits.octets(0, 7)), Example.header(packet));
        packet[0] = 0x55;
        assertEquals(List.of(), Example.header(packet));
        assertEquals(List.of(Bits.octets(1, 2, 'a', 'b'), 2L, 1), Example.entries());
    }
}
