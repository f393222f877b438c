package org.jbeam.translator;

import java.util.ArrayList;
import java.util.List;
import org.jbeam.beamformat.Instruction;

/** Finds the functions that tail-call one another in a circle. */
final class TailCircles {
    private final ModuleTranslation module;

    TailCircles(ModuleTranslation module) {
        this.module = module;
    }

    /** The circles of two functions and more. */
    List<List<FunctionInfo>> find() {
        return new CallCircles(module.functions(), this::callees).find();
    }

    private List<FunctionInfo> callees(FunctionInfo f) {
        List<FunctionInfo> callees = new ArrayList<>();
        if (f.bif != null || f.arity() > Rt.MAX_SPREAD) {
            return callees;
        }
        for (Instruction i : f.code.instructions()) {
            switch (i.op()) {
                case CALL_LAST, CALL_ONLY -> {
                    FunctionInfo callee = module.functionAt(i.label(1));
                    if (callee != null && callee != f && callee.bif == null && callee.arity() <= Rt.MAX_SPREAD && !callees.contains(callee)) {
                        callees.add(callee);
                    }
                }
                default -> { }
            }
        }
        return callees;
    }
}
