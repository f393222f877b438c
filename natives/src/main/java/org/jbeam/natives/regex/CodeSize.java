package org.jbeam.natives.regex;

import java.util.List;

/** The size in bytes that PCRE's code for a pattern would have, which it limits: patterns that are too large for PCRE are refused here too. */
final class CodeSize {
    static final long MAX = 1 << 16;
    private static final int LINK = 2;
    private static final int BRACKETS = 2 + 2 * LINK;
    private static final int CLASS = 42;
    /** What PCRE's first pass adds for a reference by name, in case it becomes one to several groups. */
    private static final int NAMED = 6 + 4 * LINK;
    private static final long CAP = 1L << 40;

    private final boolean utf;

    private CodeSize(boolean utf) {
        this.utf = utf;
    }

    static long of(Node.Group root, boolean utf) {
        return 1 + new CodeSize(utf).group(root);
    }

    private long group(Node.Group g) {
        long size = 2 + 2 * LINK + (g.number > 0 ? 2 : 0) + (g.selfReference ? 2 + 2 * LINK : 0) + conditionSize(g);
        for (List<Node> branch : g.branches) {
            for (Node item : branch) {
                size += node(item);
            }
        }
        size += (long) (g.branches.size() - 1) * (1 + LINK);
        return Math.min(CAP, size + (g.behind() ? (long) g.branches.size() * (1 + LINK) : 0));
    }

    /** What an item leaves in the workspace of PCRE's first pass, where a group is a pair of brackets and a class's ranges are not kept. */
    static int kept(Node item, boolean utf) {
        return switch (item) {
            case Node.Group g -> BRACKETS;
            case Node.OneOf o -> Math.min(o.size(), CLASS);
            case Node.Verb v -> 1;
            case Node.Repeat r when r.item() instanceof Node.Group || r.item() instanceof Node.Recursion ->
                BRACKETS + (r.item() instanceof Node.Group ? 0 : 1 + LINK) + (r.min() > 0 ? 0 : r.max() > 1 ? BRACKETS + 1 : 1);
            case Node.Repeat r when r.item() instanceof Node.OneOf o -> Math.min(o.size(), CLASS) + 1 + LINK;
            default -> (int) new CodeSize(utf).node(item);
        };
    }

    /** What the start of a branch of the group takes. */
    static int opening(Node.Group g) {
        return 1 + LINK + (g.number > 0 ? 2 : 0) + conditionSize(g) + (g.behind() ? 1 + LINK : 0);
    }

    private static int conditionSize(Node.Group g) {
        if (g.condition == null || g.condition.test == Node.Test.ASSERTION) {
            return 0;
        }
        return g.condition.name == null ? 3 : 5;
    }

    private long node(Node node) {
        return switch (node) {
            case Node.Char c -> 1 + width(c);
            case Node.OneOf o -> o.size();
            case Node.Dot d -> 1;
            case Node.AnyByte a -> 1;
            case Node.NewlineSequence n -> 1;
            case Node.Cluster c -> 1;
            case Node.Point p -> 1;
            case Node.Fail f -> 1;
            case Node.BackReference r -> 3 + (r.name == null ? 0 : NAMED);
            case Node.Recursion r -> 1 + LINK + (r.name == null ? 0 : NAMED);
            case Node.Group g -> group(g);
            case Node.Repeat r -> repeat(r);
            case Node.Verb v -> v.name().isEmpty() ? 1 : 3 + v.name().length();
            case Node.Accept a -> 1 + 3L * a.open().size();
        };
    }

    private int width(Node.Char c) {
        return utf ? Utf8.encode(c.value()).length : 1;
    }

    private long repeat(Node.Repeat r) {
        long size = node(r.item());
        if (r.item() instanceof Node.Group || r.item() instanceof Node.Recursion) {
            return repeatGroup(r, size);
        }
        boolean classLike = r.item() instanceof Node.OneOf o && o.charClass() || r.item() instanceof Node.BackReference;
        if (classLike) {
            boolean simple = r.max() == -1 && r.min() <= 1 || r.max() == 1 && r.min() == 0;
            return size + (simple ? 1 : 5);
        }
        boolean character = r.item() instanceof Node.Char || r.item() instanceof Node.OneOf && size == 2;
        return repeatSingle(r.min(), r.max(), size, character ? size : size + 1);
    }

    /** {@code star} is what a star or question mark takes; a counted repeat takes two bytes more. */
    private static long repeatSingle(int min, int max, long size, long star) {
        if (max == 0) {
            return 0;
        }
        long counted = star + 2;
        if (min == 0) {
            return max == -1 || max == 1 ? star : counted;
        }
        if (min == 1) {
            return max == -1 ? star : max == 1 ? size : size + counted;
        }
        return counted + (max == -1 || max - min == 1 ? star : max == min ? 0 : counted);
    }

    private static long repeatGroup(Node.Repeat r, long group) {
        long size = group + (r.item() instanceof Node.Recursion ? 2 + 2 * LINK : 0);
        long total = size;
        int max = r.max();
        if (r.min() == 0) {
            total += max <= 1 ? 1 : 2 + LINK;
            max--;
        } else {
            total += (r.min() - 1) * size;
            max = max > 0 ? max - r.min() : max;
        }
        if (r.max() > 0 && max > 0) {
            total += max * (size + 1 + 2 + 2 * LINK) - 2 - 2 * LINK;
        }
        return Math.min(CAP, total);
    }
}
