package com.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jbeam.etf.EtfException;
import org.junit.jupiter.api.Test;

class MailerTest {
    @Test
    void speaksErlang() {
        // erl: term_to_binary({ok,[1,2]})
        byte[] expected = {(byte) 131, 104, 2, 100, 0, 2, 'o', 'k', 107, 0, 2, 1, 2};
        assertArrayEquals(expected, Mailer.pack("{ok, [1, 2]}"));
        assertEquals("{ok,[1,2]}", Mailer.unpack(expected));
    }

    @Test
    void refusesWhatIsNoTerm() {
        assertThrows(EtfException.class, () -> Mailer.unpack(new byte[] {1, 2, 3}));
    }
}
