package org.jbeam.translator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.LoadedModule;
import org.jbeam.term.Atom;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code out of the cache is the code that was put there, and nothing else ever comes out. */
class CodeCacheTest {
    private static final TranslatorOptions DEFAULT = TranslatorOptions.DEFAULT;

    @TempDir
    private Path temporary;
    private Path folder;
    private CodeCache cache;

    @BeforeEach
    void open() throws Exception {
        TestMachine.load("jb_core", DEFAULT);
        folder = temporary.resolve("code");
        cache = CodeCache.open(folder, "build", 1 << 30);
    }

    private static CodeCacheImage translate(byte[] file) {
        ModuleTranslation translation = Translator.create().translation(file);
        return CodeCacheImage.of(translation, translation.run());
    }

    private CodeCacheImage stored(byte[] file) {
        CodeCacheImage image = translate(file);
        cache.store(file, DEFAULT, image);
        return image;
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> files = all.toList();
            assertEquals(1, files.size(), files.toString());
            return files.getFirst();
        }
    }

    @Test
    void codeOutOfTheCacheGivesTheGoldenResults() throws Exception {
        for (String name : List.of("jb_core", "jb_bits")) {
            byte[] file = TestMachine.resource(name + ".beam");
            CodeCacheImage image = stored(file);
            LoadedModule module = new TranslatedModule(cache.find(file, image.className(), DEFAULT));
            CodeTable.current().purge(module.name());
            CodeTable.current().commit(module);
            for (String line : new String(TestMachine.resource(name + ".golden"), StandardCharsets.UTF_8).split("\n")) {
                int tab = line.indexOf('\t');
                Tuple result = (Tuple) TestMachine.call(name, "run", Atom.of(line.substring(0, tab)));
                assertEquals(line.substring(tab + 1), result.element(1).toString(), line);
            }
        }
    }

    @Test
    void tablesOutOfTheCacheAreThoseOfTheFile() throws Exception {
        byte[] file = TestMachine.resource("jb_core.beam");
        LoadedModule fresh = Translator.create().prepare(Atom.of("jb_core"), file);
        LoadedModule cached = new TranslatedModule(cache.find(file, stored(file).className(), DEFAULT));
        assertSame(fresh.name(), cached.name());
        assertArrayEquals(fresh.md5(), cached.md5());
        assertEquals(fresh.functions(), cached.functions());
        assertArrayEquals(fresh.literals(), cached.literals());
        assertArrayEquals(fresh.locations(), cached.locations());
        assertEquals(fresh.attributes(), cached.attributes());
        assertEquals(fresh.compileInfo(), cached.compileInfo());
        assertEquals(fresh.onLoad(), cached.onLoad());
        assertEquals(fresh.lambdas().size(), cached.lambdas().size());
        for (int i = 0; i < fresh.lambdas().size(); i++) {
            LoadedModule.Lambda a = fresh.lambdas().get(i);
            LoadedModule.Lambda b = cached.lambdas().get(i);
            assertEquals(new LoadedModule.Lambda(null, a.index(), a.name(), a.arity(), a.free(), a.oldUniq(), a.function()),
                    new LoadedModule.Lambda(null, b.index(), b.name(), b.arity(), b.free(), b.oldUniq(), b.function()));
        }
    }

    @Test
    void anotherBuildAnotherFileOtherOptionsOrAnotherVersionFindNothing() throws Exception {
        byte[] file = TestMachine.resource("jb_core.beam");
        String name = stored(file).className();
        assertNotNull(cache.find(file, name, DEFAULT));
        assertNull(CodeCache.open(folder, "rebuilt", 1 << 30).find(file, name, DEFAULT));
        assertNull(cache.find(file, name, new TranslatorOptions(TranslatorOptions.LinkMode.PLAIN, 7900)));
        assertNull(cache.find(file, name + "0", DEFAULT));
        byte[] other = file.clone();
        other[other.length / 2] ^= 1;
        assertNull(cache.find(other, name, DEFAULT));
    }

    @Test
    void buildsDifferByTheContentOfJarsNotByTheirNames() throws Exception {
        Path jar = temporary.resolve("a.jar");
        String first = buildWith(jar, "one");
        assertEquals(first, buildWith(jar, "one"));
        FileTime time = Files.getLastModifiedTime(jar);
        String second = buildWith(jar, "two");
        Files.setLastModifiedTime(jar, time);
        assertNotEquals(first, second);
    }

    private static String buildWith(Path jar, String content) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            JarEntry entry = new JarEntry("A.class");
            entry.setTime(0);
            out.putNextEntry(entry);
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return CodeCacheKey.build(jar.toString());
    }

    @Test
    void damagedFilesCountAsNoneAndAreReplaced() throws Exception {
        byte[] file = TestMachine.resource("jb_driver.beam");
        CodeCacheImage image = stored(file);
        Path path = onlyFile();
        byte[] good = Files.readAllBytes(path);
        Random random = new Random(26);
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            bad[i < 40 ? i : random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(path, bad);
            assertNull(cache.find(file, image.className(), DEFAULT));
        }
        for (int length : new int[] {0, 1, 8, 23, 24, good.length / 2, good.length - 1}) {
            Files.write(path, java.util.Arrays.copyOf(good, length));
            assertNull(cache.find(file, image.className(), DEFAULT));
        }
        cache.store(file, DEFAULT, image);
        assertArrayEquals(good, Files.readAllBytes(path));
        assertNotNull(cache.find(file, image.className(), DEFAULT));
    }

    @Test
    void aFileUnderTheNameOfAnotherIsNotTakenForIt() throws Exception {
        byte[] file = TestMachine.resource("jb_driver.beam");
        String name = stored(file).className();
        Path path = onlyFile();
        cache.store("other", new byte[100]);
        try (Stream<Path> all = Files.list(folder)) {
            for (Path p : all.toList()) {
                if (!p.equals(path)) {
                    Files.copy(p, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        assertNull(cache.find(file, name, DEFAULT));
    }

    @Test
    void manyWritersAndReadersAtOnceSeeAllOrNothing() throws Exception {
        byte[] file = TestMachine.resource("jb_driver.beam");
        CodeCacheImage image = translate(file);
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            CodeCache mine = CodeCache.open(folder, "build", 1 << 30);
            work.add(() -> {
                int found = 0;
                for (int n = 0; n < 50; n++) {
                    mine.store(file, DEFAULT, image);
                    CodeCacheImage read = mine.find(file, image.className(), DEFAULT);
                    assertArrayEquals(image.classes().getFirst().bytes(), read.classes().getFirst().bytes());
                    found++;
                }
                return found;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Integer> f : threads.invokeAll(work)) {
                assertEquals(50, f.get());
            }
        }
        onlyFile();
    }

    @Test
    void theTotalIsBoundedAndWhatIsOldGoesFirst() throws Exception {
        CodeCache small = CodeCache.open(folder, "build", 100_000);
        for (int i = 0; i < 20; i++) {
            small.store("name " + i, new byte[10_000]);
        }
        Path left = Files.write(folder.resolve("x.new"), new byte[3]);
        try (Stream<Path> all = Files.list(folder)) {
            for (Path p : all.toList()) {
                Files.setLastModifiedTime(p, FileTime.from(Instant.now().minus(Duration.ofHours(5))));
            }
        }
        CodeCache.open(folder, "build", 100_000).store("newest", new byte[10_000]);
        long bytes = 0;
        try (Stream<Path> all = Files.list(folder)) {
            for (Path p : all.toList()) {
                bytes += Files.size(p);
            }
        }
        assertTrue(bytes <= 100_000, bytes + " bytes");
        assertNotNull(small.find("newest"));
        assertTrue(Files.notExists(left));
    }

    @Test
    void aFolderThatOthersMayUseIsNotUsed() throws Exception {
        Path open = Files.createDirectory(temporary.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertSame(CodeCache.NONE, CodeCache.open(open, "build", 1 << 30));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);
        assertSame(CodeCache.NONE, CodeCache.open(link, "build", 1 << 30));
        assertSame(CodeCache.NONE, CodeCache.open(Files.createFile(temporary.resolve("file")), "build", 1 << 30));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    }

    @Test
    void theEnvironmentSaysWhereAndWhether() throws Exception {
        assertSame(CodeCache.NONE, CodeCache.of(Map.of("JBEAM_CODE_CACHE", "off", "HOME", temporary.toString())));
        assertSame(CodeCache.NONE, CodeCache.of(Map.of()));
        CodeCache.of(Map.of("XDG_CACHE_HOME", temporary.toString())).store("a", new byte[1]);
        assertTrue(Files.isDirectory(temporary.resolve("jbeam/code")));
        CodeCache.of(Map.of("HOME", temporary.toString())).store("a", new byte[1]);
        assertTrue(Files.isDirectory(temporary.resolve(".cache/jbeam/code")));
    }

    @Test
    void theTranslatorUsesIt() throws Exception {
        byte[] file = TestMachine.resource("jb_driver.beam");
        Translator.create(DEFAULT, cache).prepare(Atom.of("jb_driver"), file);
        onlyFile();
        Translator.create(DEFAULT, CodeCache.NONE).prepare(Atom.of("jb_driver"), file);
        onlyFile();
    }
}
