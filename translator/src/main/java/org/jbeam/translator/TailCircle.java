package org.jbeam.translator;

import java.lang.constant.ClassDesc;
import java.util.List;

/** Functions of a module that tail-call one another in a circle and share one Java method, so that these calls are jumps. */
final class TailCircle {
    private final List<FunctionInfo> members;
    private final Rt.Method method;
    private final int arguments;

    /** {@code members} in the order of the file. */
    TailCircle(List<FunctionInfo> members) {
        this.members = members;
        this.arguments = members.stream().mapToInt(FunctionInfo::arity).max().orElseThrow();
        FunctionInfo first = members.get(0);
        ClassDesc[] parameters = Rt.terms(arguments, Rt.PROCESS, Rt.INT, Rt.INT);
        this.method = Rt.statik(first.method.owner(), first.javaName() + "$c", Rt.TERM, parameters);
    }

    List<FunctionInfo> members() {
        return members;
    }

    /** {@code (process, depth, number of the member, as many terms as the longest argument list has)}. */
    Rt.Method method() {
        return method;
    }

    /** How many terms the method takes. */
    int arguments() {
        return arguments;
    }
}
