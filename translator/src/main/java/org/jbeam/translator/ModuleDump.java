package org.jbeam.translator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * Writes what became of a module, for people: its classes, for {@code javap}, and a text of what the passes found out about each function. Where
 * to is the property {@code jbeam.dump}, a folder; without it nothing is written. Modules are then always translated, not taken from the cache.
 */
final class ModuleDump {
    private static final String FOLDER = System.getProperty("jbeam.dump");

    private ModuleDump() {}

    /** Is anything written? */
    static boolean isWanted() {
        return FOLDER != null;
    }

    /**
     * Writes {@code NAME.class} for each class but those of funs, and {@code NAME.txt} of the module.
     *
     * @throws UncheckedIOException the folder cannot be written to
     */
    static void write(ModuleTranslation module, Collection<GeneratedClass> classes) {
        write(Path.of(FOLDER), module, classes);
    }

    static void write(Path folder, ModuleTranslation module, Collection<GeneratedClass> classes) {
        StringBuilder text = new StringBuilder();
        for (GeneratedClass c : classes) {
            text.append("class ").append(c.name()).append(": ").append(c.bytes().length).append(" bytes, longest method ")
                    .append(c.longestMethod()).append(" of ").append(c.longest()).append('\n');
        }
        module.functions().forEach(f -> function(text, f));
        try {
            Files.createDirectories(folder);
            for (GeneratedClass c : classes) {
                Files.write(folder.resolve(c.name() + ".class"), c.bytes());
            }
            Files.writeString(folder.resolve(module.className() + ".txt"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void function(StringBuilder text, FunctionInfo f) {
        text.append(f.code).append(": ");
        if (f.bif != null) {
            text.append("the built-in function\n");
            return;
        }
        text.append(f.javaName()).append(", ").append(f.graph.nodes().size()).append(" nodes");
        text.append(f.mayTail ? ", may return TAIL" : "");
        if (f.circle != null) {
            text.append(", in ").append(f.circle.method().name());
        }
        if (f.unboxed != null) {
            text.append(", ").append(f.unboxed.method().name()).append(" takes longs for ").append(f.unboxed.parameters())
                    .append(f.unboxed.result() ? " and returns one" : "");
        }
        text.append('\n');
    }
}
