package org.jbeam.translator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jbeam.beamformat.FunctionCode;
import org.jbeam.beamformat.Import;
import org.jbeam.beamformat.Instruction;
import org.jbeam.runtime.BifTable;

/**
 * Finds the functions that never return {@code TAIL}: those whose tail calls, if any, are of themselves, of ordinary BIFs, and of other
 * such functions
 * of the module, without a circle and in a short chain. They need not count tail calls, nor their callers look at the result.
 */
final class TailAnalysis {
    /** The longest chain of tail calls that grows the stack without counting. */
    private static final int MAX_CHAIN = 8;

    private final ModuleTranslation module;
    private final Map<FunctionInfo, Set<FunctionInfo>> callees = new HashMap<>();
    private final Map<FunctionInfo, Integer> chain = new HashMap<>();

    TailAnalysis(ModuleTranslation module) {
        this.module = module;
    }

    void run() {
        List<FunctionInfo> open = new ArrayList<>();
        for (FunctionInfo f : module.functions()) {
            Set<FunctionInfo> tails = new HashSet<>();
            if (f.bif != null) {
                f.mayTail = f.bif.mayTailCall();
                chain.put(f, 0);
            } else if (onlyLocal(f, tails)) {
                tails.remove(f);
                callees.put(f, tails);
                open.add(f);
            }
        }
        boolean changed = true;
        while (changed) {
            changed = open.removeIf(this::settle);
        }
    }

    /** Are all its local callees settled, and those of its circle, at the end of short chains? Then so is it. */
    private boolean settle(FunctionInfo f) {
        List<FunctionInfo> group = f.circle == null ? List.of(f) : f.circle.members();
        Set<FunctionInfo> leaves = new HashSet<>();
        for (FunctionInfo member : group) {
            Set<FunctionInfo> tails = callees.get(member);
            if (tails == null) {
                return false;
            }
            leaves.addAll(tails);
        }
        group.forEach(leaves::remove);
        int longest = -1;
        for (FunctionInfo callee : leaves) {
            if (callee.mayTail) {
                return false;
            }
            longest = Math.max(longest, chain.get(callee));
        }
        if (longest + 1 > MAX_CHAIN) {
            return false;
        }
        for (FunctionInfo member : group) {
            chain.put(member, longest + 1);
            member.mayTail = false;
        }
        return true;
    }

    /** Collects the functions of the module that it tail-calls; false when it tail-calls anything else. */
    private boolean onlyLocal(FunctionInfo f, Set<FunctionInfo> tails) {
        FunctionCode code = f.code;
        List<Instruction> all = code.instructions();
        for (int at = code.entryIndex(); at < all.size(); at++) {
            Instruction i = all.get(at);
            switch (i.op()) {
                case CALL_LAST, CALL_ONLY -> {
                    FunctionInfo callee = module.functionAt(i.label(1));
                    if (callee != null) {
                        tails.add(callee);
                    }
                }
                case CALL_EXT, CALL_EXT_LAST, CALL_EXT_ONLY -> {
                    if ((i.op() != org.jbeam.beamformat.Opcode.CALL_EXT || f.graph.endsBlock(i)) && leaves(i)) {
                        return false;
                    }
                }
                case APPLY_LAST -> {
                    return false;
                }
                case CALL_FUN, CALL_FUN2, APPLY -> {
                    if (f.graph.isReturned(at, all.size())) {
                        return false;
                    }
                }
                default -> { }
            }
        }
        return true;
    }

    private boolean leaves(Instruction i) {
        Import callee = module.file().imports().get(i.number(1));
        BifTable.Entry bif = BifTable.find(callee.module(), callee.function(), callee.arity());
        return CallEmitter.isApply(callee) || bif == null || bif.mayTailCall();
    }
}
