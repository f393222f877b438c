package org.jbeam.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.classfile.ClassFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jbeam.beamformat.BeamFile;
import org.jbeam.beamformat.Opcode;
import org.jbeam.runtime.BifTable;
import org.jbeam.runtime.ops.GuardBifs;
import org.jbeam.term.Atom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The passes by themselves, and all of a real library through all of them. */
class PassesTest {
    private static final int OLDEST = 25;
    private static final int NEWEST = 28;
    /** HotSpot's HugeMethodLimit, in bytes. */
    private static final int COMPILED = 8000;

    @BeforeAll
    static void bifs() {
        if (BifTable.find(Atom.of("erlang"), Atom.of("+"), 2) == null) {
            BifTable.register(GuardBifs.class);
        }
    }

    private static ModuleTranslation translated(String resource, int maxMethodBytes) throws Exception {
        TranslatorOptions options = new TranslatorOptions(TranslatorOptions.LinkMode.INDY, maxMethodBytes);
        return Translator.create(options).translation(TestMachine.resource(resource));
    }

    @Property(tries = 300)
    void namesComeBack(@ForAll String name) {
        String java = Names.mangle(name);
        assertEquals(name, Names.unmangle(java));
        assertTrue(java.matches("[A-Za-z0-9_$]*"), java);
    }

    @Test
    void everyOpcodeThatIsLoadedHasAnEmitter() {
        for (Opcode op : Opcode.values()) {
            if (!op.isObsoleteIn(OLDEST) && op.introducedIn() <= NEWEST) {
                assertTrue(OpcodeTable.supports(op), op.opName());
            }
        }
    }

    @Test
    void onlyFunctionsThatLeaveMayReturnTail() throws Exception {
        ModuleTranslation module = translated("jb_core.beam", TranslatorOptions.DEFAULT.maxMethodBytes());
        module.run();
        for (FunctionInfo f : module.functions()) {
            switch (f.code.toString()) {
                case "fib/1", "deep/1", "id/1", "many_map/2", "sel/1", "even/1", "odd/1", "fun_tail/3" -> assertFalse(f.mayTail, f.code.toString());
                case "ext_loop/2", "many_loop/9", "c_badfun/0" -> assertTrue(f.mayTail, f.code.toString());
                default -> { }
            }
        }
    }

    @Test
    void recursionOverIntegersIsUnboxed() throws Exception {
        ModuleTranslation module = translated("jb_longs.beam", TranslatorOptions.DEFAULT.maxMethodBytes());
        module.run();
        for (FunctionInfo f : module.functions()) {
            String unboxed = f.unboxed == null ? "none" : f.unboxed.parameters() + "->" + f.unboxed.result();
            switch (f.code.toString()) {
                case "fib/1", "hof/1", "hom/1" -> assertEquals("{0}->true", unboxed, f.code.toString());
                case "ack/2" -> assertEquals("{0, 1}->true", unboxed);
                case "tak/3" -> assertEquals("{0, 1, 2}->true", unboxed);
                case "len/1", "suml/1" -> assertEquals("{}->true", unboxed, f.code.toString());
                case "build/2" -> assertEquals("{0, 1}->false", unboxed);
                case "boxed/3" -> assertEquals("{0}->false", unboxed);
                case "fl/2", "nine/9", "c_fib/0" -> assertEquals("none", unboxed, f.code.toString());
                default -> { }
            }
        }
    }

    @Test
    void whatPassesFoundIsWritten(@TempDir Path folder) throws Exception {
        ModuleTranslation module = translated("jb_longs.beam", TranslatorOptions.DEFAULT.maxMethodBytes());
        ModuleDump.write(folder, module, module.run().values());
        String text = Files.readString(folder.resolve(module.className() + ".txt"));
        assertTrue(text.contains("tak$3$l takes longs for {0, 1, 2} and returns one\n"), text);
        assertTrue(Files.size(folder.resolve(module.className() + ".class")) > 1000);
    }

    @Test
    void longFunctionsAreCut() throws Exception {
        assertEquals(0, segments(translated("jb_core.beam", TranslatorOptions.DEFAULT.maxMethodBytes())));
        assertTrue(segments(translated("jb_core.beam", 400)) > 1);
    }

    /** How many methods are segments of functions. */
    private static long segments(ModuleTranslation module) {
        return module.run().values().stream().flatMap(c -> ClassFile.of().parse(c.bytes()).methods().stream())
                .filter(m -> m.methodName().stringValue().matches(".*\\$s\\d+")).count();
    }

    @Test
    void aRealLibraryIsTranslatedAndVerified() throws Exception {
        Path stdlib = Path.of("/usr/lib/erlang/lib/stdlib-4.2/ebin");
        assumeTrue(Files.isDirectory(stdlib), "skipped: no OTP 25.2 in /usr/lib/erlang");
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(stdlib)) {
            all.filter(f -> f.toString().endsWith(".beam")).forEach(files::add);
        }
        assertFalse(files.isEmpty());
        for (Path file : files) {
            ModuleTranslation module = Translator.create().translation(BeamFile.gunzip(Files.readAllBytes(file)));
            Map<String, GeneratedClass> classes = module.run();
            new TranslatedModule(module).define(classes);
            for (GeneratedClass c : classes.values()) {
                assertTrue(c.longest() <= COMPILED, c.name() + "." + c.longestMethod() + ": " + c.longest() + " bytes");
            }
        }
    }
}
