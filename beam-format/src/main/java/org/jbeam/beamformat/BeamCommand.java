package org.jbeam.beamformat;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jbeam.term.Atom;

/** The command {@code beam}: looks into {@code .beam} files, compressed ones and those in archives as well, strips and compares them. */
public final class BeamCommand {
    private static final int USAGE = 2;
    private static final String HELP = """
            beam info FILE                       module, digest, sizes, what it exports
            beam chunks FILE                     the chunks and their sizes
            beam disasm FILE [FUNCTION/ARITY]    the code, as erlc -S writes it
            beam strip FILE OUT [CHUNK ...]      without what running it does not take, but for the chunks named
            beam diff FILE FILE                  in which chunks they differ that running them takes; status 1 if in any
            beam list ARCHIVE                    the files in a code archive (.ez)
            A FILE may stand in an archive: stdlib.ez/stdlib/ebin/lists.beam
            """;

    private final PrintStream out;

    private BeamCommand(PrintStream out) {
        this.out = out;
    }

    /** Runs the command; ends the JVM with status 0, 1 for a difference or a file that cannot be read, 2 for wrong arguments. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        int status;
        try {
            status = run(List.of(args), out);
        } catch (IOException | MalformedBeamException e) {
            System.err.println("beam: " + e);
            status = 1;
        }
        out.flush();
        System.exit(status);
    }

    /**
     * Runs the command.
     *
     * @param out where it prints
     * @return the exit status
     * @throws IOException a file that cannot be read or written
     * @throws MalformedBeamException a file that is no module
     */
    static int run(List<String> args, PrintStream out) throws IOException {
        BeamCommand command = new BeamCommand(out);
        String name = args.isEmpty() ? "" : args.getFirst();
        int count = args.size();
        if (name.equals("info") && count == 2) {
            return command.info(file(args.get(1)));
        }
        if (name.equals("chunks") && count == 2) {
            return command.chunks(file(args.get(1)));
        }
        if (name.equals("disasm") && (count == 2 || count == 3)) {
            return command.disassemble(file(args.get(1)), count == 3 ? args.get(2) : null);
        }
        if (name.equals("strip") && count >= 3) {
            byte[] small = BeamWriter.write(BeamWriter.strip(file(args.get(1)).chunks(), Set.copyOf(args.subList(3, count))));
            Files.write(Path.of(args.get(2)), small);
            return 0;
        }
        if (name.equals("diff") && count == 3) {
            List<String> names = BeamWriter.differences(file(args.get(1)).chunks(), file(args.get(2)).chunks());
            names.forEach(out::println);
            return names.isEmpty() ? 0 : 1;
        }
        if (name.equals("list") && count == 2) {
            BeamArchive.of(Files.readAllBytes(Path.of(args.get(1)))).names().forEach(out::println);
            return 0;
        }
        out.print(HELP);
        return USAGE;
    }

    private static BeamFile file(String name) throws IOException {
        return BeamFile.parse(BeamFile.gunzip(bytes(Path.of(name))));
    }

    /** What stands in a file, or in an archive under the rest of the path. */
    private static byte[] bytes(Path path) throws IOException {
        for (Path archive = path.getParent(); archive != null; archive = archive.getParent()) {
            if (Files.isRegularFile(archive)) {
                String inside = archive.relativize(path).toString().replace(File.separatorChar, '/');
                return BeamArchive.of(Files.readAllBytes(archive)).find(inside).orElseThrow(() -> new NoSuchFileException(path.toString()));
            }
        }
        return Files.readAllBytes(path);
    }

    private int info(BeamFile file) {
        out.println("module     " + file.module());
        out.println("md5        " + HexFormat.of().formatHex(file.md5()));
        out.println("functions  " + file.code().functionCount());
        out.println("labels     " + file.code().labelCount());
        out.println("atoms      " + file.atoms().size());
        out.println("literals   " + file.literals().size());
        out.println("opcodes    up to " + file.code().maxOpcode());
        out.println("imports    " + file.imports().size());
        for (Export export : file.exports()) {
            out.println("export     " + export.function() + "/" + export.arity());
        }
        return 0;
    }

    private int chunks(BeamFile file) {
        for (Chunk chunk : file.chunks().list()) {
            out.println(chunk.name() + " " + chunk.size());
        }
        return 0;
    }

    private int disassemble(BeamFile file, String function) {
        if (function == null) {
            out.print(Disassembler.disassemble(file));
            return 0;
        }
        int slash = function.lastIndexOf('/');
        for (FunctionCode each : file.code().functions()) {
            if (slash > 0 && each.name() == Atom.of(function.substring(0, slash)) && function.endsWith("/" + each.arity())) {
                out.print(Disassembler.disassemble(file, each));
                return 0;
            }
        }
        out.println("no function " + function);
        return 1;
    }
}
