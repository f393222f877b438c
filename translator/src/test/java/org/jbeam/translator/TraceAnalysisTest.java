package org.jbeam.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jbeam.beamformat.BeamFile;
import org.jbeam.beamformat.FunctionCode;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Opcode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which catches can show a trace to the program. */
class TraceAnalysisTest {
    @ParameterizedTest
    @CsvSource({"tested, NONE", "told_apart, NONE", "compared, NONE", "returned, SHOWN", "reason, SHOWN", "kept, SHOWN"})
    void aTraceIsWantedWhereItCanBeSeen(String function, TraceUse expected) throws Exception {
        FunctionCode code = BeamFile.parse(TestMachine.resource("jb_catches.beam")).code().functions().stream()
                .filter(f -> f.name().name().equals(function)).findFirst().orElseThrow();
        Instruction begin = code.instructions().stream().filter(i -> i.op() == Opcode.CATCH).findFirst().orElseThrow();
        assertEquals(expected, new TraceAnalysis(code).of(begin));
    }
}
