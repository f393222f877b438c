package org.jbeam.term;

/**
 * The order of terms. A stack is only there once compound terms nest: tuples and lists of leaves, and leaves themselves, do without any object.
 *
 * <p>The first difference decides, so a walk ends there; but two tries are decided by their smallest differing key, and to find it takes
 * comparisons of its own: {@link Least} frames ask for them and collect their outcomes.
 */
final class TermOrder {
    /** A frame of two terms that are to be compared; other frames count elements: 2 * index + exactness. */
    private static final int PAIR = -2;

    private final WorkStack stack = new WorkStack();

    private TermOrder() {}

    static int compare(Term a, Term b, boolean exact) {
        if (a == b) {
            return 0;
        }
        if (a instanceof Atom x && b instanceof Atom y) {
            return x.compareName(y);
        }
        int rank = a.rank();
        int other = b.rank();
        if (rank != other) {
            return rank - other;
        }
        return switch (rank) {
            case Term.RANK_TUPLE -> compareTuples((Tuple) a, (Tuple) b, exact);
            case Term.RANK_LIST -> compareCells((Cons) a, (Cons) b, exact);
            case Term.RANK_FUN, Term.RANK_MAP -> new TermOrder().run(a, b, exact);
            default -> compareLeaves(a, b, rank, exact);
        };
    }

    private static int compareTuples(Tuple a, Tuple b, boolean exact) {
        int arity = a.arity();
        if (arity != b.arity()) {
            return arity - b.arity();
        }
        for (int i = 0; i < arity; i++) {
            Term x = a.element(i);
            Term y = b.element(i);
            if (x == y) {
                continue;
            }
            if (Term.hasParts(x)) {
                return new TermOrder().resume(a, b, i, exact);
            }
            int order = compareLeaf(x, y, exact);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compareCells(Cons a, Cons b, boolean exact) {
        Term x = a;
        Term y = b;
        while (x != y && x instanceof Cons c && y instanceof Cons d) {
            Term head = c.head();
            Term other = d.head();
            if (head != other) {
                if (Term.hasParts(head)) {
                    return new TermOrder().run(x, y, exact);
                }
                int order = compareLeaf(head, other, exact);
                if (order != 0) {
                    return order;
                }
            }
            x = c.tail();
            y = d.tail();
        }
        return x == y ? 0 : Term.hasParts(x) ? new TermOrder().run(x, y, exact) : compareLeaf(x, y, exact);
    }

    /** The order of a term without parts and any other one. */
    private static int compareLeaf(Term a, Term b, boolean exact) {
        if (a instanceof SmallInt x && b instanceof SmallInt y) {
            return Long.compare(x.value(), y.value());
        }
        if (a instanceof Atom x && b instanceof Atom y) {
            return x.compareName(y);
        }
        int rank = a.rank();
        int other = b.rank();
        return rank != other ? rank - other : compareLeaves(a, b, rank, exact);
    }

    /** The order of two terms of the same rank that have no parts. */
    private static int compareLeaves(Term a, Term b, int rank, boolean exact) {
        return switch (rank) {
            case Term.RANK_NUMBER -> Numbers.compare(a, b, exact);
            case Term.RANK_ATOM -> ((Atom) a).compareName((Atom) b);
            case Term.RANK_REF -> comparePlaces((Ref) a, (Ref) b);
            case Term.RANK_PORT -> comparePlaces((Port) a, (Port) b);
            case Term.RANK_PID -> comparePlaces((Pid) a, (Pid) b);
            case Term.RANK_NIL -> 0;
            case Term.RANK_BITSTRING -> ((Bitstring) a).compareBits((Bitstring) b);
            default -> Integer.compare(System.identityHashCode(a), System.identityHashCode(b));
        };
    }

    private static int comparePlaces(Ref a, Ref b) {
        int order = a.node().compare(b.node());
        for (int i = Math.max(a.wordCount(), b.wordCount()) - 1; i >= 0 && order == 0; i--) {
            order = Integer.compareUnsigned(a.word(i), b.word(i));
        }
        return order;
    }

    private static int comparePlaces(Port a, Port b) {
        int order = a.node().compare(b.node());
        return order != 0 ? order : Long.compareUnsigned(a.number(), b.number());
    }

    private static int comparePlaces(Pid a, Pid b) {
        int order = Integer.compareUnsigned(a.serial(), b.serial());
        if (order == 0) {
            order = Integer.compareUnsigned(a.number(), b.number());
        }
        return order != 0 ? order : a.node().compare(b.node());
    }

    private static int compareCode(Fun a, Fun b) {
        if (a.isExternal() != b.isExternal()) {
            return a.isExternal() ? 1 : -1;
        }
        int order = a.module().compareName(b.module());
        if (order != 0) {
            return order;
        }
        if (a.isExternal()) {
            order = a.function().compareName(b.function());
            return order != 0 ? order : Integer.compare(a.arity(), b.arity());
        }
        order = Integer.compare(a.index(), b.index());
        if (order == 0) {
            order = Integer.compare(a.oldUniq(), b.oldUniq());
        }
        return order != 0 ? order : Integer.compare(a.envSize(), b.envSize());
    }

    private int run(Term a, Term b, boolean exact) {
        return finish(visit(a, b, exact ? 1 : 0));
    }

    /** Compares two tuples of the same arity from an element on. */
    private int resume(Tuple a, Tuple b, int index, boolean exact) {
        stack.push(a, b, 2 * index + (exact ? 1 : 0));
        return finish(0);
    }

    private int finish(int first) {
        int order = first;
        while (!stack.isEmpty()) {
            if (stack.first() instanceof Least least) {
                order = advance(least, order);
            } else if (order != 0) {
                stack.pop();
            } else {
                order = step();
            }
        }
        return order;
    }

    /** Tells a comparison of tries the order of the two terms it asked about, and goes on with its next question or its outcome. */
    private int advance(Least least, int order) {
        if (least.answer(order)) {
            return visit(least.questionLeft(), least.questionRight(), least.exact() ? 1 : 0);
        }
        stack.pop();
        return least.outcome();
    }

    /** Compares the next pair of the topmost frame. */
    private int step() {
        Object a = stack.first();
        Object b = stack.second();
        int number = stack.number();
        int exact = number & 1;
        if (number < 0) {
            stack.pop();
            return visit((Term) a, (Term) b, exact);
        }
        int i = number >> 1;
        stack.number(number + 2);
        if (a instanceof Tuple x) {
            return i == x.arity() ? popped() : visit(x.element(i), ((Tuple) b).element(i), exact);
        }
        if (a instanceof Term[] x) {
            return i == x.length ? popped() : visit(x[i], ((Term[]) b)[i], exact);
        }
        Fun x = (Fun) a;
        return i == x.envSize() ? popped() : visit(x.env(i), ((Fun) b).env(i), exact);
    }

    private int popped() {
        stack.pop();
        return 0;
    }

    /** Compares leaves at once and leaves the parts of compound terms on the stack. */
    private int visit(Term a, Term b, int exact) {
        if (a == b) {
            return 0;
        }
        int rank = a.rank();
        int other = b.rank();
        if (rank != other) {
            return rank - other;
        }
        return switch (rank) {
            case Term.RANK_LIST -> visitCells((Cons) a, (Cons) b, exact);
            case Term.RANK_TUPLE -> visitTuples((Tuple) a, (Tuple) b, exact);
            case Term.RANK_MAP -> visitMaps((MapTerm) a, (MapTerm) b, exact);
            case Term.RANK_FUN -> visitFuns((Fun) a, (Fun) b, exact);
            default -> compareLeaves(a, b, rank, exact != 0);
        };
    }

    private int visitTuples(Tuple a, Tuple b, int exact) {
        int order = Integer.compare(a.arity(), b.arity());
        return order != 0 ? order : pushParts(a, b, exact);
    }

    private int visitFuns(Fun a, Fun b, int exact) {
        int order = compareCode(a, b);
        return order != 0 ? order : pushParts(a, b, exact);
    }

    private int pushParts(Object a, Object b, int exact) {
        stack.push(a, b, exact);
        return 0;
    }

    private int visitMaps(MapTerm a, MapTerm b, int exact) {
        int order = Integer.compare(a.size(), b.size());
        if (order != 0) {
            return order;
        }
        if (a instanceof FlatMap x && b instanceof FlatMap y) {
            stack.push(x.sortedValues(), y.sortedValues(), exact);
            return x.sortedKeys() == y.sortedKeys() ? 0 : pushParts(x.sortedKeys(), y.sortedKeys(), 1);
        }
        Least least = Least.difference((TrieMap) a, (TrieMap) b, exact != 0);
        return least == null ? 0 : pushParts(least, null, exact);
    }

    private int visitCells(Cons a, Cons b, int exact) {
        Term x = a;
        Term y = b;
        while (x != y && x instanceof Cons c && y instanceof Cons d) {
            Term head = c.head();
            Term other = d.head();
            x = c.tail();
            y = d.tail();
            if (head != other && Term.hasParts(head)) {
                stack.push(x, y, PAIR + exact);
                stack.push(head, other, PAIR + exact);
                return 0;
            }
            int order = visit(head, other, exact);
            if (order != 0) {
                return order;
            }
        }
        return visit(x, y, exact);
    }
}
