package org.jbeam.matchspec;

import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * Runs a {@link MatchSpec}. It keeps its registers and stack between runs, so a run allocates nothing but the result; use one by one thread
 * at a time.
 */
public final class Matcher {
    private static final Atom EXIT = Atom.of("EXIT");

    private final Clause[] clauses;
    private final MatchContext context;
    private final TraceActions actions;
    private final Term[] r;
    private final Term[] stack;
    private Term message;
    /** The arguments of a traced call, which {@code '$_'} makes a list of; null for a table. */
    private Term[] arguments;

    Matcher(Clause[] clauses, int registers, int stackDepth, MatchContext context) {
        this.clauses = clauses;
        this.context = context;
        this.actions = context instanceof TraceActions trace ? trace : null;
        this.r = new Term[registers];
        this.stack = new Term[stackDepth];
    }

    /** The result of the first clause that matches the object, or null when none does. */
    public Term match(Term object) {
        Term[] r = this.r;
        for (Clause clause : clauses) {
            r[0] = object;
            if (clause.head().match(r) && (clause.guards().empty() || run(clause, clause.guards(), false) != null)) {
                return run(clause, clause.body(), true);
            }
        }
        return null;
    }

    /**
     * Runs a trace specification on the arguments of a call.
     *
     * @return null when no clause matches; otherwise what {@code {message, Term}} set: {@code true} by default, {@code false} for no message
     */
    public Term matchCall(Term... args) {
        if (actions == null) {
            throw new IllegalStateException("a trace specification needs TraceActions");
        }
        Tuple tuple = null;
        arguments = args;
        for (Clause clause : clauses) {
            if (clause.wholeHead()) {
                r[0] = clause.head().variables().length == 0 ? Nil.NIL : Terms.list(args);
            } else {
                tuple = tuple == null ? Tuple.of(args.clone()) : tuple;
                r[0] = tuple;
            }
            if (clause.head().match(r) && (clause.guards().empty() || run(clause, clause.guards(), false) != null)) {
                message = Atom.TRUE;
                run(clause, clause.body(), true);
                return message;
            }
        }
        return null;
    }

    /** Null when a guard fails; the value of the last expression of a body. */
    private Term run(Clause clause, Code program, boolean body) {
        int[] code = program.code();
        Term[] constants = program.constants();
        Term[] stack = this.stack;
        int top = -1;
        for (int at = 0; at < code.length; at += 2) {
            int operand = code[at + 1];
            Term value;
            switch (code[at]) {
                case Code.CONSTANT -> {
                    stack[++top] = constants[operand];
                    continue;
                }
                case Code.REGISTER -> {
                    stack[++top] = r[operand];
                    continue;
                }
                case Code.COMPARE -> {
                    stack[++top] = compare(operand, constants);
                    continue;
                }
                case Code.TEST -> {
                    if (stack[top--] != Atom.TRUE) {
                        return null;
                    }
                    continue;
                }
                case Code.DROP -> {
                    top--;
                    continue;
                }
                case Code.CALL1 -> value = call1(operand, stack[top]);
                case Code.CALL2 -> {
                    value = Functions.call2(Function.of(operand), stack[top], stack[top - 1]);
                    top--;
                }
                case Code.TUPLE -> {
                    value = tuple(operand, stack, top);
                    top += 1 - operand;
                }
                case Code.ANDALSO, Code.ORELSE -> {
                    value = stack[top];
                    if (value == (code[at] == Code.ANDALSO ? Atom.TRUE : Atom.FALSE)) {
                        top--;
                        continue;
                    }
                    value = value == Atom.TRUE || value == Atom.FALSE ? value : null;
                    at = operand - 2;
                }
                default -> {
                    value = rare(clause, code[at], operand, stack, top);
                    top += 1 - taken(code[at], operand);
                }
            }
            if (value == null) {
                if (!body) {
                    return null;
                }
                value = EXIT;
            }
            stack[top] = value;
        }
        return top >= 0 ? stack[top] : Atom.TRUE;
    }

    private static int taken(int operation, int operand) {
        return switch (operation) {
            case Code.WHOLE, Code.ALL, Code.CALL0, Code.FORM0 -> 0;
            case Code.FORM1 -> 1;
            case Code.CELL, Code.FORM2 -> 2;
            case Code.CALL3, Code.FORM3 -> 3;
            case Code.MAP -> 2 * operand;
            default -> operand;
        };
    }

    /** The value of an instruction that is not so frequent, or null if it fails. */
    private Term rare(Clause clause, int operation, int operand, Term[] s, int top) {
        return switch (operation) {
            case Code.WHOLE -> arguments == null ? r[0] : Terms.list(arguments);
            case Code.ALL -> all(clause.head());
            case Code.CALL0 -> Function.of(operand) == Function.NODE_0 ? context.node() : tcw();
            case Code.CALL3 -> Functions.call3(Function.of(operand), s[top], s[top - 1], s[top - 2]);
            case Code.AND, Code.OR -> connect(operation == Code.AND, operand, s, top);
            case Code.CELL -> new Cons(s[top - 1], s[top]);
            case Code.MAP -> map(operand, s, top);
            case Code.FORM0 -> form0(Form.of(operand));
            case Code.FORM1 -> form1(Form.of(operand), s[top]);
            case Code.FORM2 -> form2(Form.of(operand), s[top], s[top - 1]);
            case Code.FORM3 -> actions.trace(s[top], s[top - 1], s[top - 2]);
            default -> throw new IllegalStateException("operation " + operation);
        };
    }

    private Atom compare(int packed, Term[] constants) {
        int mask = (1 << Code.PACK_BITS) - 1;
        Term left = r[packed >> Code.PACK_BITS & mask];
        return Functions.compare(Function.of(packed >> 2 * Code.PACK_BITS), left, constants[packed & mask]);
    }

    private Term all(Head head) {
        int[] variables = head.variables();
        Term list = Nil.NIL;
        for (int i = variables.length - 1; i >= 0; i--) {
            list = new Cons(r[variables[i]], list);
        }
        return list;
    }

    private static Term tuple(int arity, Term[] s, int top) {
        switch (arity) {
            case 1 -> {
                return Tuple.of(s[top]);
            }
            case 2 -> {
                return Tuple.of(s[top], s[top - 1]);
            }
            case 3 -> {
                return Tuple.of(s[top], s[top - 1], s[top - 2]);
            }
            default -> {
                Term[] elements = new Term[arity];
                for (int i = 0; i < arity; i++) {
                    elements[i] = s[top - i];
                }
                return Tuple.of(elements);
            }
        }
    }

    private static Term map(int size, Term[] s, int top) {
        MapTerm map = MapTerm.EMPTY;
        for (int i = 0; i < size; i++) {
            map = map.put(s[top - i], s[top - size - i]);
        }
        return map;
    }

    private static Term connect(boolean and, int count, Term[] s, int top) {
        Atom result = and ? Atom.TRUE : Atom.FALSE;
        for (int i = 0; i < count; i++) {
            Term value = s[top - i];
            if (value != Atom.TRUE && value != Atom.FALSE) {
                return null;
            }
            if (value == (and ? Atom.FALSE : Atom.TRUE)) {
                result = (Atom) value;
            }
        }
        return result;
    }

    private Term call1(int operand, Term argument) {
        Function function = Function.of(operand);
        if (function == Function.SET_TCW || function == Function.SET_TCW_FAKE) {
            if (!(argument instanceof SmallInt word) || word.value() < 0 || word.value() > 0xffffffffL) {
                return null;
            }
            return SmallInt.of(function == Function.SET_TCW
                    ? actions.traceControlWord(word.value()) : actions.traceControlWord());
        }
        return Functions.call1(function, argument);
    }

    private Term tcw() {
        return SmallInt.of(actions.traceControlWord());
    }

    private Term form0(Form form) {
        return switch (form) {
            case SELF -> context.self();
            case IS_SEQ_TRACE -> Atom.of(actions.seqTraced());
            case GET_SEQ_TOKEN -> actions.seqToken();
            case RETURN_TRACE -> {
                actions.returnTrace();
                yield Atom.TRUE;
            }
            case EXCEPTION_TRACE -> {
                actions.exceptionTrace();
                yield Atom.TRUE;
            }
            case PROCESS_DUMP -> actions.processDump();
            case CALLER -> actions.caller();
            case CALLER_LINE -> actions.callerLine();
            default -> throw new IllegalStateException(form.toString());
        };
    }

    private Term form1(Form form, Term argument) {
        return switch (form) {
            case MESSAGE -> {
                message = argument;
                yield Atom.TRUE;
            }
            case DISPLAY -> {
                actions.display(argument);
                yield Atom.TRUE;
            }
            case SILENT -> {
                actions.silent(argument);
                yield Atom.TRUE;
            }
            case ENABLE_TRACE -> actions.enableTrace(null, argument);
            case DISABLE_TRACE -> actions.disableTrace(null, argument);
            default -> throw new IllegalStateException(form.toString());
        };
    }

    private Term form2(Form form, Term first, Term second) {
        return switch (form) {
            case SET_SEQ_TOKEN -> actions.setSeqToken(first, second);
            case ENABLE_TRACE -> actions.enableTrace(first, second);
            case DISABLE_TRACE -> actions.disableTrace(first, second);
            case TRACE -> actions.trace(null, first, second);
            default -> throw new IllegalStateException(form.toString());
        };
    }
}
