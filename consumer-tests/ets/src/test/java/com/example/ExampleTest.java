package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleTest {
    @TempDir
    private Path folder;

    @Test
    void theReadmeIsTrue() throws IOException {
        Path file = folder.resolve("t.tab");
        List<Object> results = Example.results(file);
        assertEquals(List.of(Map.entry("/index", 42L), Term.parse("[{a,1}]"), SmallInt.of(6), Term.parse("[a]")), results.subList(0, 4));
        assertEquals(5, results.size());
        assertTrue(Files.size(file) > 0);
    }
}
