package org.jbeam.runtime.ops;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jbeam.term.Term;

/** The cases of a branch that has too many for a Java switch: a number for each constant. */
public final class SelectTable {
    private final Map<Term, Integer> cases;
    private final int otherwise;

    private SelectTable(Map<Term, Integer> cases, int otherwise) {
        this.cases = cases;
        this.otherwise = otherwise;
    }

    /** A table; of equal keys the first counts. */
    public static SelectTable of(List<Term> keys, List<Integer> numbers, int otherwise) {
        Map<Term, Integer> cases = new HashMap<>(2 * keys.size());
        for (int i = 0; i < keys.size(); i++) {
            cases.putIfAbsent(keys.get(i), numbers.get(i));
        }
        return new SelectTable(cases, otherwise);
    }

    /** The number for a value. */
    public int find(Term value) {
        return cases.getOrDefault(value, otherwise);
    }
}
