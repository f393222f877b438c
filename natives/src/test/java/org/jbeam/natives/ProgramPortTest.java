package org.jbeam.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;
import org.junit.jupiter.api.Test;

/** Ports to programs, and the file in memory; what is expected was compared with OTP. */
class ProgramPortTest {
    private static final Atom SPAWN = Atom.of("spawn");
    private static final Atom EXIT = Atom.of("EXIT");

    /** Opens a port and collects what it says until it closes, or {@code eof}. */
    private static List<String> session(Term name, Term... options) throws Exception {
        return session(port -> { }, name, options);
    }

    private static List<String> session(java.util.function.Consumer<ErlangPort> work, Term name, Term... options) throws Exception {
        AtomicReference<List<String>> heard = new AtomicReference<>();
        BifMachine.in(p -> {
            p.trapExit(true);
            ErlangPort port;
            try {
                port = PortDrivers.open(p, name, Terms.list(options));
            } catch (BifException e) {
                heard.set(List.of("refused " + e.reason()));
                return Atom.OK;
            }
            work.accept(port);
            heard.set(listen(p));
            port.close(Atom.of("normal"), null);
            return Atom.OK;
        });
        return heard.get();
    }

    private static List<String> listen(ErlangProcess p) {
        List<String> heard = new ArrayList<>();
        StringBuilder data = new StringBuilder();
        boolean[] over = {false};
        while (!over[0]) {
            p.await(() -> p.messageQueueLength() > 0);
            List<Term> messages = new ArrayList<>();
            p.flushMessages(messages::add);
            for (Term message : messages) {
                Tuple m = (Tuple) message;
                Term said = m.element(0) == EXIT ? Tuple.of(EXIT, m.element(2)) : m.element(1);
                if (said instanceof Tuple2 t && t.e0() == Atom.of("data") && t.e1() instanceof Bitstring b) {
                    data.append(new String(b.toByteArray(), java.nio.charset.StandardCharsets.ISO_8859_1));
                    continue;
                }
                heard.add(said.toString());
                over[0] |= m.element(0) == EXIT || said == Atom.of("eof");
            }
        }
        if (!data.isEmpty()) {
            heard.addFirst(data.toString());
        }
        return heard;
    }

    private static Term command(String text) {
        return Tuple.of(SPAWN, Terms.charList(text));
    }

    private static Term executable(String file) {
        return Tuple.of(Atom.of("spawn_executable"), Terms.charList(file));
    }

    private static Atom a(String name) {
        return Atom.of(name);
    }

    @Test
    void outputAndTheEnd() throws Exception {
        assertEquals(List.of("hej\n", "{'EXIT',normal}"), session(command("echo hej"), a("binary")));
        assertEquals(List.of("hej\n", "{exit_status,3}", "{'EXIT',normal}"), session(command("sh -c 'echo hej; exit 3'"), a("binary"), a("exit_status")));
        assertEquals(List.of("hej\n", "{exit_status,0}", "eof"), session(command("echo hej"), a("binary"), a("exit_status"), a("eof")));
        assertEquals(List.of("{exit_status,137}", "{'EXIT',normal}"), session(command("sh -c 'kill -9 $$'"), a("exit_status")));
        assertEquals(List.of("err\n", "{exit_status,0}", "{'EXIT',normal}"),
                session(command("sh -c 'echo err >&2'"), a("binary"), a("exit_status"), a("stderr_to_stdout")));
        assertEquals(List.of("four\n", "{exit_status,0}", "{'EXIT',normal}"),
                session(command("sh -c 'echo four >&4'"), a("binary"), a("exit_status"), a("nouse_stdio")));
        assertEquals(List.of("{data,{eol,[97,98]}}", "{exit_status,0}", "{data,{noeol,[99]}}", "{'EXIT',normal}"),
                session(command("printf 'ab\\nc'"), Tuple.of(a("line"), SmallInt.of(2)), a("exit_status")));
    }

    @Test
    void programsWithArguments() throws Exception {
        Term args = Tuple.of(a("args"), Terms.list(Terms.charList("a b"), Terms.utf8("c"), Terms.charList("\u00e5")));
        assertEquals(List.of("a b c \u00c3\u00a5\n", "{'EXIT',normal}"), session(executable("/bin/echo"), args, a("binary")));
        Term script = Tuple.of(a("args"), Terms.list(Terms.charList("-c"), Terms.charList("echo $0 $PWD $AA $BB")));
        Term env = Tuple.of(a("env"), Terms.list(Tuple.of(Terms.charList("AA"), Terms.charList("1=2")), Tuple.of(Terms.charList("BB"), Atom.FALSE)));
        assertEquals(List.of("kalle /usr 1=2\n", "{'EXIT',normal}"), session(executable("/bin/sh"), script, env, a("binary"),
                Tuple.of(a("arg0"), Terms.charList("kalle")), Tuple.of(a("cd"), Terms.charList("/usr"))));
    }

    @Test
    void whatCannotRun() throws Exception {
        assertEquals(List.of("refused enoent"), session(executable("/nonesuch")));
        assertEquals(List.of("refused eacces"), session(executable("/etc/passwd")));
        assertEquals(List.of("{exit_status,13}", "{'EXIT',normal}"), session(executable("/tmp"), a("exit_status")));
        assertEquals(List.of("spawn: Could not cd to /nonesuch\r\n", "{exit_status,2}", "{'EXIT',normal}"),
                session(command("pwd"), Tuple.of(a("cd"), Terms.charList("/nonesuch")), a("binary"), a("exit_status"), a("stderr_to_stdout")));
        for (Term[] options : new Term[][] {{a("kalle")}, {a("nouse_stdio"), a("stderr_to_stdout")}, {Tuple.of(a("packet"), SmallInt.of(3))},
            {Tuple.of(a("env"), Terms.list(a("x")))},
            {Tuple.of(a("line"), SmallInt.of(4)), Tuple.of(a("packet"), SmallInt.of(2))}}) {
            assertEquals(List.of("refused badopt"), session(command("ls"), options), Arrays.toString(options));
        }
        assertEquals(List.of("refused badarg"), session(command("ls"), Tuple.of(a("args"), Terms.list(Terms.charList("x")))));
        assertEquals(List.of("refused badarg"), session(command("")));
        assertEquals(List.of("refused badarg"), session(Tuple.of(a("spawn_driver"), Terms.charList("nonesuch"))));
    }

    @Test
    void muchDataThroughAProgram() throws Exception {
        byte[] much = new byte[1_000_000];
        Arrays.fill(much, (byte) 'x');
        // head ends the program's input where it has all
        List<String> heard = session(port -> port.command(null, Bitstring.of(much)), command("head -c 1000000"), a("binary"), a("exit_status"));
        assertEquals(1_000_000, heard.getFirst().length());
        assertEquals(List.of("{exit_status,0}", "{'EXIT',normal}"), heard.subList(1, heard.size()));
    }

    @Test
    void aPacketThatIsTooLongClosesThePort() throws Exception {
        assertEquals(List.of("{'EXIT',einval}"),
                session(port -> port.command(null, Bitstring.of(new byte[300])), command("cat"), Tuple.of(a("packet"), SmallInt.of(1))));
    }

    @Test
    void aFullPipeMakesThePortBusy() throws Exception {
        BifMachine.in(p -> {
            ProgramPort port = (ProgramPort) PortDrivers.open(p, command("sleep 5"), Terms.list());
            port.command(p, Bitstring.of(new byte[100_000]));
            assertTrue(port.isBusy());
            assertTrue(port.queueSize() > 0);
            p.trapExit(true);
            port.close(Atom.of("normal"), null);
            assertTrue(!port.isBusy());
            return Atom.OK;
        });
    }

    /** A wake-up of the thread that watches the pipes was once lost between two of its rounds. */
    @Test
    void manyPortsAtOnce() throws Exception {
        byte[] much = new byte[100_000];
        BifMachine.in(p -> {
            p.trapExit(true);
            List<ErlangPort> ports = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                ports.add(PortDrivers.open(p, command("cat"), Terms.list(a("binary"), Tuple.of(a("packet"), SmallInt.of(4)))));
            }
            List<Term> heard = new ArrayList<>();
            for (int round = 1; round <= 20; round++) {
                ports.forEach(port -> port.command(p, Bitstring.of(much)));
                int wanted = 8 * round;
                p.await(() -> {
                    p.flushMessages(heard::add);
                    return heard.size() >= wanted;
                });
            }
            ports.forEach(port -> port.close(Atom.of("normal"), null));
            assertEquals(160, heard.size());
            return Atom.OK;
        });
    }

    @Test
    void noProgramStaysBehindAsAZombie() throws Exception {
        AtomicReference<Long> pid = new AtomicReference<>();
        session(port -> pid.set(port.osPid()), command("true"), a("exit_status"));
        Path entry = Path.of("/proc/" + pid.get());
        for (int i = 0; i < 200 && Files.exists(entry); i++) {
            Thread.sleep(10);
        }
        assertTrue(!Files.exists(entry));
    }

    // ---- the file in memory

    private static String ram(RamFilePort port, ErlangProcess p, int... command) {
        byte[] bytes = new byte[command.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) command[i];
        }
        port.command(p, Bitstring.of(bytes));
        List<Term> messages = new ArrayList<>();
        p.flushMessages(messages::add);
        Term message = messages.getFirst();
        assertEquals(1, messages.size());
        return ((Tuple2) ((Tuple2) message).e1()).e1().toString();
    }

    @Test
    void fileInMemory() throws Exception {
        BifMachine.in(p -> {
            RamFilePort port = (RamFilePort) PortDrivers.open(p, command("ram_file_drv"), Terms.list(a("binary")));
            assertEquals("[3,0,0,0,0]", ram(port, p, 1, 0, 0, 0, 3, 'a', 'b', 'c'));
            assertEquals("[2,0,0,0,2|<<97,98>>]", ram(port, p, 2, 0, 0, 0, 2));
            assertEquals("[3,0,0,0,2]", ram(port, p, 4, 'X', 'Y'));
            assertEquals("[2,0,0,0,4|<<97,98,88,89>>]", ram(port, p, 30));
            assertEquals("[3,0,0,0,1]", ram(port, p, 3, 0, 0, 0, 1, 0, 0, 0, 0));
            assertEquals("[0]", ram(port, p, 14));
            assertEquals("[3,0,0,0,1]", ram(port, p, 37));
            assertEquals("[3,0,0,0,1]", ram(port, p, 18, 0, 0, 0, 4, 'q'));
            assertEquals("[2,0,0,0,5|<<97,0,0,0,113>>]", ram(port, p, 17, 0, 0, 0, 0, 0, 0, 0, 99));
            assertEquals("[1,101,105,110,118,97,108]", ram(port, p, 3, 255, 255, 255, 255, 0, 0, 0, 0));
            port.close(Atom.of("normal"), null);
            return Atom.OK;
        });
    }
}
