package org.jbeam.beamformat;

import static org.jbeam.beamformat.Assembly.atom;
import static org.jbeam.beamformat.Assembly.f;
import static org.jbeam.beamformat.Assembly.function;
import static org.jbeam.beamformat.Assembly.label;
import static org.jbeam.beamformat.Assembly.module;
import static org.jbeam.beamformat.Assembly.op;
import static org.jbeam.beamformat.Assembly.u;
import static org.jbeam.beamformat.Assembly.x;
import static org.jbeam.beamformat.Assembly.y;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jbeam.beamformat.Operand.FloatReg;
import org.jbeam.beamformat.Operand.IntOperand;
import org.jbeam.beamformat.Operand.ListOperand;
import org.jbeam.term.IntegerTerm;
import org.junit.jupiter.api.Test;

class CodeValidatorTest {
    private static final Instruction RETURN = op(Opcode.RETURN);
    private static final int CALL_ERROR = importIndex("error");
    private static final int CALL_MAP = importIndex("map");

    private static int importIndex(String function) {
        List<Import> imports = Samples.sample().imports();
        for (int i = 0; i < imports.size(); i++) {
            if (imports.get(i).function().name().equals(function)) {
                return i;
            }
        }
        throw new AssertionError(function);
    }

    private static void accepts(BeamFile file) {
        assertDoesNotThrow(() -> CodeValidator.validate(file, 25));
    }

    private static void refuses(String why, BeamFile file) {
        MalformedBeamException e = assertThrows(MalformedBeamException.class, () -> CodeValidator.validate(file, 25));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void realFilesPass() {
        accepts(Samples.sample());
        accepts(BeamFile.parse(Samples.OLDER));
        accepts(module(1, RETURN));
    }

    @Test
    void labelsAreDefinedOnce() {
        refuses("label 3 twice", module(1, label(3), label(3), RETURN));
        refuses("not defined", module(1, op(Opcode.JUMP, f(9))));
        refuses("label 0", module(1, label(0), RETURN));
    }

    @Test
    void jumpsStayInside() {
        FunctionCode other = function(3, 0, label(5), op(Opcode.MOVE, Operand.NilOperand.NIL, x(0)), RETURN);
        refuses("belongs to another function", module(function(1, 0, op(Opcode.JUMP, f(5))), other));
        refuses("not the entry", module(function(1, 0, op(Opcode.CALL_ONLY, u(0), f(5))), other));
        refuses("not the entry", module(function(1, 0, op(Opcode.CALL_ONLY, u(1), f(4))), other));
        accepts(module(function(1, 0, op(Opcode.CALL_ONLY, u(0), f(4))), other));
    }

    @Test
    void functionsDoNotRunOffTheirEnd() {
        refuses("runs off its end", module(1));
        refuses("runs off its end", module(1, op(Opcode.MOVE, x(0), x(1))));
        accepts(module(2, op(Opcode.CALL_EXT, u(2), u(CALL_MAP))));
    }

    @Test
    void operandsAreOfTheirKind() {
        refuses("cannot be", module(1, op(Opcode.MOVE, x(0), u(1)), RETURN));
        refuses("cannot be", module(1, op(Opcode.MOVE, u(0), x(1)), RETURN));
        refuses("cannot be", module(1, op(Opcode.IS_ATOM, f(0), x(0)), RETURN));
        refuses("cannot be", module(1, op(Opcode.TEST_HEAP, u(1), u(1025)), RETURN));
        refuses("cannot be", module(1, op(Opcode.MAKE_FUN3, u(0), x(0), new ListOperand(List.of())), RETURN));
        refuses("cannot be", module(1, op(Opcode.CALL_EXT, u(2), u(99)), RETURN));
        refuses("arity", module(1, op(Opcode.CALL_EXT, u(1), u(CALL_MAP)), RETURN));
        refuses("cannot be", module(1, op(Opcode.LINE, u(99)), RETURN));
        refuses("groups of 2", module(1, op(Opcode.SELECT_VAL, x(0), f(1), new ListOperand(List.of(atom("f")))), RETURN));
        refuses("a list of groups", module(1, op(Opcode.SELECT_VAL, x(0), f(1), x(0)), RETURN));
        refuses("cannot be", module(1, op(Opcode.BS_START_MATCH4, atom("f"), u(1), x(0), x(1)), RETURN));
    }

    @Test
    void stringsAreInsideThePool() {
        accepts(module(1, op(Opcode.BS_MATCH_STRING, f(1), x(0), u(24), u(0)), RETURN));
        refuses("string pool", module(1, op(Opcode.BS_MATCH_STRING, f(1), x(0), u(24), u(1)), RETURN));
        refuses("string pool", module(1, op(Opcode.BS_PUT_STRING, u(Long.MAX_VALUE), u(1)), RETURN));
        refuses("string pool", module(1, createBin(atom("string"), u(0), 4)));
        refuses("value cannot be", module(1, createBin(atom("integer"), u(0), 3)));
    }

    private static Instruction createBin(Operand type, Operand value, int size) {
        ListOperand list = new ListOperand(List.of(type, u(0), u(8), Operand.NilOperand.NIL, value, new IntOperand(IntegerTerm.of(size))));
        return op(Opcode.BS_CREATE_BIN, f(0), u(0), u(1), u(1), x(0), list);
    }

    @Test
    void framesAreInStep() {
        Instruction allocate = op(Opcode.ALLOCATE, u(2), u(1));
        Instruction deallocate = op(Opcode.DEALLOCATE, u(2));
        accepts(module(1, allocate, op(Opcode.MOVE, x(0), y(1)), deallocate, RETURN));
        accepts(module(1, allocate, op(Opcode.TRIM, u(1), u(1)), op(Opcode.DEALLOCATE, u(1)), RETURN));
        refuses("y2", module(1, allocate, op(Opcode.MOVE, x(0), y(2)), deallocate, RETURN));
        refuses("y0", module(1, op(Opcode.MOVE, x(0), y(0)), RETURN));
        refuses("y1", module(1, allocate, op(Opcode.TRIM, u(1), u(1)), op(Opcode.INIT_YREGS, new ListOperand(List.of(y(1))))));
        refuses("stack frame is 2", module(1, allocate, RETURN));
        refuses("stack frame is 2", module(1, allocate, allocate));
        refuses("stack frame is none", module(1, deallocate, RETURN));
        refuses("stack frame is 2", module(1, allocate, op(Opcode.TRIM, u(1), u(2))));
        refuses("stack frame is 2", module(1, allocate, op(Opcode.CALL_LAST, u(1), f(2), u(3))));
    }

    @Test
    void framesThatDifferWhereTheyMeetAreUndecided() {
        Instruction allocate = op(Opcode.ALLOCATE_ZERO, u(2), u(1));
        Instruction test = op(Opcode.IS_ATOM, f(3), x(0));
        Instruction small = op(Opcode.TRIM, u(1), u(1));
        refuses("undecided", module(1, test, allocate, label(3), op(Opcode.DEALLOCATE, u(2)), RETURN));
        accepts(module(1, test, allocate, label(3), op(Opcode.BADMATCH, x(0))));
        accepts(module(1, allocate, test, small, label(3), op(Opcode.BADMATCH, y(0))));
        refuses("y1", module(1, allocate, test, small, label(3), op(Opcode.BADMATCH, y(1))));
    }

    @Test
    void behindACallThatNeverReturnsAnythingMayStand() {
        Instruction allocate = op(Opcode.ALLOCATE, u(2), u(1));
        Instruction error = op(Opcode.CALL_EXT, u(2), u(CALL_ERROR));
        accepts(module(2, op(Opcode.IS_ATOM, f(3), x(0)), allocate, error, label(3), RETURN));
        accepts(module(2, op(Opcode.IS_ATOM, f(3), x(0)), allocate, op(Opcode.CALL_EXT_LAST, u(2), u(CALL_ERROR), u(7)), label(3), RETURN));
        refuses("stack frame", module(2, allocate, op(Opcode.CALL_EXT_LAST, u(2), u(CALL_MAP), u(7))));
    }

    @Test
    void registersAreWrittenBeforeTheyAreRead() {
        refuses("x1 holds no value", module(1, op(Opcode.MOVE, x(1), x(0)), RETURN));
        refuses("x0 holds no value", module(0, RETURN));
        refuses("x1 holds no value", module(function(1, 1, op(Opcode.CALL_ONLY, u(2), f(4))), function(3, 2, RETURN)));
        refuses("y0 holds no value", module(1, op(Opcode.ALLOCATE, u(1), u(1)), op(Opcode.MOVE, y(0), x(0)), op(Opcode.DEALLOCATE, u(1)), RETURN));
        accepts(module(1, op(Opcode.ALLOCATE_ZERO, u(1), u(1)), op(Opcode.MOVE, y(0), x(0)), op(Opcode.DEALLOCATE, u(1)), RETURN));
        refuses("fr0 holds no value", module(1, op(Opcode.FMOVE, new FloatReg(0), x(0)), RETURN));
        accepts(module(1, op(Opcode.FCONV, x(0), new FloatReg(0)), op(Opcode.FMOVE, new FloatReg(0), x(0)), RETURN));
        refuses("x1 holds no value", module(2, op(Opcode.CALL_EXT, u(2), u(CALL_MAP)), op(Opcode.MOVE, x(1), x(0)), RETURN));
        refuses("x0 holds no value", module(0, op(Opcode.APPLY, u(0)), RETURN));
    }

    @Test
    void onlyWhatEveryPathWritesHoldsAValue() {
        Instruction test = op(Opcode.IS_ATOM, f(3), x(0));
        refuses("x1 holds no value", module(1, test, op(Opcode.MOVE, x(0), x(1)), label(3), op(Opcode.MOVE, x(1), x(0)), RETURN));
        accepts(module(1, op(Opcode.MOVE, x(0), x(1)), test, label(3), op(Opcode.MOVE, x(1), x(0)), RETURN));
        refuses("x1 holds no value", module(1, op(Opcode.SEND)));
    }

    @Test
    void aLoopThatLosesARegisterIsSeen() {
        refuses("x1 holds no value", module(2, label(3), op(Opcode.MOVE, x(1), x(0)), op(Opcode.CALL_FUN, u(0)), op(Opcode.JUMP, f(3))));
    }

    @Test
    void handlersNest() {
        Instruction allocate = op(Opcode.ALLOCATE, u(2), u(1));
        Instruction outer = op(Opcode.TRY, y(0), f(3));
        Instruction inner = op(Opcode.CATCH, y(1), f(4));
        Instruction[] good = {allocate, outer, inner, op(Opcode.MOVE, x(0), x(1)), label(4), op(Opcode.CATCH_END, y(1)), op(Opcode.TRY_END, y(0)),
            op(Opcode.DEALLOCATE, u(2)), RETURN, label(3), op(Opcode.TRY_CASE, y(0)), op(Opcode.DEALLOCATE, u(2)), RETURN};
        accepts(module(1, good));
        Instruction handler = op(Opcode.TRY_CASE, y(0));
        refuses("not the innermost", module(1, allocate, outer, inner, op(Opcode.TRY_END, y(0)),
                label(3), handler, label(4), op(Opcode.CATCH_END, y(1))));
        refuses("not the innermost", module(1, allocate, op(Opcode.TRY_END, y(0))));
        refuses("active", module(1, allocate, outer, op(Opcode.DEALLOCATE, u(2)), RETURN, label(3), handler, op(Opcode.BADMATCH, x(0))));
        refuses("active", module(1, allocate, outer, op(Opcode.TRIM, u(1), u(1)), RETURN, label(3), handler, op(Opcode.BADMATCH, x(0))));
        refuses("cannot hold a handler", module(1, allocate, outer, outer, label(3), handler, op(Opcode.BADMATCH, x(0))));
        refuses("belongs to a handler", module(1, allocate, outer, op(Opcode.MOVE, x(0), y(0)), label(3), handler, op(Opcode.BADMATCH, x(0))));
        refuses("different handlers meet", module(1, allocate, op(Opcode.IS_ATOM, f(4), x(0)), outer, op(Opcode.JUMP, f(4)),
                label(3), handler, op(Opcode.BADMATCH, x(0)), label(4), op(Opcode.BADMATCH, x(0))));
        refuses("goes into the handler", module(1, allocate, outer, op(Opcode.JUMP, f(3)), label(3), handler, op(Opcode.BADMATCH, x(0))));
        refuses("goes into the handler", module(1, allocate, outer, label(3), handler, op(Opcode.BADMATCH, x(0))));
        refuses("goes into the handler", module(0, op(Opcode.ALLOCATE, u(2), u(0)), inner, label(4), op(Opcode.CATCH_END, y(1))));
        refuses("not behind a label", module(1, allocate, outer, op(Opcode.BADMATCH, x(0)), label(3), op(Opcode.INIT_YREGS,
                new ListOperand(List.of(y(1)))), handler, op(Opcode.BADMATCH, x(0))));
        refuses("holds no value", module(1, allocate, outer, op(Opcode.TRY_END, y(0)), op(Opcode.BADMATCH, x(0)),
                label(3), op(Opcode.BADMATCH, x(0))));
    }

    @Test
    void onlyAnExceptionComesToAHandler() {
        Instruction allocate = op(Opcode.ALLOCATE, u(1), u(1));
        Instruction handler = op(Opcode.TRY_CASE, y(0));
        Instruction[] begin = {allocate, op(Opcode.TRY, y(0), f(3)), op(Opcode.CALL, u(1), f(2)), op(Opcode.JUMP, f(3)),
            label(3), handler, op(Opcode.BADMATCH, x(0))};
        List<Instruction> checked = CodeValidator.validate(module(1, begin), 25).get(0).instructions();
        assertEquals(Opcode.IF_END, checked.get(checked.size() - 4).op());
        refuses("goes into the handler", module(1, allocate, begin[1], op(Opcode.MOVE, x(0), x(1)), begin[3], begin[4], handler, begin[6]));
    }

    @Test
    void codeThatNoPathReachesIsLeftOut() {
        BeamFile file = module(1, RETURN, op(Opcode.MOVE, y(9), x(0)), label(3), op(Opcode.JUMP, f(3)));
        FunctionCode checked = CodeValidator.validate(file, 25).get(0);
        assertEquals(file.code().functions().get(0).instructions().subList(0, 4), checked.instructions());
        assertEquals(Samples.sample().code().functions().size(), CodeValidator.validate(Samples.sample(), 25).size());
    }

    @Test
    void namesAreUsedOnce() {
        refuses("twice", module(function(3, 1, RETURN), function(5, 1, RETURN)));
        Instruction foreign = op(Opcode.FUNC_INFO, atom("f"), atom("f"), u(1));
        refuses("the module is", module(FunctionCode.of(List.of(label(1), foreign, label(2), RETURN))));
        refuses("no arguments", module(1, op(Opcode.ON_LOAD), RETURN));
    }

    @Test
    void pathsThatAreTooEntangledAreRefused() {
        List<Instruction> body = new java.util.ArrayList<>();
        int labels = 900;
        for (int i = 0; i < labels; i++) {
            body.add(op(Opcode.MOVE, Operand.NilOperand.NIL, x(i + 1)));
        }
        for (int i = 0; i < labels; i++) {
            body.add(op(Opcode.IS_ATOM, f(3 + labels - i), x(0)));
            body.add(op(Opcode.MOVE, x(0), x(i + 1)));
        }
        for (int i = 0; i < labels; i++) {
            body.add(label(4 + i));
            body.add(op(Opcode.MOVE, x(0), x(0)));
        }
        body.add(RETURN);
        BeamFile file = module(1, body.toArray(new Instruction[0]));
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(java.time.Duration.ofSeconds(20), () -> FuzzTest.use(file));
    }

    @Test
    void bitMatchStepsAreWhole() {
        Operand tag = atom("integer");
        ListOperand list = new ListOperand(List.of(tag, u(1), Operand.NilOperand.NIL, u(8), u(1), x(1)));
        BeamFile file = module(1, op(Opcode.BS_MATCH, f(1), x(0), list), op(Opcode.MOVE, x(1), x(0)), RETURN);
        assertDoesNotThrow(() -> CodeValidator.validate(file, 26));
        assertTrue(Disassembler.disassemble(file).contains("{bs_match,{f,1},{x,0},{commands,[{integer,1,nil,8,1,{x,1}}]}}."));
        BeamFile cut = module(1, op(Opcode.BS_MATCH, f(1), x(0), new ListOperand(list.elements().subList(0, 5))), RETURN);
        assertThrows(MalformedBeamException.class, () -> CodeValidator.validate(cut, 26));
        BeamFile other = module(1, op(Opcode.BS_MATCH, f(1), x(0), new ListOperand(List.of(atom("f"), u(1)))), RETURN);
        assertThrows(MalformedBeamException.class, () -> CodeValidator.validate(other, 26));
    }

    @Test
    void otherReleasesAreNamed() {
        BeamFile old = module(1, op(Opcode.PUT_LITERAL, u(0), x(0)), RETURN);
        assertTrue(assertThrows(UnsupportedBeamException.class, () -> CodeValidator.validate(old, 25)).getMessage().contains("too old compiler"));
        BeamFile newer = module(1, op(Opcode.EXECUTABLE_LINE, u(0), u(0)), RETURN);
        assertThrows(UnsupportedBeamException.class, () -> CodeValidator.validate(newer, 25));
        assertDoesNotThrow(() -> CodeValidator.validate(newer, 27));
        BeamFile dropped = module(1, op(Opcode.ALLOCATE_ZERO, u(0), u(0)), op(Opcode.DEALLOCATE, u(0)), RETURN);
        assertDoesNotThrow(() -> CodeValidator.validate(dropped, 28));
        assertThrows(UnsupportedBeamException.class, () -> CodeValidator.validate(dropped, 29));
    }

    @Test
    void tablesPointToEntries() {
        BeamChunks chunks = module(1, RETURN).chunks();
        byte[] export = {0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1};
        BeamFile file = BeamFile.of(BeamWriter.replace(chunks, Chunk.of("ExpT", export)), org.jbeam.etf.EtfDecoder.create());
        refuses("not the entry", file);
    }
}
