package org.jbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The interactive shells, on a terminal. */
class ShellTest {
    private static final Map<String, String> BUILT = Map.of("JBEAM_BUILD", "never");
    private static final String JBEAM = Vm.ROOT.resolve("jbeam").toString();

    @TempDir
    private Path folder;

    @BeforeEach
    void needsAPseudoTerminal() {
        Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux") && Files.exists(Path.of("/dev/ptmx"))
                && Files.isExecutable(Path.of("/usr/bin/setsid")), "skipped: no pseudo terminals, or no setsid, here");
    }

    private TerminalSession jbeam(String... flags) throws IOException {
        String[] command = new String[flags.length + 1];
        command[0] = JBEAM;
        System.arraycopy(flags, 0, command, 1, flags.length);
        return new TerminalSession(folder, BUILT, command);
    }

    @Test
    void editsCompletesRecallsAndChangesJobs() throws Exception {
        try (TerminalSession shell = jbeam()) {
            shell.expect("1> ");
            shell.type("20 + 22.\r");
            shell.expect("\n42\n2> ");
            shell.type("lists:rev\t");
            shell.expect("lists:reverse(");
            shell.type("[1,2]).\r");
            shell.expect("[2,1]\n3> ");
            shell.type("\033[A");
            shell.expect("lists:reverse([1,2]).");
            shell.type("\r");
            shell.expect("[2,1]\n4> ");
            shell.type("\007");
            shell.expect("User switch command\n --> ");
            shell.type("s\r");
            shell.expect(" --> ");
            shell.type("c\r");
            shell.expect("1> ");
            assertFalse(shell.isCooked());
            shell.type("'é'.\r");
            shell.expect("é\n2> ");
            shell.type("{ok, 100} = io:columns().\r");
            shell.expect("{ok,100}\n");
            shell.type("q().\r");
            assertEquals(0, shell.status());
            assertTrue(shell.isCooked());
        }
    }

    @Test
    void opensTheBreakMenuOnInterrupt() throws Exception {
        try (TerminalSession shell = jbeam()) {
            shell.expect("1> ");
            shell.type("\003");
            shell.expect("BREAK: (a)bort");
            shell.expect("(d)istribution");
            shell.type("v\n");
            shell.expect("emulator version 13.1.5");
            shell.awaitEditing();
            shell.type("1 + 1.\r");
            shell.expect("\n2\n");
            shell.type("\003");
            shell.expect("(d)istribution");
            assertTrue(shell.isCooked());
            shell.type("a\n");
            assertEquals(0, shell.status());
            assertTrue(shell.isCooked());
        }
    }

    @Test
    void takesLinesFromADumbTerminalAndAnOldShell() throws Exception {
        try (TerminalSession shell = new TerminalSession(folder, Map.of("JBEAM_BUILD", "never", "TERM", "dumb"), JBEAM)) {
            shell.expect("1> ");
            assertTrue(shell.isCooked());
            shell.type("lists:sum([1,\n2]).\n");
            shell.expect("\n3\n");
            shell.type("halt(4).\n");
            assertEquals(4, shell.status());
        }
        try (TerminalSession shell = jbeam("-oldshell")) {
            shell.expect("1> ");
            shell.type("6*7.\n");
            shell.expect("\n42\n");
            shell.type("\004");
            shell.expect("*** Terminating erlang");
            shell.status();
        }
    }

    @Test
    void remembersLinesOfAnEarlierSession() throws Exception {
        String history = folder.resolve("history").toString();
        String[] flags = {"-kernel", "shell_history", "enabled", "-kernel", "shell_history_path", "\"" + history + "\""};
        try (TerminalSession shell = jbeam(flags)) {
            shell.expect("1> ");
            shell.type("first_session + 1.\r");
            shell.expect("exception error");
            shell.expect("2> ");
            shell.type("q().\r");
            assertEquals(0, shell.status());
        }
        try (TerminalSession shell = jbeam(flags)) {
            shell.expect("1> ");
            shell.type("\020");
            shell.expect("q().");
            shell.type("\020");
            shell.expect("first_session + 1.");
        }
    }

    @Test
    void runsIex() throws Exception {
        Path iex = Path.of("/usr/bin/iex");
        Assumptions.assumeTrue(Files.isExecutable(iex), "skipped: no Elixir here");
        Map<String, String> environment = Map.of("JBEAM_BUILD", "never", "PATH", Vm.ROOT.resolve("bin") + ":" + System.getenv("PATH"));
        try (TerminalSession shell = new TerminalSession(folder, environment, iex.toString())) {
            shell.expect("iex(1)> ");
            shell.type("20 + 22\r");
            shell.expect("\n42\n");
            shell.expect("iex(2)> ");
            shell.type("String.upca\t");
            shell.expect("String.upcase");
            shell.type("(\"abc\")\r");
            shell.expect("\"ABC\"");
            shell.expect("iex(3)> ");
            shell.type("\033[A");
            shell.expect("String.upcase(\"abc\")");
            shell.type("\r");
            shell.expect("iex(4)> ");
            shell.type("h String.reverse\r");
            shell.expect("Reverses the graphemes");
            shell.expect("iex(5)> ");
            shell.type("\007");
            shell.expect(" --> ");
            shell.type("q\r");
            assertEquals(0, shell.status());
        }
    }
}
