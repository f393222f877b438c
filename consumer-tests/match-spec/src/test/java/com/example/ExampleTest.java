package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jbeam.term.Term;
import org.junit.jupiter.api.Test;

class ExampleTest {
    @Test
    void theReadmeIsTrue() {
        assertEquals(List.of("Special form 'return_trace' used in wrong dialect. clause 0, BODY 0", Term.parse("{a,5}"), List.of(Term.parse("{y,4}")),
                false, true, true, "keys, at position 1: 3 < '$1'"), Example.results(List.of(Term.parse("{3,x,1}"), Term.parse("{4,y,1}"))));
    }
}
