package org.jbeam.natives.regex;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is known of any match before matching: its first byte, a byte it must contain, whether it can only start at the subject's or a line's
 * start. PCRE's rules are followed closely, because with backtracking verbs they decide where matching is tried at all.
 */
final class StartInfo {
    private static final int UNSET = -2;
    private static final int NONE = -1;
    private static final int CASELESS = 1;
    private static final int VARIES = 2;

    /** A byte and its flags; flags below 0 mean that there is none. */
    private record Known(int value, int flags) {
        boolean set() {
            return flags >= 0;
        }

        boolean same(Known other) {
            return value == other.value && flags == other.flags;
        }
    }

    private record Pair(Known first, Known required) {
    }

    private static final Known UNKNOWN = new Known(0, UNSET);
    private static final Known NOTHING = new Known(0, NONE);

    private final boolean utf;
    private final Set<Integer> referenced = new HashSet<>();
    private final boolean pruneOrSkip;
    private int varies;

    /** The first byte, or -1, and its other case, or the same. */
    int first = -1;
    int firstOther = -1;
    /** A byte that a match must contain after the first, or -1, and its other case, or the same. */
    int required = -1;
    int requiredOther = -1;
    boolean anchored;
    boolean lineStart;

    StartInfo(PatternSource src, Node.Group root, int options) {
        this.utf = src.utf;
        this.pruneOrSkip = src.hasPruneOrSkip;
        collectReferences(root);
        Pair pair = group(root);
        anchored = (options & RegexOption.ANCHORED) != 0 || anchored(root, Set.of(), 0);
        if (!anchored) {
            Known start = pair.first.set() ? pair.first : asserted(root, false);
            if (start.set()) {
                first = start.value;
                firstOther = other(start);
            } else {
                lineStart = lineStart(root, Set.of(), 0, false);
            }
        }
        Known need = src.hasAccept ? NOTHING : pair.required;
        if (need.set() && (!anchored || (need.flags & VARIES) != 0)) {
            required = need.value;
            requiredOther = other(need);
        }
    }

    /** What the head of a pattern compiled by PCRE says. */
    StartInfo(ByteCodeHeader header) {
        this.utf = (header.options() & RegexOption.UNICODE) != 0;
        this.pruneOrSkip = false;
        anchored = (header.options() & RegexOption.ANCHORED) != 0;
        lineStart = header.has(ByteCodeHeader.START_LINE);
        if (header.has(ByteCodeHeader.FIRST_SET)) {
            first = header.firstChar();
            firstOther = header.has(ByteCodeHeader.FIRST_CASELESS) ? Latin1.otherCase(first) : first;
        }
        if (header.has(ByteCodeHeader.REQUIRED_SET)) {
            required = header.requiredChar();
            requiredOther = header.has(ByteCodeHeader.REQUIRED_CASELESS) ? Latin1.otherCase(required) : required;
        }
    }

    private static int other(Known k) {
        return (k.flags & CASELESS) != 0 ? Latin1.otherCase(k.value) : k.value;
    }

    private void collectReferences(Node node) {
        switch (node) {
            case Node.BackReference r -> {
                for (int n : r.groups) {
                    referenced.add(n);
                }
            }
            case Node.Repeat r -> collectReferences(r.item());
            case Node.Group g -> g.branches.forEach(branch -> branch.forEach(this::collectReferences));
            default -> {
            }
        }
    }

    private Pair group(Node.Group g) {
        Pair all = null;
        for (List<Node> branch : g.branches) {
            Pair next = new Walk().branch(branch);
            all = all == null ? next : merge(all, next);
        }
        if (g.kind == Node.GroupKind.CONDITIONAL && g.branches.size() == 1) {
            return new Pair(NOTHING, NOTHING);
        }
        return all;
    }

    private static Pair merge(Pair all, Pair branch) {
        Known first = all.first;
        Known required = all.required;
        Known branchRequired = branch.required;
        if (first.set() && !first.same(branch.first)) {
            required = required.set() ? required : first;
            first = NOTHING;
        }
        if (!first.set() && branch.first.set() && !branchRequired.set()) {
            branchRequired = branch.first;
        }
        boolean same = (required.flags & ~VARIES) == (branchRequired.flags & ~VARIES) && required.value == branchRequired.value;
        required = same ? new Known(required.value, required.flags | branchRequired.flags) : NOTHING;
        return new Pair(first, required);
    }

    /** The state while walking along one branch; the {@code zero} values hold if the last item is repeated zero times. */
    private final class Walk {
        private Known first = UNKNOWN;
        private Known required = UNKNOWN;
        private Known zeroFirst = UNKNOWN;
        private Known zeroRequired = UNKNOWN;
        private boolean groupSetFirst;

        Pair branch(List<Node> items) {
            items.forEach(this::item);
            return new Pair(first, required);
        }

        private void item(Node node) {
            switch (node) {
                case Node.Char c -> character(c);
                case Node.Repeat r -> repeat(r);
                case Node.Group g -> nested(g);
                case Node.Point p -> {
                    if (p == Node.Point.LINE_START && first.flags == UNSET) {
                        first = NOTHING;
                        zeroFirst = NOTHING;
                    }
                }
                case Node.Fail f -> {
                }
                case Node.Verb v -> {
                }
                case Node.Accept a -> first = first.flags == UNSET ? NOTHING : first;
                default -> unknownCharacter();
            }
        }

        private void unknownCharacter() {
            first = first.flags == UNSET ? NOTHING : first;
            zeroFirst = first;
            zeroRequired = required;
        }

        private void character(Node.Char c) {
            if (utf && c.caseless() && CaseFolding.set(c.value()).length > 2) {
                if (first.flags == UNSET) {
                    first = NOTHING;
                    zeroFirst = NOTHING;
                }
                return;
            }
            byte[] bytes = utf ? Utf8.encode(c.value()) : new byte[] {(byte) c.value()};
            int flags = c.caseless() ? CASELESS : 0;
            boolean exact = bytes.length == 1 || !c.caseless();
            int last = bytes[bytes.length - 1] & 0xFF;
            zeroRequired = required;
            if (first.flags != UNSET) {
                zeroFirst = first;
                required = exact ? new Known(last, flags | varies) : required;
                return;
            }
            zeroFirst = NOTHING;
            if (!exact) {
                first = NOTHING;
                required = NOTHING;
                return;
            }
            first = new Known(bytes[0] & 0xFF, flags);
            if (bytes.length > 1) {
                required = new Known(last, varies);
            }
        }

        private void repeat(Node.Repeat r) {
            item(r.item());
            if (r.min() == 0) {
                first = zeroFirst;
                required = zeroRequired;
            } else if (r.min() > 1 && r.item() instanceof Node.Char c && (!utf || c.value() < 128)) {
                required = new Known(c.value(), (c.caseless() ? CASELESS : 0) | varies);
            } else if (r.min() > 1 && r.item() instanceof Node.Group && groupSetFirst && !required.set()) {
                required = first;
            }
            varies |= r.min() == r.max() ? 0 : VARIES;
        }

        private void nested(Node.Group g) {
            int variesBefore = varies;
            Pair inner = group(g);
            if (g.define()) {
                return;
            }
            zeroRequired = required;
            zeroFirst = first;
            groupSetFirst = false;
            if (g.assertion()) {
                if (g.kind == Node.GroupKind.AHEAD && inner.required.set() && inner.first.set()) {
                    required = inner.required;
                }
                return;
            }
            Known innerRequired = inner.required;
            if (first.flags == UNSET) {
                groupSetFirst = inner.first.set();
                first = groupSetFirst ? inner.first : NOTHING;
                zeroFirst = NOTHING;
            } else if (inner.first.set() && !innerRequired.set()) {
                innerRequired = new Known(inner.first.value, inner.first.flags | variesBefore);
            }
            required = innerRequired.set() ? innerRequired : required;
        }
    }

    /** The item a branch starts with; a repeated group counts as the group if it is not optional. */
    private static Node head(List<Node> branch) {
        if (branch.isEmpty()) {
            return null;
        }
        Node node = branch.get(0);
        return node instanceof Node.Repeat r && r.min() > 0 && r.item() instanceof Node.Group g ? g : node;
    }

    private static Set<Integer> with(Set<Integer> inside, int number) {
        Set<Integer> all = new HashSet<>(inside);
        all.add(number);
        return all;
    }

    private boolean looseStar(Node.Repeat r, boolean all, Set<Integer> inside, int atoms) {
        return r.min() == 0 && r.max() == -1 && r.item() instanceof Node.Dot d && d.all() == all && atoms == 0 && !pruneOrSkip
            && inside.stream().noneMatch(referenced::contains);
    }

    private boolean anchored(Node.Group g, Set<Integer> inside, int atoms) {
        for (List<Node> branch : g.branches) {
            boolean ok = switch (head(branch)) {
                case Node.Group inner -> !inner.negative() && !inner.behind()
                    && (inner.kind != Node.GroupKind.CONDITIONAL || inner.branches.size() > 1)
                    && anchored(inner, inner.number > 0 ? with(inside, inner.number) : inside, atoms + atom(inner));
                case Node.Repeat r -> looseStar(r, true, inside, atoms);
                case Node.Point p -> p == Node.Point.SUBJECT_START || p == Node.Point.START_ANCHOR || p == Node.Point.START_OFFSET;
                case null, default -> false;
            };
            if (!ok) {
                return false;
            }
        }
        return true;
    }

    private static int atom(Node.Group g) {
        return g.kind == Node.GroupKind.ATOMIC || g.selfReference ? 1 : 0;
    }

    private boolean lineStart(Node.Group g, Set<Integer> inside, int atoms, boolean asserting) {
        for (List<Node> branch : g.branches) {
            boolean ok = switch (head(branch)) {
                case Node.Group inner -> lineStartGroup(inner, inside, atoms, asserting);
                case Node.Repeat r -> !asserting && looseStar(r, false, inside, atoms);
                case Node.Point p -> p == Node.Point.SUBJECT_START || p == Node.Point.LINE_START;
                case null, default -> false;
            };
            if (!ok) {
                return false;
            }
        }
        return true;
    }

    private boolean lineStartGroup(Node.Group g, Set<Integer> inside, int atoms, boolean asserting) {
        if (g.negative() || g.behind()) {
            return false;
        }
        if (g.kind == Node.GroupKind.CONDITIONAL) {
            return false;
        }
        return lineStart(g, g.number > 0 ? with(inside, g.number) : inside, atoms + atom(g), asserting || g.assertion());
    }

    private static Node assertedHead(List<Node> branch) {
        for (Node node : branch) {
            boolean skipped = node == Node.Point.WORD_BOUNDARY || node == Node.Point.NOT_WORD_BOUNDARY
                || node instanceof Node.Group g && g.assertion() && g.kind != Node.GroupKind.AHEAD;
            if (!skipped) {
                return node;
            }
        }
        return null;
    }

    /** The first character that a lookahead at the start of each branch demands. */
    private Known asserted(Node.Group g, boolean inside) {
        Known all = NOTHING;
        for (List<Node> branch : g.branches) {
            Known one = switch (assertedHead(branch)) {
                case Node.Group inner when !inner.behind() && !inner.negative() && inner.kind != Node.GroupKind.CONDITIONAL ->
                    asserted(inner, inner.kind == Node.GroupKind.AHEAD);
                case Node.Char c when inside -> assertedCharacter(c);
                case Node.Repeat r when inside && r.min() > 0 && r.item() instanceof Node.Char c -> assertedCharacter(c);
                case null, default -> NOTHING;
            };
            if (!one.set() || all.set() && !all.same(one)) {
                return NOTHING;
            }
            all = one;
        }
        return all;
    }

    private Known assertedCharacter(Node.Char c) {
        if (utf && c.caseless() && (c.value() > 127 || CaseFolding.set(c.value()).length > 2)) {
            return NOTHING;
        }
        byte[] bytes = utf ? Utf8.encode(c.value()) : new byte[] {(byte) c.value()};
        return new Known(bytes[0] & 0xFF, c.caseless() ? CASELESS : 0);
    }
}
