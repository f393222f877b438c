package org.jbeam.etf;

import static java.util.Objects.requireNonNull;

import org.jbeam.term.Cons;
import org.jbeam.term.Fun;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * Walks over a term of any depth with a stack of its own, and writes it; stops where its caller likes. Scalars, and what stands before the
 * elements of containers, are the {@link EtfWriter}'s.
 */
final class DeepWriter {
    private final EtfWriter out;
    private final TermStack stack;
    private Term next;
    private int openFuns;

    DeepWriter(EtfWriter out) {
        this.out = out;
        this.stack = new TermStack(out.isDeterministic());
    }

    /** Writes a whole term. */
    void term(Term root) {
        start(root);
        finish();
    }

    /** Writes the pairs of a map. */
    void pairs(MapTerm map) {
        stack.push(map);
        next = stack.next();
        finish();
    }

    private void finish() {
        while (step()) {
            out.work().one();
        }
    }

    /** Goes to a term, of which nothing is written yet. */
    void start(Term root) {
        next = requireNonNull(root);
    }

    /** May what is written so far be given away? Not inside a fun, whose size is filled in behind it. */
    boolean isFinal() {
        return openFuns == 0;
    }

    /** The term that {@link #step} would write; null at the end. */
    Term peek() {
        return next;
    }

    /** Passes over a scalar that somebody else writes. */
    void skip() {
        advance();
    }

    /** Writes the next tag and what belongs to it; false when there is none left. */
    boolean step() {
        Term t = next;
        if (t == null) {
            return false;
        }
        switch (t) {
            case Cons c -> list(c);
            case Tuple tuple -> tuple(tuple);
            case MapTerm map -> {
                out.mapHead(map.size());
                stack.push(map);
            }
            case Fun fun -> fun(fun);
            default -> out.scalar(t);
        }
        advance();
        return next != null;
    }

    private void advance() {
        next = stack.next();
        while (next == null) {
            int fun = stack.closedFun();
            if (fun < 0) {
                return;
            }
            out.funEnd(fun);
            openFuns--;
            next = stack.next();
        }
    }

    private void list(Cons first) {
        if (out.string(first)) {
            return;
        }
        int length = 0;
        Term rest = first;
        while (rest instanceof Cons cell) {
            length++;
            rest = cell.tail();
        }
        out.listHead(length);
        stack.push(new Cons(Nil.NIL, first));
    }

    private void tuple(Tuple tuple) {
        out.tupleHead(tuple.arity());
        if (tuple.arity() > 0) {
            stack.push(tuple, 0);
        }
    }

    private void fun(Fun fun) {
        int start = out.funHead(fun);
        if (start >= 0) {
            stack.push(fun, start);
            openFuns++;
        }
    }
}
