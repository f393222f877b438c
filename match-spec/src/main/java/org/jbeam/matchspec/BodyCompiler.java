package org.jbeam.matchspec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * Compiles guards or a body into {@link Code}. It keeps the work to do in a queue of its own, so that no nesting overflows the Java stack,
 * and visits arguments in OTP's order, which shows in the order of diagnostics.
 */
final class BodyCompiler {
    /** What is left to do, taken from the end. */
    private sealed interface Task {}

    private record Visit(Term expression) implements Task {}

    /** Emits an instruction that takes {@code taken} values from the stack and leaves one. */
    private record Emit(int operation, int operand, int taken, Term source) implements Task {}

    private record Branch(int operation, Label label) implements Task {}

    /** The keys of a map, after its values. */
    private record Keys(MapTerm map, int diagnostics) implements Task {}

    /** Repeats the diagnostics from this one on: OTP looks twice at the keys of a map whose values are constants. */
    private record Echo(int from) implements Task {}

    private static final class Label implements Task {
        private final ArrayList<Integer> users = new ArrayList<>();
    }

    private final Target target;
    private final boolean guard;
    private final Head head;
    private final Diagnostics diagnostics;
    private final ArrayDeque<Task> tasks = new ArrayDeque<>();
    private final ArrayList<Term> constants = new ArrayList<>();
    private int[] code = new int[32];
    private int length;
    private int depth;
    private int deepest;
    /** Constants before this place must not be folded into a larger one: a branch ends there. */
    private int barrier;

    private BodyCompiler(Target target, boolean guard, Head head, Diagnostics diagnostics) {
        this.target = target;
        this.guard = guard;
        this.head = head;
        this.diagnostics = diagnostics;
    }

    static Code guards(Tuple clause, Target target, Head head, Diagnostics diagnostics) {
        return new BodyCompiler(target, true, head, diagnostics).list(clause.element(1));
    }

    static Code body(Tuple clause, Target target, Head head, Diagnostics diagnostics) {
        return new BodyCompiler(target, false, head, diagnostics).list(clause.element(2));
    }

    private Code list(Term expressions) {
        Term rest = expressions;
        diagnostics.at(guard ? Diagnostic.Part.GUARDS : Diagnostic.Part.BODY);
        if (!(rest instanceof Cons) && rest != Nil.NIL) {
            error("Match expression is not a list.");
            rest = Nil.NIL;
        }
        for (int i = 0; rest instanceof Cons cell; i++) {
            diagnostics.at(i);
            expression(cell.head());
            rest = cell.tail();
            if (guard) {
                emit(Code.TEST, 0, 1, 0);
            } else if (rest instanceof Cons || target == Target.TRACE) {
                emit(Code.DROP, 0, 1, 0);
            }
        }
        diagnostics.at(-1);
        if (rest != Nil.NIL) {
            error("Match expression is not a proper list.");
        }
        return new Code(Arrays.copyOf(code, length), constants.toArray(new Term[0]), deepest);
    }

    private void expression(Term expression) {
        barrier = length;
        tasks.addLast(new Visit(expression));
        while (!tasks.isEmpty()) {
            switch (tasks.removeLast()) {
                case Visit visit -> visit(visit.expression);
                case Emit e -> finish(e);
                case Keys keys -> keys(keys.map, keys.diagnostics == diagnostics.count());
                case Echo echo -> diagnostics.repeat(echo.from);
                case Branch b -> {
                    b.label.users.add(length + 1);
                    emit(b.operation, 0, 1, 0);
                }
                case Label label -> {
                    label.users.forEach(place -> code[place] = length);
                    barrier = length;
                }
            }
        }
    }

    private void visit(Term t) {
        switch (t) {
            case Cons cell -> {
                tasks.addLast(new Emit(Code.CELL, 0, 2, cell));
                tasks.addLast(new Visit(cell.tail()));
                tasks.addLast(new Visit(cell.head()));
            }
            case Tuple tuple -> tuple(tuple);
            case MapTerm map -> map(map);
            case Atom atom -> atom(atom);
            default -> constant(t);
        }
    }

    private void atom(Atom atom) {
        int variable = Patterns.variable(atom);
        if (variable >= 0) {
            int register = head.register(variable);
            if (register < 0) {
                error("Variable $" + variable + " is unbound.");
                constant(atom);
            } else {
                emit(Code.REGISTER, register, 0, 1);
            }
        } else if (atom == Patterns.WHOLE) {
            emit(Code.WHOLE, 0, 0, 1);
        } else if (atom == Patterns.ALL) {
            emit(Code.ALL, 0, 0, 1);
        } else {
            constant(atom);
        }
    }

    private void tuple(Tuple tuple) {
        if (tuple.arity() == 1 && tuple.element(0) instanceof Tuple inner) {
            tasks.addLast(new Emit(Code.TUPLE, inner.arity(), inner.arity(), inner));
            for (int i = 0; i < inner.arity(); i++) {
                tasks.addLast(new Visit(inner.element(i)));
            }
        } else if (tuple.arity() >= 1 && tuple.element(0) instanceof Atom name && Patterns.variable(name) < 0) {
            call(name, tuple);
        } else {
            error("%T is neither a function call, nor a tuple (tuples are written {{ ... }}).", tuple);
            constant(tuple);
        }
    }

    private void map(MapTerm map) {
        tasks.addLast(new Keys(map, diagnostics.count()));
        for (MapTerm.Iterator walk = map.iterator(); walk.next();) {
            tasks.addLast(new Visit(walk.value()));
        }
    }

    private void keys(MapTerm map, boolean goodValues) {
        tasks.addLast(new Emit(Code.MAP, map.size(), 2 * map.size(), map));
        if (goodValues && constants(map.size())) {
            tasks.addLast(new Echo(diagnostics.count()));
        }
        for (MapTerm.Iterator walk = map.iterator(); walk.next();) {
            tasks.addLast(new Visit(walk.key()));
        }
    }

    private void call(Atom name, Tuple tuple) {
        int arguments = tuple.arity() - 1;
        Form form = Form.find(name);
        if (form != null) {
            form(form, tuple, arguments);
            return;
        }
        Function function = Function.find(name, arguments);
        if (function == null) {
            error("Function %T/" + arguments + " does_not_exist.", name);
            constant(tuple);
        } else if (!function.legal(target, guard)) {
            error("Function %T/" + arguments + " cannot be called in this context.", name);
            constant(tuple);
        } else {
            tasks.addLast(new Emit(Code.CALL0 + arguments, function.ordinal(), arguments, null));
            arguments(tuple);
        }
    }

    private void form(Form form, Tuple tuple, int arguments) {
        String misuse = form.misuse(target, guard, arguments);
        if (misuse != null) {
            error(misuse, tuple);
            constant(tuple);
            return;
        }
        switch (form) {
            case CONST -> constant(tuple.element(1));
            case AND, OR -> {
                tasks.addLast(new Emit(form == Form.AND ? Code.AND : Code.OR, arguments, arguments, null));
                arguments(tuple);
            }
            case ANDALSO, ORELSE -> {
                Label end = new Label();
                tasks.addLast(end);
                for (int i = arguments; i > 1; i--) {
                    tasks.addLast(new Visit(tuple.element(i)));
                    tasks.addLast(new Branch(form == Form.ANDALSO ? Code.ANDALSO : Code.ORELSE, end));
                }
                tasks.addLast(new Visit(tuple.element(1)));
            }
            default -> {
                tasks.addLast(new Emit(Code.FORM0 + arguments, form.ordinal(), arguments, null));
                arguments(tuple);
            }
        }
    }

    /** Queues the arguments so that the last is evaluated first. */
    private void arguments(Tuple tuple) {
        for (int i = 1; i < tuple.arity(); i++) {
            tasks.addLast(new Visit(tuple.element(i)));
        }
    }

    private void finish(Emit e) {
        if (e.source != null && folded(e)) {
            return;
        }
        if (e.operation == Code.CALL2 && compared(e.operand)) {
            return;
        }
        emit(e.operation, e.operand, e.taken, 1);
    }

    /** Replaces a construction of constants by one constant. */
    private boolean folded(Emit e) {
        if (!constants(e.taken)) {
            return false;
        }
        int first = constants.size() - e.taken;
        List<Term> parts = constants.subList(first, constants.size());
        Term whole = switch (e.operation) {
            case Code.CELL -> {
                Cons cell = (Cons) e.source;
                yield parts.get(0) == cell.head() && parts.get(1) == cell.tail() ? cell : new Cons(parts.get(0), parts.get(1));
            }
            case Code.TUPLE -> Tuple.of(parts.reversed().toArray(new Term[0]));
            default -> mapOf(parts.reversed());
        };
        parts.clear();
        length -= 2 * e.taken;
        depth -= e.taken;
        constant(whole);
        return true;
    }

    /** Are the last {@code count} values on the stack constants? */
    private boolean constants(int count) {
        int start = length - 2 * count;
        if (start < barrier) {
            return false;
        }
        for (int at = start; at < length; at += 2) {
            if (code[at] != Code.CONSTANT) {
                return false;
            }
        }
        return true;
    }

    private static MapTerm mapOf(List<Term> keysThenValues) {
        int size = keysThenValues.size() / 2;
        MapTerm map = MapTerm.EMPTY;
        for (int i = 0; i < size; i++) {
            map = map.put(keysThenValues.get(i), keysThenValues.get(size + i));
        }
        return map;
    }

    /** Joins a comparison of a variable with a constant into one instruction. */
    private boolean compared(int function) {
        int start = length - 4;
        if (start < barrier || code[start] != Code.CONSTANT || code[start + 2] != Code.REGISTER || !comparison(Function.of(function))) {
            return false;
        }
        int constant = code[start + 1];
        int register = code[start + 3];
        if (register >= 1 << Code.PACK_BITS || constant >= 1 << Code.PACK_BITS) {
            return false;
        }
        length = start;
        depth -= 2;
        emit(Code.COMPARE, function << 2 * Code.PACK_BITS | register << Code.PACK_BITS | constant, 0, 1);
        barrier = length;
        return true;
    }

    private static boolean comparison(Function function) {
        return switch (function) {
            case GREATER, GREATER_EQUAL, LESS, LESS_EQUAL, EXACT, EQUAL, NOT_EXACT, NOT_EQUAL -> true;
            default -> false;
        };
    }

    private void constant(Term term) {
        constants.add(term);
        emit(Code.CONSTANT, constants.size() - 1, 0, 1);
    }

    private void emit(int operation, int operand, int taken, int left) {
        if (length + 2 > code.length) {
            code = Arrays.copyOf(code, 2 * length);
        }
        code[length++] = operation;
        code[length++] = operand;
        depth += left - taken;
        deepest = Math.max(deepest, depth);
    }

    private void error(String text) {
        diagnostics.error(text);
    }

    private void error(String text, Term about) {
        diagnostics.error(text, about);
    }
}
