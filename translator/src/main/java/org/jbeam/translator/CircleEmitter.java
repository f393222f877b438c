package org.jbeam.translator;

import java.lang.classfile.instruction.SwitchCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the method of a {@link TailCircle}: each member's code with local variables of its own, and jumps between them. A member's own method
 * calls it with the member's number.
 */
final class CircleEmitter {
    private static final int ENTRY = 2;
    private static final int FIRST_ARGUMENT = 3;

    private final TailCircle circle;
    private final Code code;
    private final Map<FunctionInfo, FunctionEmitter> emitters = new LinkedHashMap<>();

    CircleEmitter(ModuleTranslation module, TailCircle circle, Code code) {
        this.circle = circle;
        this.code = code;
        int base = FIRST_ARGUMENT + circle.arguments();
        for (FunctionInfo f : circle.members()) {
            Locals locals = new Locals(f.graph, base);
            emitters.put(f, new FunctionEmitter(module, f, code, new TypeFlow(f.graph, module.file()), locals, this));
            base = locals.end();
        }
    }

    void emit() {
        for (FunctionEmitter member : emitters.values()) {
            new Prologue(member).clearFrame();
        }
        List<SwitchCase> cases = new ArrayList<>();
        for (int i = 0; i < circle.members().size(); i++) {
            cases.add(SwitchCase.of(i, code.label()));
        }
        code.iload(ENTRY).select(cases.get(0).target(), cases);
        int number = 0;
        for (FunctionEmitter member : emitters.values()) {
            code.bind(cases.get(number++).target());
            for (int i = 0; i < member.function.arity(); i++) {
                int argument = FIRST_ARGUMENT + i;
                LongEmitter.argument(member, i, () -> code.aload(argument));
            }
            LongEmitter.clear(member);
            code.jump(member.loop());
        }
        emitters.values().forEach(FunctionEmitter::emitMember);
    }

    /** Goes from one member to another, with the arguments in x registers; false when {@code callee} is not in the circle. */
    boolean jump(FunctionEmitter from, FunctionInfo callee) {
        FunctionEmitter to = emitters.get(callee);
        if (to == null) {
            return false;
        }
        for (int i = 0; i < callee.arity(); i++) {
            LongEmitter.pass(from, to, i);
        }
        LongEmitter.clear(to);
        code.jump(to.loop());
        return true;
    }

    /** Writes a member's own method. */
    static void wrapper(FunctionEmitter f, TailCircle circle) {
        Code code = f.code;
        f.hiddenLine();
        if (f.function.mayTail) {
            new Prologue(f).defer(f.function.arity(), DualRegisters.NONE);
        }
        code.aload(Locals.PROCESS).iload(Locals.DEPTH).constant(circle.members().indexOf(f.function));
        for (int i = 0; i < circle.arguments(); i++) {
            if (i < f.function.arity()) {
                code.aload(f.locals.x(i));
            } else {
                code.aconstNull();
            }
        }
        code.call(circle.method()).areturn();
    }
}
