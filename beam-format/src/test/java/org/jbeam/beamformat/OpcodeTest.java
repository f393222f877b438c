package org.jbeam.beamformat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpcodeTest {
    @Test
    void tableAgreesWithGenop() {
        List<String> rows = Samples.lines("opcodes.tsv").stream().filter(line -> !line.startsWith("#")).toList();
        assertEquals(BeamLimits.MAX_OPCODE, rows.size());
        for (String row : rows) {
            String[] columns = row.split("\t");
            Opcode op = Opcode.of(Integer.parseInt(columns[0]));
            assertEquals(row, op.number() + "\t" + op.opName() + "\t" + op.arity() + "\t" + op.introducedIn() + "\t" + op.droppedIn());
        }
    }

    @Test
    void thirtySixAreTooOldFor25() {
        assertEquals(36, List.of(Opcode.values()).stream().filter(op -> op.isObsoleteIn(25)).count());
        assertEquals(144, List.of(Opcode.values()).stream().filter(op -> !op.isObsoleteIn(25) && op.introducedIn() <= 25).count());
    }

    @Test
    void listsWithAGrammarOfTheirOwnHaveNoGroups() {
        assertEquals(List.of(), Opcode.BS_MATCH.listGroup());
        assertEquals(List.of(OperandKind.SOURCE, OperandKind.DESTINATION), Opcode.GET_MAP_ELEMENTS.listGroup());
        assertEquals(List.of(), Opcode.MOVE.listGroup());
    }

    @Test
    void unknownNumbersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Opcode.of(0));
        assertThrows(IllegalArgumentException.class, () -> Opcode.of(-1));
        assertThrows(IllegalArgumentException.class, () -> Opcode.of(194));
    }

    @Test
    void everyTailCallEndsItsBlockAndCanRaise() {
        for (Opcode op : Opcode.values()) {
            if (op.is(Opcode.Flag.TAIL_CALLS)) {
                assertTrue(op.is(Opcode.Flag.ENDS_BLOCK) && op.is(Opcode.Flag.CAN_RAISE), op.opName());
            }
            assertTrue(op.operands().contains(OperandKind.LIST) || op.listGroup().isEmpty(), op.opName());
        }
    }
}
