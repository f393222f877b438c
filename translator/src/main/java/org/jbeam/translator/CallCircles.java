package org.jbeam.translator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds functions that call one another in a circle: the strongly connected components under a relation, by Tarjan's algorithm
 * (Depth-first search and linear graph algorithms, SIAM J. Comput. 1972).
 */
final class CallCircles {
    private final List<FunctionInfo> functions;
    private final Function<FunctionInfo, List<FunctionInfo>> callees;
    private final Map<FunctionInfo, Integer> order = new HashMap<>();
    private final Map<FunctionInfo, Integer> low = new HashMap<>();
    private final ArrayDeque<FunctionInfo> open = new ArrayDeque<>();
    private final List<List<FunctionInfo>> circles = new ArrayList<>();

    /** A function whose callees are being visited. */
    private record Visit(FunctionInfo function, Iterator<FunctionInfo> callees) {}

    CallCircles(List<FunctionInfo> functions, Function<FunctionInfo, List<FunctionInfo>> callees) {
        this.functions = functions;
        this.callees = callees;
    }

    /** The circles: of two functions and more, and of one that is its own callee. */
    List<List<FunctionInfo>> find() {
        for (FunctionInfo f : functions) {
            if (!order.containsKey(f)) {
                visit(f);
            }
        }
        return circles;
    }

    private void visit(FunctionInfo root) {
        ArrayDeque<Visit> path = new ArrayDeque<>();
        path.push(begin(root));
        while (!path.isEmpty()) {
            Visit visit = path.peek();
            if (visit.callees.hasNext()) {
                FunctionInfo callee = visit.callees.next();
                if (!order.containsKey(callee)) {
                    path.push(begin(callee));
                } else if (open.contains(callee)) {
                    low.merge(visit.function, order.get(callee), Math::min);
                }
                continue;
            }
            path.pop();
            end(visit.function);
            if (!path.isEmpty()) {
                low.merge(path.peek().function, low.get(visit.function), Math::min);
            }
        }
    }

    private Visit begin(FunctionInfo f) {
        order.put(f, order.size());
        low.put(f, order.get(f));
        open.push(f);
        return new Visit(f, callees.apply(f).iterator());
    }

    private void end(FunctionInfo f) {
        if (!low.get(f).equals(order.get(f))) {
            return;
        }
        List<FunctionInfo> circle = new ArrayList<>();
        FunctionInfo member;
        do {
            member = open.pop();
            circle.add(member);
        } while (member != f);
        if (circle.size() > 1 || callees.apply(f).contains(f)) {
            circle.sort(Comparator.comparingInt(m -> m.number));
            circles.add(circle);
        }
    }
}
