package org.jbeam.natives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files through prim_file's functions; what is expected was compared with OTP. */
class PrimFileTest {
    @TempDir
    Path folder;

    private static Term name(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Term raw(byte[] bytes) {
        return Bitstring.of(Arrays.copyOf(bytes, bytes.length + 1));
    }

    private Term in(String file) {
        return name(folder + "/" + file);
    }

    private static Term modes(String... modes) {
        return Terms.list(Arrays.stream(modes).map(Atom::of).toArray(Term[]::new));
    }

    private static Term open(ErlangProcess p, Term path, String... modes) {
        Term answer = PrimFileBifs.open(p, path, modes(modes));
        return ((Tuple) answer).element(0) == Atom.OK ? ((Tuple) answer).element(1) : answer;
    }

    private static Term iovec(String text) {
        return Terms.list(Terms.utf8(text));
    }

    private static String result(java.util.function.Function<ErlangProcess, Object> work) throws InterruptedException, TimeoutException {
        AtomicReference<String> text = new AtomicReference<>();
        BifMachine.in(p -> {
            text.set(String.valueOf(work.apply(p)));
            return Atom.OK;
        });
        return text.get();
    }

    @Test
    void readingWritingMoving() throws Exception {
        String answers = result(p -> {
            Term file = open(p, in("a"), "read", "write");
            return List.of(PrimFileBifs.write(p, file, iovec("hello world")), PrimFileBifs.seek(p, file, Atom.of("bof"), SmallInt.of(2)),
                    PrimFileBifs.read(p, file, SmallInt.of(3)), PrimFileBifs.seek(p, file, Atom.of("cur"), SmallInt.of(-1)),
                    PrimFileBifs.seek(p, file, Atom.of("eof"), SmallInt.of(-2)), PrimFileBifs.read(p, file, SmallInt.of(9)),
                    PrimFileBifs.read(p, file, SmallInt.of(9)), PrimFileBifs.pread(p, file, SmallInt.of(6), SmallInt.of(2)),
                    PrimFileBifs.pwrite(p, file, SmallInt.of(0), iovec("J")), PrimFileBifs.seek(p, file, Atom.of("bof"), SmallInt.of(4)),
                    PrimFileBifs.truncate(p, file), PrimFileBifs.pread(p, file, SmallInt.of(0), SmallInt.of(99)),
                    PrimFileBifs.seek(p, file, Atom.of("bof"), SmallInt.of(-1)), PrimFileBifs.read(p, file, SmallInt.of(-1)),
                    PrimFileBifs.sync(p, file, SmallInt.of(1)), PrimFileBifs.close(p, file), PrimFileBifs.close(p, file),
                    PrimFileBifs.read(p, file, SmallInt.of(1)));
        });
        assertEquals("[ok, {ok,2}, {ok,<<108,108,111>>}, {ok,4}, {ok,9}, {ok,<<108,100>>}, eof, {ok,<<119,111>>}, ok, {ok,4}, ok,"
                + " {ok,<<74,101,108,108>>}, {error,einval}, {error,einval}, ok, ok, {error,einval}, {error,einval}]", answers);
    }

    @Test
    void errorsOfTheSystem() throws Exception {
        Files.writeString(folder.resolve("file"), "x");
        Files.createDirectories(folder.resolve("full/inner"));
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));
        String answers = result(p -> List.of(
                open(p, in("none"), "read"), open(p, in("file/x"), "read"), open(p, in("full"), "read"), open(p, in("full"), "write"),
                open(p, in("file"), "exclusive"), open(p, in("loop"), "read"), open(p, in("file"), "directory"), open(p, name(""), "read"),
                open(p, in("file/"), "read"), PrimFilePathBifs.makeDir(p, in("full")), PrimFilePathBifs.delDir(p, in("full")),
                PrimFilePathBifs.delDir(p, in("file")), PrimFilePathBifs.delFile(p, in("full")), PrimFilePathBifs.readLink(p, in("file")),
                PrimFilePathBifs.readLink(p, in("link")), PrimFilePathBifs.listDir(p, in("file")),
                PrimFilePathBifs.readFile(p, in("x".repeat(300))), PrimFilePathBifs.rename(p, in("file"), in("full")),
                PrimFilePathBifs.readFile(p, Terms.utf8("no zero behind")), PrimFilePathBifs.readInfo(p, in("link"), SmallInt.of(1)),
                PrimFilePathBifs.altname(p, in("file")), PrimFilePathBifs.setCwd(p, in("file"))));
        assertEquals("[{error,enoent}, {error,enotdir}, {error,eisdir}, {error,eisdir}, {error,eexist}, {error,eloop}, {error,enotdir},"
                + " {error,enoent}, {error,enotdir}, {error,eexist}, {error,eexist}, {error,enotdir}, {error,eperm}, {error,einval},"
                + " {ok,<<110,111,119,104,101,114,101>>}, {error,enotdir}, {error,enametoolong}, {error,eisdir}, {error,einval},"
                + " {error,enoent}, {error,enotsup}, {error,enotdir}]", answers);
    }

    @Test
    void whatIsKnownOfAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("known"), "12345");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        String answers = result(p -> {
            Term times = PrimFilePathBifs.setTime(p, in("known"), SmallInt.of(1000), SmallInt.of(-5), SmallInt.of(0));
            Tuple info = (Tuple) PrimFilePathBifs.readInfo(p, in("known"), SmallInt.of(0));
            Term mode = PrimFilePathBifs.setPermissions(p, in("known"), SmallInt.of(0100600));
            Term ref = open(p, in("known"), "read");
            Tuple open = (Tuple) PrimFileBifs.readHandleInfo(p, ref);
            PrimFileBifs.close(p, ref);
            return List.of(times, info.arity(), info.element(1), info.element(2), info.element(4), info.element(5), info.element(7),
                    info.element(8), mode, open.element(7), open.element(3));
        });
        assertEquals("[ok, 14, 5, regular, 1000, -5, 33184, 1, ok, 33152, read_write]", answers);
    }

    @Test
    void namesOfAnyBytes() throws Exception {
        byte[] odd = {'o', (byte) 0xff, '?', (byte) 0xe5, '%', ' '};
        byte[] start = (folder + "/").getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(start, start.length + odd.length);
        System.arraycopy(odd, 0, whole, start.length, odd.length);
        String answers = result(p -> {
            Term file = open(p, raw(whole), "write");
            return List.of(PrimFileBifs.write(p, file, iovec("abc")), PrimFileBifs.close(p, file), PrimFilePathBifs.readFile(p, raw(whole)),
                    PrimFilePathBifs.listDir(p, name(folder.toString())), PrimFilePathBifs.delFile(p, raw(whole)),
                    PrimFilePathBifs.listDir(p, name(folder.toString())));
        });
        assertEquals("[ok, ok, {ok,<<97,98,99>>}, {ok,[<<111,255,63,229,37,32>>]}, ok, {ok,[]}]", answers);
    }

    @Test
    void theEndOfTheOwnerClosesItsFiles() throws Exception {
        Files.writeString(folder.resolve("owned"), "x");
        AtomicReference<FileHandle> kept = new AtomicReference<>();
        BifMachine.in(p -> {
            kept.set((FileHandle) open(p, in("owned"), "read"));
            return Atom.OK;
        });
        for (int i = 0; i < 200 && !kept.get().isClosed(); i++) {
            Thread.sleep(10);
        }
        assertTrue(kept.get().isClosed());
        assertEquals("{error,einval}", result(p -> PrimFileBifs.read(p, kept.get(), SmallInt.of(1))));
    }

    @Test
    void relativePathsFollowTheCurrentFolder() throws Exception {
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/f"), "here");
        String answers = result(p -> {
            Tuple before = (Tuple) PrimFilePathBifs.getCwd(p);
            Term entered = PrimFilePathBifs.setCwd(p, in("sub/../sub/."));
            Term read = PrimFilePathBifs.readFile(p, name("f"));
            Bitstring now = (Bitstring) ((Tuple) PrimFilePathBifs.getCwd(p)).element(1);
            Environment.of(p).folder(((Bitstring) before.element(1)).toByteArray());
            return List.of(entered, read, Terms.utf8Text(now).endsWith("/sub"));
        });
        assertEquals("[ok, {ok,<<104,101,114,101>>}, true]", answers);
    }

    @Test
    void namesAreTextOrBytes() throws Exception {
        assertEquals("[<<97,195,165,98,0>>, [97,229,98], {error,warning}, true, false]", result(p -> List.of(
                PrimFileNameBifs.nameToNative(p, Terms.list(SmallInt.of('a'), Terms.charList("\u00e5b"))),
                PrimFileNameBifs.nativeToName(p, Terms.utf8("a\u00e5b")), PrimFileNameBifs.nativeToName(p, Bitstring.of(new byte[] {-1})),
                PrimFileNameBifs.isTranslatable(p, Terms.utf8("\u00e5")), PrimFileNameBifs.isTranslatable(p, Bitstring.of(new byte[] {-1})))));
        for (Term bad : new Term[] {Atom.of("a"), Terms.charList("a\0b"), Terms.list(SmallInt.of(0xd800)), Terms.list(Atom.OK), SmallInt.of(1)}) {
            assertTrue(result(p -> BifMachine.call(p, "prim_file", "internal_name2native", bad)).contains("badarg"), bad.toString());
        }
    }

    /** An operation: what to do, and where or how much. */
    record Step(int kind, int at, int size) {}

    @Property(tries = 100)
    void behavesAsAnArray(@ForAll @Size(max = 20) List<@IntRange(max = 399_999) Integer> steps) throws Exception {
        Path file = Files.createTempFile("jbeam", "file");
        byte[] model = {};
        try {
            for (int step : steps) {
                int at = step / 10 % 200;
                int size = step / 2000;
                byte[] before = model;
                byte[] after = step % 3 == 0 ? before : write(before, at, size);
                BifMachine.in(p -> {
                    Term ref = open(p, name(file.toString()), "read", "write");
                    if (step % 3 == 0) {
                        assertArrayEquals(expected(before, at, size), data(PrimFileBifs.pread(p, ref, SmallInt.of(at), SmallInt.of(size))));
                    } else {
                        assertEquals(Atom.OK, PrimFileBifs.pwrite(p, ref, SmallInt.of(at), Terms.list(Bitstring.of(filled(size)))));
                    }
                    return PrimFileBifs.close(p, ref);
                });
                model = after;
            }
            assertArrayEquals(model, Files.readAllBytes(file));
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] filled(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) size);
        return bytes;
    }

    private static byte[] write(byte[] before, int at, int size) {
        if (size == 0) {
            return before;
        }
        byte[] after = Arrays.copyOf(before, Math.max(before.length, at + size));
        System.arraycopy(filled(size), 0, after, at, size);
        return after;
    }

    private static byte[] expected(byte[] model, int at, int size) {
        return at >= model.length ? new byte[0] : Arrays.copyOfRange(model, at, Math.min(model.length, at + size));
    }

    private static byte[] data(Term answer) {
        return answer instanceof Tuple t ? ((Bitstring) t.element(1)).toByteArray() : new byte[0];
    }

    @Test
    void filesWithoutASize() throws IOException, InterruptedException, TimeoutException {
        assertTrue(result(p -> ((Bitstring) ((Tuple) PrimFilePathBifs.readFile(p, name("/proc/self/status"))).element(1)).byteSize() > 100).equals("true"));
        assertEquals("{ok,<<>>}", result(p -> PrimFilePathBifs.readFile(p, name("/dev/null"))));
    }
}
