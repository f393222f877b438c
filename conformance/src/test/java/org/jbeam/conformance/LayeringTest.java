package org.jbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house stands as docs/architecture.md draws it: arrows only point down the list, and what is special is used in one place. */
class LayeringTest {
    /** Each module may depend on those that it names, and on what those stand on; nothing else. */
    private static final Map<String, List<String>> ARROWS = new LinkedHashMap<>();

    static {
        ARROWS.put("term", List.of());
        ARROWS.put("bitsyntax", List.of());
        ARROWS.put("scheduler", List.of());
        ARROWS.put("etf-codec", List.of("term"));
        ARROWS.put("match-spec", List.of("term"));
        ARROWS.put("gc", List.of("term"));
        ARROWS.put("ets", List.of("match-spec", "etf-codec"));
        ARROWS.put("beam-format", List.of("etf-codec"));
        ARROWS.put("runtime", List.of("scheduler", "gc", "ets", "bitsyntax", "etf-codec"));
        ARROWS.put("translator", List.of("beam-format", "runtime"));
        ARROWS.put("natives", List.of("runtime"));
        ARROWS.put("vm-assembly", List.of("translator", "natives"));
    }

    /** Packages of the JDK with one module each that may name them. */
    private static final Map<String, String> RESERVED = Map.of("java/lang/classfile/", "translator", "java/lang/foreign/", "natives");
    private static final Pattern DEPENDENCY = Pattern.compile("<artifactId>jbeam-([a-z-]+)</artifactId>");
    private static final Pattern CLASS_NAME = Pattern.compile("L(org/jbeam/[A-Za-z0-9_/$]+);");

    @Test
    void pomsPointDownwards() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String module : ARROWS.keySet()) {
            String pom = Files.readString(Vm.ROOT.resolve(module).resolve("pom.xml"));
            Matcher found = DEPENDENCY.matcher(pom.substring(Math.max(0, pom.indexOf("<dependencies>"))));
            while (pom.contains("<dependencies>") && found.find()) {
                if (!below(module).contains(found.group(1))) {
                    wrong.add(module + " -> " + found.group(1));
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void classesNameOnlyWhatIsBelow() throws IOException {
        Set<String> wrong = new TreeSet<>();
        for (String module : ARROWS.keySet()) {
            Set<String> allowed = new HashSet<>();
            below(module).forEach(name -> allowed.add(packageOf(name)));
            allowed.add(packageOf(module));
            for (Path file : classes(module)) {
                check(module, file, allowed, wrong);
            }
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    void moduleDescriptorsAreAsRecorded() throws IOException {
        StringBuilder actual = new StringBuilder();
        for (String module : ARROWS.keySet()) {
            try (InputStream in = Files.newInputStream(Vm.ROOT.resolve(module).resolve("target/classes/module-info.class"))) {
                describe(ModuleDescriptor.read(in), actual);
            }
        }
        assertEquals(Files.readString(Vm.ROOT.resolve("conformance/data/modules.txt")), actual.toString(),
                "what a module requires or exports has changed: if that is meant, write it into conformance/data/modules.txt");
    }

    private static Set<String> below(String module) {
        Set<String> all = new HashSet<>();
        for (String direct : ARROWS.get(module)) {
            all.add(direct);
            all.addAll(below(direct));
        }
        return all;
    }

    private static String packageOf(String module) {
        return "org/jbeam/" + switch (module) {
            case "etf-codec" -> "etf";
            case "match-spec" -> "matchspec";
            case "beam-format" -> "beamformat";
            case "vm-assembly" -> "vm";
            default -> module;
        } + "/";
    }

    private static List<Path> classes(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Vm.ROOT.resolve(module).resolve("target/classes"))) {
            return files.filter(file -> file.toString().endsWith(".class") && !file.endsWith("module-info.class")).toList();
        }
    }

    private static void check(String module, Path file, Set<String> allowed, Set<String> wrong) throws IOException {
        for (String name : named(file)) {
            if (name.startsWith("org/jbeam/") && allowed.stream().noneMatch(name::startsWith)) {
                wrong.add(module + ": " + file.getFileName() + " names " + name);
            }
            RESERVED.forEach((prefix, owner) -> {
                if (name.startsWith(prefix) && !owner.equals(module)) {
                    wrong.add(module + ": " + file.getFileName() + " names " + name);
                }
            });
        }
    }

    /** The classes that a class file names, in its code and in its signatures. */
    private static Set<String> named(Path file) throws IOException {
        Set<String> names = new HashSet<>();
        for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
            if (entry instanceof ClassEntry type) {
                names.add(type.asInternalName());
            } else if (entry instanceof Utf8Entry text && text.stringValue().contains("Lorg/jbeam/")) {
                CLASS_NAME.matcher(text.stringValue()).results().forEach(found -> names.add(found.group(1)));
            }
        }
        return names;
    }

    private static void describe(ModuleDescriptor module, StringBuilder out) {
        out.append("module ").append(module.name()).append('\n');
        module.requires().stream().filter(required -> !required.name().equals("java.base")).map(required -> "  requires "
                + (required.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE) ? "transitive " : "") + required.name() + '\n')
                .sorted().forEach(out::append);
        module.exports().stream().map(export -> "  exports " + export.source() + (export.isQualified() ? " to " + new TreeSet<>(export.targets()) : "") + '\n')
                .sorted().forEach(out::append);
        module.opens().stream().map(opened -> "  opens " + opened.source() + '\n').sorted().forEach(out::append);
        module.provides().stream().map(provided -> "  provides " + provided.service() + '\n').sorted().forEach(out::append);
        module.uses().stream().map(used -> "  uses " + used + '\n').sorted().forEach(out::append);
    }
}
