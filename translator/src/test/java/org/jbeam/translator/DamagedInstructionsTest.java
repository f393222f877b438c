package org.jbeam.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jbeam.beamformat.BeamFile;
import org.jbeam.beamformat.BeamWriter;
import org.jbeam.beamformat.CodeEncoder;
import org.jbeam.beamformat.FunctionCode;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.MalformedBeamException;
import org.jbeam.beamformat.Operand;
import org.jbeam.runtime.BadFileException;
import org.jbeam.term.Atom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole instructions and operands are mixed up, so that far more of what comes out is loaded than when bytes change: {@link DamagedCodeTest}. */
class DamagedInstructionsTest {
    private static final int TRIES = DamagedFiles.ALL ? 50_000 : 600;

    private final Random random = new Random(20_251_123);

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void mixedUpCodeIsRefusedOrStaysInItsProcess() throws Exception {
        DamagedFiles.registerBifs();
        Translator translator = Translator.create();
        int loaded = 0;
        try (CodeRunner runner = new CodeRunner()) {
            for (int i = 0; i < TRIES; i++) {
                String module = DamagedFiles.MODULES.get(random.nextInt(DamagedFiles.MODULES.size()));
                byte[] file = mixedUp(BeamFile.parse(DamagedFiles.original(module)));
                try {
                    runner.run("try " + i + " of " + module, translator.prepare(Atom.of(module), file));
                    loaded++;
                } catch (BadFileException e) {
                    assertTrue(e.getCause() instanceof MalformedBeamException || e.getCause() instanceof VerifyError, () -> "" + e.getCause());
                }
            }
            runner.await();
            assertEquals(List.of(), runner.failures());
        }
        assertTrue(loaded > TRIES / 10, loaded + " loaded");
    }

    private byte[] mixedUp(BeamFile file) {
        List<FunctionCode> functions = new ArrayList<>(file.code().functions());
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int which = random.nextInt(functions.size());
            functions.set(which, mixedUp(functions.get(which), any(file.code().functions())));
        }
        return BeamWriter.write(BeamWriter.replace(file.chunks(), CodeEncoder.encode(file, functions)));
    }

    private FunctionCode mixedUp(FunctionCode function, FunctionCode other) {
        List<Instruction> code = new ArrayList<>(function.instructions());
        int first = function.entryIndex() + 1;
        if (first >= code.size()) {
            return function;
        }
        int one = first + random.nextInt(code.size() - first);
        int two = first + random.nextInt(code.size() - first);
        switch (random.nextInt(8)) {
            case 0 -> Collections.swap(code, one, two);
            case 1 -> code.add(one, code.get(two));
            case 2 -> code.remove(one);
            case 3 -> code.add(one, any(other.instructions()));
            case 4 -> code.set(one, another(code.get(one), other));
            default -> code.set(one, operandChanged(code.get(one), random.nextInt(4) == 0 ? other : function));
        }
        return FunctionCode.of(code);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Another instruction with the same operands, if there is one. */
    private Instruction another(Instruction old, FunctionCode from) {
        List<Instruction> alike = from.instructions().stream().filter(i -> i.op().operands().equals(old.op().operands())).toList();
        return alike.isEmpty() ? old : Instruction.of(any(alike).op(), old.args().toArray(new Operand[0]));
    }

    private Instruction operandChanged(Instruction old, FunctionCode from) {
        if (old.arity() == 0) {
            return old;
        }
        List<Operand> pool = new ArrayList<>();
        from.instructions().forEach(i -> flatten(i.args(), pool));
        List<Operand> args = new ArrayList<>(old.args());
        int which = random.nextInt(args.size());
        args.set(which, changed(args.get(which), pool));
        return Instruction.of(old.op(), args.toArray(new Operand[0]));
    }

    private static void flatten(List<? extends Operand> operands, List<Operand> into) {
        for (Operand operand : operands) {
            if (operand instanceof Operand.ListOperand list) {
                flatten(list.elements(), into);
            } else {
                into.add(operand);
            }
        }
    }

    private Operand changed(Operand old, List<Operand> pool) {
        if (old instanceof Operand.ListOperand list && list.size() > 0) {
            List<Operand> elements = new ArrayList<>(list.elements());
            int which = random.nextInt(elements.size());
            elements.set(which, changed(elements.get(which), pool));
            return new Operand.ListOperand(elements);
        }
        if (old instanceof Operand.Unsigned && random.nextBoolean()) {
            return Operand.Unsigned.of(random.nextInt(6));
        }
        List<Operand> alike = pool.stream().filter(o -> o.getClass() == old.getClass() && !o.equals(old)).toList();
        return alike.isEmpty() ? any(pool) : any(alike);
    }
}
