package org.jbeam.ets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jbeam.ets.TableFile.Check;
import org.jbeam.ets.TableFileException.Reason;
import org.jbeam.matchspec.MatchContext;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of tables: two that OTP 25.2.3 wrote ({@code colours.tab}, {@code plain.tab}), and both ways with the real erl where there is one. */
class TableFileTest {
    @TempDir
    private Path folder;
    private final StandaloneHost host = StandaloneHost.create();
    private final StandaloneHost.Owner me = host.owner(message -> { });

    private Path resource(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = TableFileTest.class.getResourceAsStream(name)) {
            Files.copy(in, file);
        }
        return file;
    }

    private Table read(Path file, boolean verify) throws IOException {
        return TableFile.read(file, host.tables(), me.pid(), verify);
    }

    @Test
    void readsWhatOtpWrote() throws IOException {
        Path file = resource("colours.tab");
        Table colours = read(file, true);
        assertEquals(List.of(Term.parse("{red,1}"), Term.parse("{green,2.5,[x]}"), Term.parse("{blue,<<\"b\">>}")), colours.snapshot());
        assertTrue(colours.named() && colours.type() == TableType.ORDERED_SET && colours.keyPosition() == 2);
        assertEquals(Reason.CANNOT_CREATE_TABLE, assertThrows(TableFileException.class, () -> read(file, true)).reason());
        Table plain = read(resource("plain.tab"), true);
        assertEquals(Term.parse("[{a,1},{a,2}]"), plain.lookup(Atom.of("a")));
        assertTrue(TableFile.info(file).toString().contains("{extended_info,[object_count,md5sum]}"));
    }

    @Test
    void noDamageGoesUnseenOrMakesATable() throws IOException {
        byte[] good = Files.readAllBytes(resource("colours.tab"));
        Path file = folder.resolve("damaged");
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, i % 4 == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad);
            try {
                Table table = read(file, true);
                host.tables().delete(table.reference(), me.pid());
            } catch (TableFileException e) {
                assertTrue(e.getMessage() != null);
            }
            assertEquals(0, host.tables().count());
        }
    }

    @Test
    void writesWhatItReads() throws IOException {
        Table table = host.tables().create(Atom.of("t"), Term.parse("[duplicate_bag,private,compressed]"), me.pid());
        table.insert(Tuple.of(SmallInt.of(1), Bitstring.of(new byte[100_000])));
        table.insert(Term.parse("[{1,a},{1,a},{[x],#{a => 1}}]"));
        for (Set<Check> checks : List.of(EnumSet.noneOf(Check.class), EnumSet.of(Check.MD5SUM), EnumSet.allOf(Check.class))) {
            Path file = folder.resolve("t.tab");
            TableFile.write(table, file, checks);
            Table back = read(file, true);
            assertEquals(table.snapshot().size(), back.snapshot().size());
            assertEquals(table.lookup(SmallInt.ONE), back.lookup(SmallInt.ONE));
            assertSame(Protection.PRIVATE, back.protection());
        }
    }

    @Test
    void aFileThatWasNotClosedNeedsRepair() throws IOException {
        Path file = resource("plain.tab");
        byte[] bytes = Files.readAllBytes(file);
        System.arraycopy(new byte[] {6, 7, 8, 9}, 0, bytes, 4, 4);
        Files.write(file, bytes);
        assertEquals(Reason.NEED_REPAIR, assertThrows(TableFileException.class, () -> read(file, false)).reason());
        assertEquals(Reason.BADFILE, assertThrows(TableFileException.class, () -> read(Files.write(file, new byte[3]), false)).reason());
    }

    @Test
    void otpReadsWhatIsWritten() throws Exception {
        Table table = host.tables().create(Atom.of("t"), Term.parse("[set,named_table]"), me.pid());
        for (int i = 0; i < 1000; i++) {
            table.insert(Tuple.of(SmallInt.of(i), Bitstring.of(new byte[i == 7 ? 70_000 : 3])));
        }
        TableFile.write(table, folder.resolve("t.tab"), EnumSet.allOf(Check.class));
        String code = "{ok, t} = ets:file2tab(\"t.tab\", [{verify, true}]), io:format(\"~w ~w\", [ets:info(t, size), ets:foldl("
                + "fun({K, B}, S) -> S + K + byte_size(B) end, 0, t)]), halt(0).";
        ProcessBuilder oracle = new ProcessBuilder(Path.of("../conformance/oracle").toAbsolutePath().toString(), "-noshell", "-eval", code);
        oracle.environment().put("JBEAM_BUILD", "never");
        Process erl = oracle.directory(folder.toFile()).redirectErrorStream(true).start();
        String out = new String(erl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = erl.waitFor();
        Assumptions.assumeTrue(status != 127, "skipped: there is no real erl to compare with");
        assertEquals("1000 572497", out);
        assertEquals(0, table.match(Term.parse("{'$1',gone}"), MatchContext.NONE) == org.jbeam.term.Nil.NIL ? 0 : 1);
    }
}
