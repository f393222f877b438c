package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExampleTest {
    /** The hash is that of {@code erlang:phash2/1} of OTP 25. */
    @Test
    void theReadmeIsTrue() {
        assertEquals(List.of("#{name => <<\"jbeam\">>,size => 12,tags => [a,{b,1.5}]}", 92260845, true, "jbeam",
                "answer #{<<115,105,122,101,115>> => [1,2.5]}"), Example.values());
    }
}
