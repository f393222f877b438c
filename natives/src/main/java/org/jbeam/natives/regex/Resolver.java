package org.jbeam.natives.regex;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Resolves names and numbers once the whole pattern has been read, and raises the errors of PCRE's second pass, in pattern order. */
final class Resolver {
    private record Level(Node.Group group, List<Node> branch, int index) {
    }

    private final PatternSource src;
    private final NameTable names;
    /** Capturing groups by number, the first of each; 0 is the whole pattern. */
    final Node.Group[] groups;
    private final List<Level> levels = new ArrayList<>();
    private final List<Node.Group> postponed = new ArrayList<>();
    private final Set<Node.Group> started = new HashSet<>();
    private final Emptiness emptiness;

    Resolver(PatternSource src, NameTable names, Node.Group root) {
        this.src = src;
        this.names = names;
        this.groups = new Node.Group[src.groupCount + 1];
        groups[0] = root;
        collect(root);
        emptiness = new Emptiness(groups, true);
    }

    private void collect(Node node) {
        if (node instanceof Node.Repeat r) {
            collect(r.item());
        } else if (node instanceof Node.Group g) {
            if (g.number > 0 && groups[g.number] == null) {
                groups[g.number] = g;
            }
            g.branches.forEach(branch -> branch.forEach(this::collect));
        }
    }

    /** Checks all; the source's reading position is where reading stopped. */
    void resolve() {
        group(groups[0]);
        if (src.peek() != 0) {
            throw src.error(Errors.UNMATCHED);
        }
        if (src.highestReference > src.groupCount) {
            throw src.error(Errors.NO_GROUP);
        }
        for (Node.Group g : postponed) {
            for (int i = 0; i < g.branches.size(); i++) {
                if (g.back[i] == FixedLength.HAS_RECURSION) {
                    g.back[i] = checked(new FixedLength(groups, emptiness, true).branch(g.branches.get(i)), src.ptr);
                }
            }
        }
    }

    /** What is true of the resolved pattern. */
    Emptiness emptiness() {
        Emptiness all = new Emptiness(groups, false);
        all.complete.addAll(emptiness.complete);
        return all;
    }

    private static int checked(int length, int offset) {
        if (length < 0) {
            throw new RegexSyntaxException(length == FixedLength.HAS_BYTE ? Errors.BYTE_IN_LOOKBEHIND : Errors.LOOKBEHIND, offset);
        }
        return length;
    }

    private void group(Node.Group g) {
        started.add(g);
        if (g.condition != null) {
            condition(g.condition);
        }
        g.back = new int[g.branches.size()];
        for (int i = 0; i < g.branches.size(); i++) {
            List<Node> branch = g.branches.get(i);
            for (int k = 0; k < branch.size(); k++) {
                levels.add(new Level(g, branch, k));
                node(branch.get(k));
                levels.remove(levels.size() - 1);
            }
            if (g.behind()) {
                measure(g, i);
            }
        }
        if (g.condition != null) {
            countBranches(g);
        }
        emptiness.complete.add(g);
    }

    private void measure(Node.Group g, int i) {
        int length = new FixedLength(groups, emptiness, false).branch(g.branches.get(i));
        if (length == FixedLength.HAS_RECURSION) {
            g.back[i] = length;
            postponed.add(g);
        } else {
            g.back[i] = checked(length, g.ends.get(i));
        }
    }

    private static void countBranches(Node.Group g) {
        int end = g.ends.get(g.ends.size() - 1);
        if (g.define() && g.branches.size() > 1) {
            throw new RegexSyntaxException(Errors.DEFINE_BRANCHES, end);
        }
        if (g.branches.size() > 2) {
            throw new RegexSyntaxException(Errors.CONDITION_BRANCHES, end);
        }
    }

    private void node(Node node) {
        switch (node) {
            case Node.Group g -> group(g);
            case Node.Repeat r -> node(r.item());
            case Node.Recursion r -> call(r);
            case Node.BackReference r -> reference(r);
            default -> {
            }
        }
    }

    private void reference(Node.BackReference r) {
        if (r.name == null) {
            return;
        }
        r.groups = names.numbers(r.name);
        if (r.groups.length == 0) {
            throw new RegexSyntaxException(Errors.NO_GROUP, r.offset);
        }
        for (Level level : levels) {
            for (int n : r.groups) {
                level.group.selfReference |= n == level.group.number;
            }
        }
    }

    private void call(Node.Recursion r) {
        if (r.name != null) {
            int[] numbers = names.numbers(r.name);
            if (numbers.length == 0) {
                throw new RegexSyntaxException(Errors.NO_GROUP, r.offset);
            }
            r.group = numbers[0];
        }
        if (r.group > src.groupCount) {
            throw new RegexSyntaxException(Errors.NO_GROUP, r.offset);
        }
        r.forward = !started.contains(groups[r.group]);
        if (!r.conditional && loops(groups[r.group])) {
            throw new RegexSyntaxException(Errors.LOOP, r.offset);
        }
    }

    /** Whether {@code target} is being read and nothing since its start needs a character. */
    private boolean loops(Node.Group target) {
        boolean open = false;
        for (Level level : levels) {
            open |= level.group == target;
        }
        for (int i = levels.size() - 1; open && i >= 0; i--) {
            if (!emptyUpTo(i)) {
                return false;
            }
            if (levels.get(i).group == target) {
                return true;
            }
        }
        return open;
    }

    /** Whether nothing on this level needs a character up to the item being read; an unfinished assertion counts as its first branch. */
    private boolean emptyUpTo(int i) {
        Level level = levels.get(i);
        if (!emptiness.branch(level.branch, level.index)) {
            return false;
        }
        if (i + 1 == levels.size() || !levels.get(i + 1).group.assertion()) {
            return true;
        }
        Level inner = levels.get(i + 1);
        List<Node> first = inner.group.branches.get(0);
        return first == inner.branch ? emptyUpTo(i + 1) : emptiness.branch(first, first.size());
    }

    private void condition(Node.Condition c) {
        if (c.test == Node.Test.ASSERTION) {
            return;
        }
        if (c.name == null) {
            int n = c.groups[0];
            if (n == 0) {
                throw new RegexSyntaxException(Errors.CONDITION_ZERO, c.offset);
            }
            if (n < 0 || n > src.groupCount) {
                throw new RegexSyntaxException(Errors.NO_GROUP, c.offset);
            }
            src.highestReference = Math.max(src.highestReference, n);
            return;
        }
        c.groups = names.numbers(c.name);
        if (c.groups.length > 0) {
            return;
        }
        if (!c.delimited && c.name.startsWith("R")) {
            c.test = Node.Test.RECURSING;
            c.groups = new int[] {recursionNumber(c)};
        } else if (!c.delimited && c.name.equals("DEFINE")) {
            c.test = Node.Test.DEFINE;
        } else {
            throw new RegexSyntaxException(Errors.NO_GROUP, c.offset);
        }
    }

    private static int recursionNumber(Node.Condition c) {
        long n = 0;
        for (int i = 1; i < c.name.length(); i++) {
            if (!PatternSource.digit(c.name.charAt(i))) {
                throw new RegexSyntaxException(Errors.NO_GROUP, c.offset);
            }
            if (n > Integer.MAX_VALUE / 10 - 1) {
                throw new RegexSyntaxException(Errors.NUMBER_BIG, c.offset);
            }
            n = n * 10 + c.name.charAt(i) - '0';
        }
        return n == 0 ? -1 : (int) n;
    }
}
