package org.jbeam.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jbeam.runtime.BadFileException;
import org.jbeam.runtime.LoadedModule;
import org.jbeam.term.Atom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is loaded from a damaged file may compute anything, but its processes end when they are killed, and no class of it fails to link. */
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DamagedCodeTest {
    private static CodeRunner runner;
    private int loaded;

    @BeforeAll
    static void start() {
        DamagedFiles.registerBifs();
        runner = new CodeRunner();
    }

    @AfterAll
    static void stop() {
        runner.close();
    }

    static List<String> modules() {
        return DamagedFiles.MODULES;
    }

    @ParameterizedTest
    @MethodSource("modules")
    void codeOfADamagedFileStaysInItsProcess(String module) throws Exception {
        Translator translator = Translator.create();
        DamagedFiles.each(module, 8, file -> {
            try {
                runner.run(file.toString(), translator.prepare(file.name(), file.bytes()));
                loaded++;
            } catch (BadFileException e) {
                // refused, as DamagedFilesTest checks
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        runner.await();
        assertTrue(loaded > 0);
        assertEquals(List.of(), runner.failures());
        assertSane();
    }

    @Test
    void aLoopWithoutCallsCanBeKilled() throws Exception {
        runner.run("dmg_loop", Translator.create().prepare(Atom.of("dmg_loop"), DamagedFiles.original("dmg_loop")));
        runner.await();
        assertEquals(List.of(), runner.failures());
        assertSane();
    }

    /** Carriers are left and do their work. */
    @Test
    void assertSane() throws Exception {
        Translator translator = Translator.create();
        for (String module : DamagedFiles.MODULES) {
            LoadedModule intact = translator.prepare(Atom.of(module), DamagedFiles.original(module));
            runner.run(module, intact);
        }
        runner.await();
        assertEquals(List.of(), runner.failures());
        assertEquals("<<1,2,3>>", runner.value("dmg_bits", "comp", "[0, 1, 2]"));
    }
}
