package org.jbeam.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;
import org.junit.jupiter.api.Test;

/** What others see of a module while it is loaded and deleted. */
class CodeTableTest {
    private static final Atom NAME = Atom.of("code_table_test");

    private final List<Boolean> seen = new ArrayList<>();

    /**
     * A process that calls a module being loaded ends in {@code error_handler}: that one asks whether the module is loaded, then whether the function
     * is exported, and reports {@code undef} when only the first holds.
     */
    @Test
    void isLoadedOnlyWhileItsFunctionsAreExported() {
        CodeTable table = CodeTable.current();
        table.commit(new OneFunction());
        assertTrue(table.isLoaded(NAME));
        assertTrue(table.export(NAME, Atom.of("f"), 0).isDefined());
        table.delete(NAME);
        assertFalse(table.isLoaded(NAME));
        assertFalse(table.export(NAME, Atom.of("f"), 0).isDefined());
        table.purge(NAME);
        assertEquals(List.of(false, false), seen, "loaded while functions are being exported, or taken away");
    }

    /** A version whose functions are looked at when exports are made and when they end. */
    private final class OneFunction extends LoadedModule {
        OneFunction() {
            super(NAME, new byte[16]);
        }

        @Override
        public List<Function> functions() {
            seen.add(CodeTable.current().isLoaded(NAME));
            return List.of(new Function(0, Atom.of("f"), 0, true, false));
        }

        @Override
        public List<Lambda> lambdas() {
            return List.of();
        }

        @Override
        public List<String> classNames() {
            return List.of();
        }

        @Override
        public Term[] literals() {
            return new Term[0];
        }

        @Override
        public Location[] locations() {
            return new Location[0];
        }

        @Override
        public Term attributes() {
            return Nil.NIL;
        }

        @Override
        public Term compileInfo() {
            return Nil.NIL;
        }

        @Override
        public int onLoad() {
            return -1;
        }

        @Override
        public ModuleCode code() {
            return new JavaCode();
        }

        @Override
        public MethodHandle handle(int function) {
            return null;
        }

        @Override
        public Closure closure(int index, Pid creator, Term[] env) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void stopFuns(boolean stop) {
            // it has none
        }
    }
}
