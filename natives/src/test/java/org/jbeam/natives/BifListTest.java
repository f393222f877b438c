package org.jbeam.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jbeam.runtime.BifTable;
import org.jbeam.term.Atom;
import org.junit.jupiter.api.Test;

/** Every built-in function and built-in NIF of OTP 25.2.3 is there. bifs.tsv is the list: module, function, arity, kind and more. */
class BifListTest {
    /** Network natives, which another module brings. */
    private static final Set<String> ELSEWHERE = Set.of("prim_net", "prim_socket");
    private static final Set<String> KINDS = Set.of("bif", "bif(heavy)", "guard-bif", "static-nif", "loader-intrinsic");

    @Test
    void noneIsMissing() throws Exception {
        BifMachine.in(p -> Atom.OK);
        List<String> missing = new ArrayList<>();
        int listed = 0;
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(BifListTest.class.getResourceAsStream("bifs.tsv"), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] c = line.split("\t");
                if (KINDS.contains(c[3]) && !ELSEWHERE.contains(c[0])) {
                    listed++;
                    if (BifTable.find(Atom.of(c[0]), Atom.of(c[1]), Integer.parseInt(c[2])) == null) {
                        missing.add(c[0] + ":" + c[1] + "/" + c[2]);
                    }
                }
            }
        }
        assertTrue(listed > 550, "the list is short: " + listed);
        assertEquals(List.of(), missing);
    }
}
