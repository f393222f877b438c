package org.jbeam.term;

/**
 * {@code =:=} and {@code ==}. A stack is only there once compound terms nest: tuples and lists of leaves, and leaves themselves, do without
 * any object.
 *
 * <p>Here and in the other hot walks types are told apart by tests in a row, the frequent ones first: each switch over patterns has to be linked
 * when it is first reached, which start-up would pay for.
 */
final class TermEquality {
    /** A frame of two terms that are to be compared; other frames count elements: 2 * index + exactness. */
    private static final int PAIR = -2;

    private final WorkStack stack = new WorkStack();

    private TermEquality() {}

    /** Are two terms that are not the same object equal? */
    static boolean equal(Term a, Term b, boolean exact) {
        if (a instanceof SmallInt x) {
            return equalSmall(x, b, exact);
        }
        if (a instanceof Tuple x) {
            return b instanceof Tuple y && equalTuples(x, y, exact);
        }
        if (a instanceof Cons x) {
            return b instanceof Cons y && equalCells(x, y, exact);
        }
        if (a instanceof Bitstring x) {
            return b instanceof Bitstring y && x.sameBits(y);
        }
        if (a instanceof MapTerm x) {
            return b instanceof MapTerm y && x.size() == y.size() && new TermEquality().run(x, y, exact);
        }
        return !(a instanceof Atom) && equalRare(a, b, exact);
    }

    private static boolean equalRare(Term a, Term b, boolean exact) {
        return switch (a.rank()) {
            case Term.RANK_NUMBER -> a instanceof FloatTerm x ? equalFloat(x, b, exact) : equalBig((BigInt) a, b, exact);
            case Term.RANK_REF -> b instanceof Ref y && ((Ref) a).sameWords(y);
            case Term.RANK_FUN -> b instanceof Fun y && sameCode((Fun) a, y) && new TermEquality().run(a, b, exact);
            case Term.RANK_PORT -> b instanceof Port y && same((Port) a, y);
            case Term.RANK_PID -> b instanceof Pid y && same((Pid) a, y);
            default -> false;
        };
    }

    private static boolean same(Pid a, Pid b) {
        return a.number() == b.number() && a.serial() == b.serial() && a.node() == b.node();
    }

    private static boolean same(Port a, Port b) {
        return a.number() == b.number() && a.node() == b.node();
    }

    private static boolean equalFloat(FloatTerm x, Term b, boolean exact) {
        return b instanceof FloatTerm y ? x.value() == y.value()
                : !exact && b instanceof IntegerTerm z && Numbers.compare(z, x.value()) == 0;
    }

    private static boolean equalSmall(SmallInt x, Term b, boolean exact) {
        return b instanceof SmallInt y ? x.value() == y.value()
                : !exact && b instanceof FloatTerm z && Numbers.compare(x, z.value()) == 0;
    }

    private static boolean equalBig(BigInt x, Term b, boolean exact) {
        return b instanceof BigInt y ? x.bigValue().equals(y.bigValue())
                : !exact && b instanceof FloatTerm z && Numbers.compare(x, z.value()) == 0;
    }

    private static boolean equalTuples(Tuple a, Tuple b, boolean exact) {
        int arity = a.arity();
        if (arity != b.arity()) {
            return false;
        }
        for (int i = 0; i < arity; i++) {
            Term x = a.element(i);
            Term y = b.element(i);
            if (x == y) {
                continue;
            }
            if (Term.hasParts(x)) {
                return new TermEquality().resume(a, b, i, exact);
            }
            if (!equal(x, y, exact)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalCells(Cons a, Cons b, boolean exact) {
        Term x = a;
        Term y = b;
        while (x != y && x instanceof Cons c && y instanceof Cons d) {
            Term head = c.head();
            Term other = d.head();
            if (head != other) {
                if (Term.hasParts(head)) {
                    return new TermEquality().run(x, y, exact);
                }
                if (!equal(head, other, exact)) {
                    return false;
                }
            }
            x = c.tail();
            y = d.tail();
        }
        return x == y || (Term.hasParts(x) ? new TermEquality().run(x, y, exact) : equal(x, y, exact));
    }

    private static boolean sameCode(Fun a, Fun b) {
        if (a.module() != b.module() || a.isExternal() != b.isExternal()) {
            return false;
        }
        return a.isExternal() ? a.function() == b.function() && a.arity() == b.arity()
                : a.index() == b.index() && a.oldUniq() == b.oldUniq() && a.envSize() == b.envSize();
    }

    private boolean run(Term a, Term b, boolean exact) {
        return visit(a, b, exact ? 1 : 0) && finish();
    }

    /** Compares two tuples of the same arity from an element on. */
    private boolean resume(Tuple a, Tuple b, int index, boolean exact) {
        stack.push(a, b, 2 * index + (exact ? 1 : 0));
        return finish();
    }

    private boolean finish() {
        while (!stack.isEmpty()) {
            if (!step()) {
                return false;
            }
        }
        return true;
    }

    /** Compares the next pair of the topmost frame. */
    private boolean step() {
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
        if (a instanceof TrieNode x) {
            return i == x.slots().length ? popped() : visitSlot(x.slots()[i], ((TrieNode) b).slots()[i], exact);
        }
        Fun x = (Fun) a;
        return i == x.envSize() ? popped() : visit(x.env(i), ((Fun) b).env(i), exact);
    }

    private boolean popped() {
        stack.pop();
        return true;
    }

    /** Keys are compared exactly whatever the mode. */
    private boolean visitSlot(Object a, Object b, int exact) {
        if (a == b) {
            return true;
        }
        if (a instanceof TrieNode x) {
            return b instanceof TrieNode y && pushNodes(x, y, exact);
        }
        TrieEntry x = (TrieEntry) a;
        if (!(b instanceof TrieEntry y) || x.hash() != y.hash()) {
            return false;
        }
        stack.push(x.value(), y.value(), PAIR + exact);
        return visit(x.key(), y.key(), 1);
    }

    private boolean pushNodes(TrieNode a, TrieNode b, int exact) {
        return a == b || (a.bitmap() == b.bitmap() && a.count() == b.count() && pushParts(a, b, exact));
    }

    /** Compares leaves at once and leaves the parts of compound terms on the stack. */
    private boolean visit(Term a, Term b, int exact) {
        if (a == b) {
            return true;
        }
        if (a instanceof SmallInt x) {
            return equalSmall(x, b, exact != 0);
        }
        if (a instanceof Tuple x) {
            return b instanceof Tuple y && x.arity() == y.arity() && pushParts(x, y, exact);
        }
        if (a instanceof Cons x) {
            return b instanceof Cons y && visitCells(x, y, exact);
        }
        if (a instanceof FlatMap x) {
            return b instanceof FlatMap y && x.size() == y.size() && pushPairs(x, y, exact);
        }
        if (a instanceof TrieMap x) {
            return b instanceof TrieMap y && pushNodes(x.root(), y.root(), exact);
        }
        if (a instanceof Fun x) {
            return b instanceof Fun y && sameCode(x, y) && pushParts(x, y, exact);
        }
        return equal(a, b, exact != 0);
    }

    private boolean pushParts(Object a, Object b, int exact) {
        stack.push(a, b, exact);
        return true;
    }

    private boolean pushPairs(FlatMap a, FlatMap b, int exact) {
        stack.push(a.sortedValues(), b.sortedValues(), exact);
        return a.sortedKeys() == b.sortedKeys() || pushParts(a.sortedKeys(), b.sortedKeys(), 1);
    }

    private boolean visitCells(Cons a, Cons b, int exact) {
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
                return true;
            }
            if (!visit(head, other, exact)) {
                return false;
            }
        }
        return visit(x, y, exact);
    }
}
