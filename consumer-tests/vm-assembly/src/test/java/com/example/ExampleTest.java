package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.OptionalInt;
import org.jbeam.term.SmallInt;
import org.jbeam.vm.Jbeam;
import org.junit.jupiter.api.Test;

class ExampleTest {
    @Test
    void theReadmeIsTrue() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> logged = new Example().run(out);
        assertEquals(List.of("error function_clause", "status 0"), logged);
        assertEquals("the sum is 6\n", out.toString());
    }

    @Test
    void haltEndsTheMachineOnly() {
        try (Jbeam erlang = Jbeam.start(Jbeam.options())) {
            assertThrows(IllegalStateException.class, () -> Jbeam.start(Jbeam.options()));
            assertThrows(IllegalStateException.class, () -> erlang.call("erlang", "halt", SmallInt.of(3)));
            assertEquals(OptionalInt.of(3), erlang.status());
        }
    }
}
