package org.jbeam.natives.regex;

import java.util.ArrayList;
import java.util.List;

/** The length in characters of what a lookbehind branch matches. */
final class FixedLength {
    static final int VARIES = -1;
    static final int HAS_BYTE = -2;
    static final int HAS_RECURSION = -3;

    private final Node.Group[] groups;
    private final Emptiness emptiness;
    private final boolean followCalls;
    private final List<Node.Group> called = new ArrayList<>();
    private boolean accepted;

    /** {@code followCalls}: measure called groups, which must be complete; otherwise a call gives {@link #HAS_RECURSION}. */
    FixedLength(Node.Group[] groups, Emptiness emptiness, boolean followCalls) {
        this.emptiness = emptiness;
        this.groups = groups;
        this.followCalls = followCalls;
    }

    /** The length, or one of the negative constants. */
    int branch(List<Node> items) {
        int length = 0;
        accepted = false;
        for (Node item : items) {
            int n = node(item);
            if (n < 0) {
                return n;
            }
            length += n;
            if (item instanceof Node.Accept) {
                accepted = true;
                return length;
            }
        }
        return length;
    }

    private int group(Node.Group g) {
        int length = VARIES;
        for (List<Node> branch : g.branches) {
            int n = branch(branch);
            if (n < 0) {
                return n;
            }
            if (length >= 0 && n != length) {
                return VARIES;
            }
            length = n;
            if (accepted) {
                accepted = false;
                return length;
            }
        }
        return length;
    }

    private int node(Node node) {
        return switch (node) {
            case Node.Char c -> 1;
            case Node.OneOf o -> 1;
            case Node.Dot d -> 1;
            case Node.AnyByte a -> HAS_BYTE;
            case Node.NewlineSequence n -> VARIES;
            case Node.Cluster c -> VARIES;
            case Node.Point p -> 0;
            case Node.Fail f -> 0;
            case Node.BackReference r -> VARIES;
            case Node.Recursion r -> call(r);
            case Node.Group g -> g.assertion() ? 0 : group(g);
            case Node.Repeat r -> repeat(r);
            case Node.Verb v -> 0;
            case Node.Accept a -> 0;
        };
    }

    private int repeat(Node.Repeat r) {
        boolean single = Compiler.isSingle(r.item());
        if (r.max() == 0) {
            return single ? 0 : VARIES;
        }
        if (single && r.min() != r.max() || r.min() == 0 || r.max() < 0 && r.min() == 1 && marked(r)) {
            return VARIES;
        }
        int n = node(r.item());
        return n < 0 ? n : r.min() == r.max() ? n * r.min() : VARIES;
    }

    /** Endlessly repeated groups whose kind alone tells PCRE that the length varies; it looks into the others first. */
    private boolean marked(Node.Repeat r) {
        boolean atomic = r.item() instanceof Node.Recursion || r.item() instanceof Node.Group g && g.kind == Node.GroupKind.ATOMIC;
        return r.mode() == Node.Mode.POSSESSIVE || !atomic && emptiness.node(r.item());
    }

    private int call(Node.Recursion r) {
        if (!followCalls) {
            return HAS_RECURSION;
        }
        Node.Group target = groups[r.group];
        if (called.contains(target) || contains(target, r)) {
            return VARIES;
        }
        called.add(target);
        int n = group(target);
        called.remove(called.size() - 1);
        return n;
    }

    private static boolean contains(Node in, Node wanted) {
        return switch (in) {
            case Node.Group g -> g.branches.stream().anyMatch(b -> b.stream().anyMatch(item -> contains(item, wanted)));
            case Node.Repeat r -> contains(r.item(), wanted);
            default -> in == wanted;
        };
    }
}
