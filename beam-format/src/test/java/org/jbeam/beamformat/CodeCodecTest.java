package org.jbeam.beamformat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jbeam.beamformat.Operand.AllocList;
import org.jbeam.beamformat.Operand.AtomOperand;
import org.jbeam.beamformat.Operand.FloatReg;
import org.jbeam.beamformat.Operand.IntOperand;
import org.jbeam.beamformat.Operand.Label;
import org.jbeam.beamformat.Operand.ListOperand;
import org.jbeam.beamformat.Operand.Literal;
import org.jbeam.beamformat.Operand.NilOperand;
import org.jbeam.beamformat.Operand.TypedReg;
import org.jbeam.beamformat.Operand.Unsigned;
import org.jbeam.beamformat.Operand.X;
import org.jbeam.beamformat.Operand.Y;
import org.jbeam.term.Atom;
import org.jbeam.term.IntegerTerm;
import org.junit.jupiter.api.Test;

class CodeCodecTest {
    private static final BeamFile SAMPLE = Samples.sample();

    @Test
    void codeIsEncodedAsOtpDoes() {
        for (byte[] bytes : List.of(Samples.SAMPLE, Samples.OLDER)) {
            BeamFile file = BeamFile.parse(bytes);
            byte[] code = file.chunks().find("Code").orElseThrow().toByteArray();
            assertArrayEquals(code, CodeEncoder.encode(file, file.code().functions()).toByteArray());
        }
    }

    @Provide
    Arbitrary<Instruction> instructions() {
        return Arbitraries.of(Opcode.values())
                .filter(op -> op != Opcode.INT_CODE_END && op != Opcode.FUNC_INFO && op != Opcode.LABEL)
                .flatMap(op -> operand().list().ofSize(op.arity()).flatMap(args -> list().map(list -> instruction(op, args, list))));
    }

    private static Instruction instruction(Opcode op, List<Operand> operands, ListOperand list) {
        Operand[] args = operands.toArray(new Operand[0]);
        if (args.length > 0 && op.operands().get(args.length - 1) == OperandKind.LIST) {
            args[args.length - 1] = list;
        }
        return Instruction.of(op, args);
    }

    private static Arbitrary<ListOperand> list() {
        return operand().list().ofMaxSize(20).map(ListOperand::new);
    }

    private static Arbitrary<Operand> operand() {
        Arbitrary<Integer> register = Arbitraries.integers().between(0, BeamLimits.MAX_REGISTERS - 1);
        Arbitrary<Integer> amount = Arbitraries.integers().between(0, 1 << 20);
        return Arbitraries.oneOf(
                register.map(X::of), register.map(Y::of), register.map(FloatReg::new),
                Arbitraries.integers().between(0, SAMPLE.code().labelCount() - 1).map(Label::new),
                Arbitraries.of(SAMPLE.atoms()).map(AtomOperand::new),
                Arbitraries.just(NilOperand.NIL),
                Arbitraries.longs().greaterOrEqual(0).map(Unsigned::of),
                Arbitraries.bigIntegers().between(BigInteger.ONE.shiftLeft(200).negate(), BigInteger.ONE.shiftLeft(200))
                        .map(value -> new IntOperand(IntegerTerm.of(value))),
                Arbitraries.integers().between(0, SAMPLE.literals().size() - 1).map(i -> new Literal(i, SAMPLE.literals().get(i))),
                register.flatMap(r -> Arbitraries.integers().between(0, SAMPLE.types().size() - 1).map(t -> new TypedReg(X.of(r), t))),
                amount.map(n -> new AllocList(n, n / 2, n / 3)));
    }

    @Property(tries = 200)
    void whatIsEncodedIsDecodedAgain(@ForAll("instructions") Instruction first, @ForAll("instructions") Instruction second) {
        FunctionCode function = Assembly.function(1, 3, first, second);
        BeamFile file = Assembly.module(function);
        assertEquals(function.instructions(), file.code().functions().get(0).instructions());
    }

    @Property(tries = 200)
    void validationEndsForAnyInstruction(@ForAll("instructions") Instruction first, @ForAll("instructions") Instruction second) {
        BeamFile file = Assembly.module(2, first, second, Instruction.of(Opcode.RETURN));
        FuzzTest.use(file);
    }

    @Test
    void atomsMustBeInTheTable() {
        FunctionCode function = Assembly.function(1, 0, Instruction.of(Opcode.MOVE, new AtomOperand(Atom.of("not in the table")), X.of(0)));
        assertThrows(IllegalArgumentException.class, () -> CodeEncoder.encode(SAMPLE, List.of(function)));
    }

    @Test
    void functionsNeedTheirHead() {
        Instruction label = Instruction.of(Opcode.LABEL, Unsigned.of(1));
        assertThrows(IllegalArgumentException.class, () -> FunctionCode.of(List.of(label, label)));
        assertThrows(IllegalArgumentException.class, () -> Instruction.of(Opcode.MOVE, X.of(0)));
    }
}
