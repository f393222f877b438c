package org.jbeam.matchspec;

import java.util.ArrayDeque;
import java.util.TreeSet;
import org.jbeam.term.Cons;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * What OTP's messages call the variables of a specification: once a head has one with a larger number, it renumbers those of all clauses in the
 * order of their numbers.
 */
final class Variables {
    /** Keeps the numbers. */
    static final Variables AS_THEY_ARE = new Variables(null);

    /** Heads with a variable of this number, or a larger one, are why they are renumbered. */
    static final int RENUMBERED = 25;

    private final TreeSet<Integer> numbers;

    /** Renumbers those of a term; keeps their numbers for null. */
    Variables(Term spec) {
        if (spec == null) {
            numbers = null;
            return;
        }
        numbers = new TreeSet<>();
        ArrayDeque<Term> work = new ArrayDeque<>();
        work.push(spec);
        while (!work.isEmpty()) {
            Term term = work.pop();
            switch (term) {
                case Tuple tuple -> {
                    for (int i = 0; i < tuple.arity(); i++) {
                        work.push(tuple.element(i));
                    }
                }
                case Cons cell -> {
                    work.push(cell.tail());
                    work.push(cell.head());
                }
                case MapTerm map -> map.forEach((key, value) -> {
                    work.push(key);
                    work.push(value);
                });
                default -> {
                    int number = Patterns.variable(term);
                    if (number >= 0) {
                        numbers.add(number);
                    }
                }
            }
        }
    }

    /** What a message calls the variable. */
    int rank(int number) {
        return numbers == null ? number : numbers.headSet(number).size();
    }
}
