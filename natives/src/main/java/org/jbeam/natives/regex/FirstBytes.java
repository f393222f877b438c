package org.jbeam.natives.regex;

import java.util.Arrays;
import java.util.List;

/** The set of bytes a match can begin with, to skip start positions quickly; only for patterns without backtracking verbs. */
final class FirstBytes {
    private final boolean utf;
    private final boolean[] bytes = new boolean[256];
    private boolean unknown;

    private FirstBytes(boolean utf) {
        this.utf = utf;
    }

    /** The table of possible first bytes, or null if nothing is excluded or a match can be empty. */
    static boolean[] of(Node.Group root, boolean utf) {
        FirstBytes f = new FirstBytes(utf);
        boolean empty = f.group(root);
        if (utf) {
            Arrays.fill(f.bytes, 0x80, 0xC0, false);
        }
        return empty || f.unknown ? null : f.bytes;
    }

    /** Adds what the group can begin with; true if it can be passed without a character. */
    private boolean group(Node.Group g) {
        boolean empty = false;
        for (List<Node> branch : g.branches) {
            empty |= branch(branch);
        }
        return empty;
    }

    private boolean branch(List<Node> items) {
        for (Node item : items) {
            if (!node(item)) {
                return false;
            }
        }
        return true;
    }

    private boolean node(Node node) {
        return switch (node) {
            case Node.Char c -> character(c);
            case Node.OneOf o -> set(o.set()) | set(o.mandatory());
            case Node.NewlineSequence n -> set(UnicodeProperties.VERTICAL_SPACE);
            case Node.Point p -> true;
            case Node.Repeat r -> (r.max() == 0 || node(r.item())) | r.min() == 0;
            case Node.Group g -> nested(g);
            default -> {
                unknown = true;
                yield false;
            }
        };
    }

    private boolean nested(Node.Group g) {
        if (g.assertion()) {
            return true;
        }
        if (g.kind == Node.GroupKind.CONDITIONAL) {
            unknown = true;
            return false;
        }
        return group(g);
    }

    private boolean character(Node.Char c) {
        bytes[lead(c.value())] = true;
        if (c.caseless()) {
            if (utf) {
                for (int other : CaseFolding.set(c.value())) {
                    bytes[lead(other)] = true;
                }
            } else {
                bytes[Latin1.otherCase(c.value())] = true;
            }
        }
        return false;
    }

    private int lead(int c) {
        return utf ? Utf8.encode(c)[0] & 0xFF : c;
    }

    private boolean set(CharSet set) {
        int[] ranges = set.ranges();
        for (int i = 0; i < ranges.length; i += 2) {
            if (utf) {
                Arrays.fill(bytes, lead(ranges[i]), lead(ranges[i + 1]) + 1, true);
            } else if (ranges[i] < 256) {
                Arrays.fill(bytes, ranges[i], Math.min(ranges[i + 1], 255) + 1, true);
            }
        }
        return false;
    }
}
