package org.jbeam.matchspec;

import java.util.TreeMap;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** A second engine, which interprets a legal specification for tables as it stands, to compare the compiled one with. It recurses. */
final class PlainEngine {
    private static final Atom EXIT = Atom.of("EXIT");

    private final TreeMap<Integer, Term> bindings = new TreeMap<>();
    private final Term object;
    private final MatchContext context;
    private boolean body;

    private PlainEngine(Term object, MatchContext context) {
        this.object = object;
        this.context = context;
    }

    /** As {@link Matcher#match}. */
    static Term match(Term spec, Term object, MatchContext context) {
        for (Term rest = spec; rest instanceof Cons cell; rest = cell.tail()) {
            Tuple clause = (Tuple) cell.head();
            PlainEngine engine = new PlainEngine(object, context);
            if (matches(clause.element(0), object, engine.bindings) && engine.holds(clause.element(1))) {
                return engine.result(clause.element(2));
            }
        }
        return null;
    }

    static boolean matches(Term pattern, Term object, TreeMap<Integer, Term> bindings) {
        int variable = Patterns.variable(pattern);
        if (variable >= 0) {
            Term known = bindings.putIfAbsent(variable, object);
            return known == null || known.equals(object);
        }
        if (pattern == Patterns.ANY) {
            return true;
        }
        if (pattern instanceof Cons a && object instanceof Cons b) {
            return matches(a.head(), b.head(), bindings) && matches(a.tail(), b.tail(), bindings);
        }
        if (pattern instanceof Tuple a && object instanceof Tuple b && a.arity() == b.arity()) {
            for (int i = 0; i < a.arity(); i++) {
                if (!matches(a.element(i), b.element(i), bindings)) {
                    return false;
                }
            }
            return true;
        }
        if (pattern instanceof MapTerm a && object instanceof MapTerm b) {
            boolean[] all = {true};
            a.forEach((key, value) -> all[0] = all[0] && b.get(key) != null && matches(value, b.get(key), bindings));
            return all[0];
        }
        return pattern.equals(object);
    }

    private boolean holds(Term guards) {
        for (Term rest = guards; rest instanceof Cons cell; rest = cell.tail()) {
            if (value(cell.head()) != Atom.TRUE) {
                return false;
            }
        }
        return true;
    }

    private Term result(Term expressions) {
        body = true;
        Term result = null;
        for (Term rest = expressions; rest instanceof Cons cell; rest = cell.tail()) {
            result = value(cell.head());
        }
        return result;
    }

    /** Null when a guard fails. */
    private Term value(Term expression) {
        Term value = switch (expression) {
            case Tuple t when t.arity() == 1 && t.element(0) instanceof Tuple inner -> tuple(inner);
            case Tuple call -> call((Atom) call.element(0), call);
            case Cons cell -> {
                Term tail = value(cell.tail());
                Term head = value(cell.head());
                yield head == null || tail == null ? null : new Cons(head, tail);
            }
            case MapTerm map -> map(map);
            case Atom atom -> atom(atom);
            default -> expression;
        };
        return value == null && body ? EXIT : value;
    }

    private Term atom(Atom atom) {
        int variable = Patterns.variable(atom);
        if (variable >= 0) {
            return bindings.get(variable);
        }
        if (atom == Patterns.WHOLE) {
            return object;
        }
        if (atom != Patterns.ALL) {
            return atom;
        }
        ListBuilder all = new ListBuilder();
        bindings.values().forEach(all::add);
        return all.finish();
    }

    private Term tuple(Tuple inner) {
        Term[] values = new Term[inner.arity()];
        for (int i = values.length - 1; i >= 0; i--) {
            values[i] = value(inner.element(i));
            if (values[i] == null) {
                return null;
            }
        }
        return Tuple.of(values);
    }

    private Term map(MapTerm map) {
        MapTerm result = MapTerm.EMPTY;
        for (MapTerm.Iterator walk = map.iterator(); walk.next();) {
            Term key = value(walk.key());
            Term value = value(walk.value());
            if (key == null || value == null) {
                return null;
            }
            result = result.put(key, value);
        }
        return result;
    }

    private Term call(Atom name, Tuple call) {
        int arity = call.arity() - 1;
        Form form = Form.find(name);
        if (form == Form.CONST) {
            return call.element(1);
        }
        if (form == Form.SELF) {
            return context.self();
        }
        if (form == Form.ANDALSO || form == Form.ORELSE) {
            Atom neutral = Atom.of(form == Form.ANDALSO);
            for (int i = 1; i < arity; i++) {
                Term value = value(call.element(i));
                if (value != neutral) {
                    return value == Atom.of(form == Form.ORELSE) ? value : null;
                }
            }
            return value(call.element(arity));
        }
        Term[] values = new Term[arity];
        for (int i = arity; i > 0; i--) {
            values[i - 1] = value(call.element(i));
            if (values[i - 1] == null) {
                return null;
            }
        }
        if (form == Form.AND || form == Form.OR) {
            boolean result = form == Form.AND;
            for (Term value : values) {
                if (value != Atom.TRUE && value != Atom.FALSE) {
                    return null;
                }
                result = form == Form.AND ? result & value == Atom.TRUE : result | value == Atom.TRUE;
            }
            return Atom.of(result);
        }
        Function function = Function.find(name, arity);
        return switch (arity) {
            case 0 -> context.node();
            case 1 -> Functions.call1(function, values[0]);
            case 2 -> Functions.call2(function, values[0], values[1]);
            default -> Functions.call3(function, values[0], values[1], values[2]);
        };
    }
}
