package org.jbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes, each on jbeam or on the real {@code erl}: everything that {@code programs/jb_nodes.erl} tries, with one of them killed at the end. The port
 * mapper is OTP's own, and stays when the test has ended.
 */
class NodesTest {
    private static final String MESSAGES = Integer.toString(Integer.getInteger("jbeam.messages", 10_000));
    private static final String RUN = Long.toString(System.nanoTime(), Character.MAX_RADIX);

    @TempDir
    private static Path folder;

    @BeforeAll
    static void compile() throws Exception {
        Files.copy(Vm.ROOT.resolve("conformance/programs/jb_nodes.erl"), folder.resolve("jb_nodes.erl"));
        Vm.Result result = Vm.jbeam().in(folder).run("-noshell", "-eval", "{ok, _} = compile:file(\"jb_nodes\"), halt(0).");
        assertEquals(0, result.status(), result.out() + result.err());
    }

    private static Vm.Result node(Vm vm, String name, String cookie, String... words) {
        String[] all = new String[words.length + 6];
        System.arraycopy(new String[] {"-sname", name + RUN, "-setcookie", cookie, "-noshell", "-run"}, 0, all, 0, 6);
        System.arraycopy(words, 0, all, 6, words.length);
        return vm.in(folder).run(all);
    }

    private static void check(String test, Vm server, Vm client) throws Exception {
        String file = folder.resolve(test).toString();
        CompletableFuture<Vm.Result> there = CompletableFuture.supplyAsync(() -> node(server, test + "_server", "secret", "jb_nodes", "serve", file));
        Vm.Result refused = node(client, test + "_stranger", "wrong", "jb_nodes", "refused", file);
        assertEquals("true\n", refused.out(), refused.err());
        Vm.Result here = node(client, test + "_client", "secret", "jb_nodes", "run", file, MESSAGES);
        assertEquals("ok\n", here.out(), here.err());
        there.get(1, TimeUnit.MINUTES);
    }

    @Test
    void twoNodesOfJbeam() throws Exception {
        check("jbeams", Vm.jbeam(), Vm.jbeam());
    }

    @Test
    void aNodeOfJbeamConnectsToErl() throws Exception {
        check("to_erl", Vm.oracle(), Vm.jbeam());
    }

    @Test
    void erlConnectsToANodeOfJbeam() throws Exception {
        check("from_erl", Vm.jbeam(), Vm.oracle());
    }
}
