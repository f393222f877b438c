package com.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import org.jbeam.beamformat.BeamFile;
import org.jbeam.beamformat.BeamWriter;
import org.jbeam.beamformat.CodeValidator;
import org.jbeam.beamformat.Disassembler;
import org.jbeam.beamformat.FunctionCode;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Opcode;
import org.jbeam.term.Atom;

/** The code of the library's README. */
final class Example {
    private Example() {}

    static byte[] strip(Path path, StringBuilder out) throws IOException {
        BeamFile file = BeamFile.parse(BeamFile.gunzip(Files.readAllBytes(path)));
        CodeValidator.validate(file, 25);                          // MalformedBeamException, or fit to be run

        out.append(file.module()).append(HexFormat.of().formatHex(file.md5()));
        file.imports().forEach(out::append);                       // erlang:'++'/2 ...

        FunctionCode function = file.code().function(Atom.of("h"), 3).orElseThrow();
        out.append(Disassembler.disassemble(file, function));   // as erlc -S writes it

        for (Instruction instruction : function.instructions()) {
            if (instruction.op().is(Opcode.Flag.TAIL_CALLS)) {     // ask what it does, not what it is called
                out.append(instruction);
            }
        }

        byte[] small = BeamWriter.write(BeamWriter.strip(file.chunks(), Set.of("Attr")));
        return small;
    }
}
