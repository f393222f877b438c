package com.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.jbeam.etf.EtfDecoder;
import org.jbeam.etf.EtfException;
import org.jbeam.term.Term;
import org.junit.jupiter.api.Test;

class ExampleTest {
    @Test
    void theReadmeIsTrue() throws IOException {
        byte[] two = {(byte) 131, 97, 7, (byte) 131, 106};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Object> values = Example.values(Term.parse("{send, a}"), Term.parse("hello"), new ByteArrayInputStream(two), out);
        assertArrayEquals((byte[]) values.get(0), out.toByteArray());
        assertEquals("7[]", values.get(7));
        assertEquals(Term.parse("value"), values.get(8));
        assertEquals(List.of(Term.parse("{ok, [1, 2.5, <<\"bytes\">>], #{key => 'value'}}"), Term.parse("hello")), List.of(values.get(4), values.get(6)));
        // an atom that is made nowhere here
        byte[] unknown = {(byte) 131, 119, 3, 'x', '7', 'q'};
        assertThrows(EtfException.class, () -> EtfDecoder.untrusted().decode(unknown));
    }
}
