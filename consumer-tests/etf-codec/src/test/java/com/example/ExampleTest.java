package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.jbeam.etf.EtfDecoder;
import org.jbeam.etf.EtfException;
import org.jbeam.term.Term;
import org.junit.jupiter.api.Test;

class ExampleTest {
    @Test
    void theReadmeIsTrue() {
        List<Object> values = Example.values(Term.parse("{send, a}"), Term.parse("hello"));
        assertEquals(List.of(Term.parse("{ok, [1, 2.5, <<\"bytes\">>], #{key => 'value'}}"), Term.parse("hello")), List.of(values.get(4), values.get(6)));
        // an atom that is made nowhere here
        byte[] unknown = {(byte) 131, 119, 3, 'x', '7', 'q'};
        assertThrows(EtfException.class, () -> EtfDecoder.untrusted().decode(unknown));
    }
}
