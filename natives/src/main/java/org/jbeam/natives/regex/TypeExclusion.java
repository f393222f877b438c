package org.jbeam.natives.regex;

import java.util.List;

/**
 * Pairs of character types of which PCRE believes that no character has both, so that a repeat of the one before the other is made possessive.
 * A few of them do have common characters (CR for dot and {@code \R}, NEL for {@code \S} and {@code \v}...), which decides about matches: those
 * repeats have to be possessive here as well. Source: pcrepattern(3), auto-possessification; OTP's answers.
 */
final class TypeExclusion {
    private static final String TYPES = "DdSsWw.RHhVv";
    /** For each type, the types that may follow its possessive repeat. */
    private static final String[] EXCLUDED = {"d", "DsWRhv", "sRhv", "dSw", "dw", "sWRhv", "R", "dsw.h", "h", "dSwRHv", "Rv", "dSwhV"};

    private TypeExclusion() {
    }

    /** Whether a repeat of {@code left} is possessive before {@code right}; null on the right is the end, or something unknown. */
    static boolean holds(Node left, Node right) {
        int row = TYPES.indexOf(type(left));
        return row >= 0 && right != null && starts(EXCLUDED[row], right);
    }

    private static boolean starts(String excluded, Node right) {
        return switch (right) {
            case Node.Repeat r -> r.min() > 0 && starts(excluded, r.item());
            case Node.Group g -> switch (g.kind) {
                case PLAIN, CAPTURE, ATOMIC -> allStart(excluded, g.branches);
                case AHEAD, NOT_AHEAD, BEHIND, NOT_BEHIND, CONDITIONAL -> false;
            };
            default -> excluded.indexOf(type(right)) >= 0;
        };
    }

    private static boolean allStart(String excluded, List<List<Node>> branches) {
        return branches.stream().allMatch(branch -> !branch.isEmpty() && starts(excluded, branch.get(0)));
    }

    /** The type's letter, or a character that is none. */
    private static char type(Node node) {
        return switch (node) {
            case Node.OneOf o -> o.type() == 0 ? '?' : o.type();
            case Node.Dot d -> d.all() ? '?' : '.';
            case Node.NewlineSequence n -> 'R';
            default -> '?';
        };
    }
}
