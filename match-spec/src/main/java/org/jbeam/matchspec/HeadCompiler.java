package org.jbeam.matchspec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;
import org.jbeam.term.Cons;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Compiles a match head. Variables may have any number: they are renumbered, so a huge number costs nothing. */
final class HeadCompiler {
    /** A register that no one reads after the instruction that follows. */
    private static final int SCRATCH = 1;

    private record Part(int register, Term pattern) {}

    private final Diagnostics diagnostics;
    private final TreeMap<Integer, Integer> variables = new TreeMap<>();
    private final ArrayDeque<Part> parts = new ArrayDeque<>();
    private final ArrayList<Term> literals = new ArrayList<>();
    private final Set<Term> open;
    private int[] code = new int[32];
    private int length;
    private int registers = 2;

    private HeadCompiler(Term pattern, Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.open = Patterns.openParts(pattern);
    }

    /** Null after an error. */
    static Head compile(Term pattern, Diagnostics diagnostics) {
        HeadCompiler compiler = new HeadCompiler(pattern, diagnostics);
        compiler.whole(pattern);
        while (!compiler.parts.isEmpty()) {
            Part part = compiler.parts.pollLast();
            if (!compiler.part(part.register, part.pattern)) {
                return null;
            }
        }
        return compiler.finish();
    }

    private Head finish() {
        int[] numbers = variables.keySet().stream().mapToInt(Integer::intValue).toArray();
        int[] places = variables.values().stream().mapToInt(Integer::intValue).toArray();
        return new Head(Arrays.copyOf(code, length), literals.toArray(new Term[0]), registers, numbers, places);
    }

    private void whole(Term pattern) {
        int variable = Patterns.variable(pattern);
        if (variable >= 0) {
            emit(Head.MOVE, 0, bind(variable), 0);
        } else if (open.contains(pattern)) {
            parts.add(new Part(0, pattern));
        } else if (pattern != Patterns.ANY) {
            emit(Head.IS, 0, literal(pattern), 0);
        }
    }

    private boolean part(int register, Term pattern) {
        if (pattern instanceof MapTerm map) {
            return map(register, map);
        }
        if (pattern instanceof Tuple tuple) {
            tuple(register, tuple);
        } else {
            list(register, pattern);
        }
        return true;
    }

    private void tuple(int register, Tuple tuple) {
        emit(Head.TUPLE, register, tuple.arity(), 0);
        for (int i = 0; i < tuple.arity(); i++) {
            Term element = tuple.element(i);
            int variable = Patterns.variable(element);
            if (variable >= 0) {
                Integer known = variables.get(variable);
                emit(known == null ? Head.ELEMENT : Head.ELEMENT_SAME, register, i, known == null ? bind(variable) : known);
            } else if (open.contains(element)) {
                int fresh = registers++;
                emit(Head.ELEMENT, register, i, fresh);
                parts.add(new Part(fresh, element));
            } else if (element != Patterns.ANY) {
                emit(Head.ELEMENT_IS, register, i, literal(element));
            }
        }
    }

    /** Walks down the cells of a list; each tail takes the place of its list in one register. */
    private void list(int from, Term list) {
        int spine = from == 0 ? registers++ : from;
        int at = from;
        Term rest = list;
        while (rest instanceof Cons cell && open.contains(rest)) {
            int head = target(cell.head());
            emit(Head.CELL, at, head, spine);
            check(head, cell.head());
            at = spine;
            rest = cell.tail();
        }
        int variable = Patterns.variable(rest);
        if (variable >= 0 && !variables.containsKey(variable)) {
            emit(Head.MOVE, at, bind(variable), 0);
        } else {
            check(at, rest);
        }
    }

    private boolean map(int register, MapTerm map) {
        emit(Head.MAP, register, 0, 0);
        for (MapTerm.Iterator walk = map.iterator(); walk.next();) {
            Term key = walk.key();
            if (Patterns.open(key)) {
                String what = key == Patterns.ANY ? "Underscore" : "Variable";
                diagnostics.error(what + " found in map key.");
                return false;
            }
            int target = target(walk.value());
            emit(Head.VALUE, register, literal(key), target);
            check(target, walk.value());
        }
        return true;
    }

    /** The register that a value of this pattern is best loaded into. */
    private int target(Term pattern) {
        int variable = Patterns.variable(pattern);
        if (variable >= 0 && !variables.containsKey(variable)) {
            return bind(variable);
        }
        return open.contains(pattern) ? registers++ : SCRATCH;
    }

    /** Tests what was loaded into {@link #target}. */
    private void check(int register, Term pattern) {
        int variable = Patterns.variable(pattern);
        if (variable >= 0) {
            int known = variables.get(variable);
            if (known != register) {
                emit(Head.SAME, register, known, 0);
            }
        } else if (open.contains(pattern)) {
            parts.add(new Part(register, pattern));
        } else if (pattern != Patterns.ANY) {
            emit(Head.IS, register, literal(pattern), 0);
        }
    }

    private int bind(int variable) {
        int register = registers++;
        variables.put(variable, register);
        return register;
    }

    private int literal(Term term) {
        literals.add(term);
        return literals.size() - 1;
    }

    private void emit(int operation, int a, int b, int c) {
        if (length + 4 > code.length) {
            code = Arrays.copyOf(code, 2 * length);
        }
        code[length++] = operation;
        code[length++] = a;
        code[length++] = b;
        code[length++] = c;
    }
}
