package org.jbeam.natives.regex;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether parts of a pattern can match the empty string, as PCRE judges it: assertions and back references can. */
final class Emptiness {
    private final Node.Group[] groups;
    /** Judge as PCRE does, not by what is true. */
    private final boolean likePcre;
    private final Set<Node.Group> active = new HashSet<>();
    /** Answers of groups; a group in the midst of which it was asked about itself may be taken for one that can match the empty string. */
    private final Map<Node.Group, Boolean> answers = new IdentityHashMap<>();

    /** Groups that have been read to their end; a call of any other is taken to match the empty string. */
    final Set<Node.Group> complete = new HashSet<>();

    /** {@code groups}: capturing groups by number, 0 being the whole pattern. */
    Emptiness(Node.Group[] groups, boolean likePcre) {
        this.likePcre = likePcre;
        this.groups = groups;
    }

    /**
     * Whether the first {@code count} items can all be passed over; a call of a group that is not finished, or was not
     * begun at the call, settles it, as in PCRE.
     */
    boolean branch(List<Node> items, int count) {
        for (int i = 0; i < count; i++) {
            if (items.get(i) instanceof Node.Recursion r && (r.forward || !finished(r.group))) {
                return true;
            }
            if (!node(items.get(i))) {
                return false;
            }
        }
        return true;
    }

    boolean group(Node.Group g) {
        if (g.assertion() || g.kind == Node.GroupKind.CONDITIONAL && g.branches.size() == 1) {
            return true;
        }
        Boolean known = answers.get(g);
        if (known != null) {
            return known;
        }
        if (!active.add(g)) {
            return true;
        }
        boolean empty = false;
        for (List<Node> branch : g.branches) {
            empty = empty || branch(branch, branch.size());
        }
        active.remove(g);
        if (!likePcre) {
            answers.put(g, empty);
        }
        return empty;
    }

    boolean node(Node node) {
        return switch (node) {
            case Node.Char c -> false;
            case Node.OneOf o -> false;
            case Node.Dot d -> false;
            case Node.AnyByte a -> false;
            case Node.NewlineSequence n -> false;
            case Node.Cluster c -> false;
            case Node.Point p -> true;
            case Node.Fail f -> true;
            case Node.BackReference r -> true;
            case Node.Recursion r -> !finished(r.group) || group(groups[r.group]);
            case Node.Group g -> group(g);
            case Node.Repeat r -> r.min() == 0 || repeated(r);
            case Node.Verb v -> true;
            case Node.Accept a -> true;
        };
    }

    /** PCRE does not see that an endlessly repeated condition without an alternative can be passed over. */
    private boolean repeated(Node.Repeat r) {
        if (likePcre && r.max() < 0 && r.item() instanceof Node.Group g && g.kind == Node.GroupKind.CONDITIONAL) {
            return g.branches.stream().anyMatch(branch -> branch(branch, branch.size()));
        }
        return node(r.item());
    }

    private boolean finished(int number) {
        return number >= 0 && number < groups.length && complete.contains(groups[number]);
    }
}
