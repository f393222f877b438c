package org.jbeam.natives.regex;

import java.util.ArrayList;
import java.util.List;

/** The syntax tree of a pattern. A branch is a list of nodes; {@link Group} holds the branches of a pair of parentheses. */
sealed interface Node {

    /** A literal character, a code point (or a byte value without UNICODE). */
    record Char(int value, boolean caseless) implements Node {
    }

    /**
     * Any one character of a set; {@code size} is what PCRE's code for it takes, in bytes. {@code mandatory} is the set for the first rounds of a
     * repeat with a minimum, which differs for {@code \w} and {@code \W} in UTF-8: there PCRE looks at ASCII only. {@code type} is the letter of
     * the escape that is a type of its own in PCRE's code, or 0.
     */
    record OneOf(CharSet set, int size, boolean charClass, CharSet mandatory, char type) implements Node {
        OneOf(CharSet set, int size, boolean charClass) {
            this(set, size, charClass, set, (char) 0);
        }
    }

    /** The dot: any character ({@code all}), or any but a newline. */
    record Dot(boolean all) implements Node {
    }

    /** {@code \C} in a UTF-8 pattern. */
    record AnyByte() implements Node {
    }

    /** {@code \R}. */
    record NewlineSequence() implements Node {
    }

    /** {@code \X}. */
    record Cluster() implements Node {
    }

    /** Tests of the position, and {@code \K}. */
    enum Point implements Node {
        LINE_START, SUBJECT_START, LINE_END, SUBJECT_END, START_OFFSET, VERY_END, BEFORE_FINAL_NEWLINE, START_ANCHOR,
        WORD_BOUNDARY, NOT_WORD_BOUNDARY, KEEP_OUT
    }

    /** {@code (*FAIL)}. */
    record Fail() implements Node {
    }

    /** A back reference; a named one is resolved once all names are known. {@code offset}: where PCRE reports an unknown name. */
    final class BackReference implements Node {
        final String name;
        final int offset;
        final boolean caseless;
        int[] groups;

        BackReference(String name, int[] groups, int offset, boolean caseless) {
            this.name = name;
            this.groups = groups;
            this.offset = offset;
            this.caseless = caseless;
        }
    }

    /** A call of a group (0: the whole pattern). */
    final class Recursion implements Node {
        final String name;
        final int offset;
        /** Whether the call stands inside a conditional group, where PCRE does not look for endless recursion. */
        final boolean conditional;
        int group;
        /** The group called starts behind the call. */
        boolean forward;

        Recursion(String name, int group, int offset, boolean conditional) {
            this.name = name;
            this.group = group;
            this.offset = offset;
            this.conditional = conditional;
        }
    }

    enum GroupKind { PLAIN, CAPTURE, ATOMIC, AHEAD, NOT_AHEAD, BEHIND, NOT_BEHIND, CONDITIONAL }

    final class Group implements Node {
        final GroupKind kind;
        /** The capture number, or 0. */
        final int number;
        final List<List<Node>> branches = new ArrayList<>();
        /** Pattern offsets of the ends of the branches. */
        final List<Integer> ends = new ArrayList<>();
        Condition condition;
        /** A reference to the group stands inside it: such a group is atomic. */
        boolean selfReference;
        /** Captures are set inside (the group itself apart). */
        boolean innerCaptures;
        /** Characters to step back, by branch of a lookbehind. */
        int[] back;

        Group(GroupKind kind, int number) {
            this.kind = kind;
            this.number = number;
        }

        boolean assertion() {
            return kind == GroupKind.AHEAD || kind == GroupKind.NOT_AHEAD || kind == GroupKind.BEHIND || kind == GroupKind.NOT_BEHIND;
        }

        boolean behind() {
            return kind == GroupKind.BEHIND || kind == GroupKind.NOT_BEHIND;
        }

        boolean negative() {
            return kind == GroupKind.NOT_AHEAD || kind == GroupKind.NOT_BEHIND;
        }

        boolean define() {
            return condition != null && condition.test == Test.DEFINE;
        }
    }

    enum Test { GROUP_SET, RECURSING, DEFINE, ASSERTION }

    /** What a conditional group asks. {@code offset}: where PCRE reports an unknown group. */
    final class Condition {
        Test test = Test.GROUP_SET;
        String name;
        /** The name was written in brackets or quotes, so it can only be a group's name. */
        boolean delimited;
        /** Groups asked about; for RECURSING, {@code -1} is any group. */
        int[] groups;
        int offset;
    }

    enum Mode { GREEDY, LAZY, POSSESSIVE }

    /** {@code max} -1: no limit. */
    record Repeat(Node item, int min, int max, Mode mode) implements Node {
    }

    enum VerbKind { COMMIT, PRUNE, SKIP, SKIP_NAMED, THEN, MARK }

    record Verb(VerbKind kind, String name) implements Node {
    }

    /** {@code (*ACCEPT)}, with the capturing groups that are open there, innermost first. */
    record Accept(List<Integer> open) implements Node {
    }
}
