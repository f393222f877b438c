package org.jbeam.natives.regex;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns PCRE's code back into a syntax tree. PCRE has written out counted repeats of groups as copies, so the tree may hold a capturing group
 * several times. A damaged code raises {@link RegexSyntaxException}.
 */
final class Decompiler {
    private static final int ANY_RECURSION = 0xFFFF;

    private record Call(Node.Recursion node, int target) {
    }

    private final ByteCodeHeader header;
    private final ByteCodeReader in;
    private final List<Call> calls = new ArrayList<>();
    /** Numbers of capturing groups by the offset at which they start. */
    private final Map<Integer, Integer> starts = new HashMap<>();
    private final List<Integer> closed = new ArrayList<>();
    /** Capturing groups by number, the first of each; 0 is the whole pattern. */
    final Node.Group[] groups;
    boolean hasThen;
    boolean hasVerb;

    Decompiler(byte[] bytes, ByteCodeHeader header) {
        this.header = header;
        this.in = new ByteCodeReader(bytes, header.codeStart(), (header.options() & RegexOption.UNICODE) != 0);
        this.groups = new Node.Group[header.groupCount() + 1];
    }

    Node.Group read() {
        in.require(in.peek() == PcreOp.BRACKET);
        Node root = bracket();
        in.require(root instanceof Node.Group && in.next() == PcreOp.END);
        groups[0] = (Node.Group) root;
        for (Call call : calls) {
            Integer number = call.target == header.codeStart() ? Integer.valueOf(0) : starts.get(call.target);
            in.require(number != null && groups[number] != null);
            call.node.group = number;
        }
        return groups[0];
    }

    private int groupNumber() {
        int n = in.number();
        in.require(n > 0 && n <= header.groupCount());
        return n;
    }

    /** Numbers of the groups that some entries of the name table name. */
    private int[] namedGroups() {
        int first = in.number();
        int count = in.number();
        in.require(count > 0 && first + count <= header.names().size());
        return header.names().subList(first, first + count).stream().mapToInt(PatternSource.Name::number).toArray();
    }

    // ---- groups

    /** A group, or an endless repeat of one. */
    private Node bracket() {
        int start = in.at;
        int op = in.next();
        int branchEnd = start + in.number();
        boolean possessive = isPossessive(op);
        Node.Group g = open(op, start);
        List<Integer> back = new ArrayList<>();
        int end;
        do {
            back.add(g.behind() && in.peek() == PcreOp.REVERSE ? distance() : 0);
            g.branches.add(items(branchEnd));
            end = in.next();
            int link = in.number();
            in.require(end >= PcreOp.ALT && end <= PcreOp.KET_POSSESSIVE && (end == PcreOp.ALT || link == in.at - 3 - start));
            branchEnd += link;
        } while (end == PcreOp.ALT);
        g.back = back.stream().mapToInt(Integer::intValue).toArray();
        checkCondition(g);
        in.require(possessive == (end == PcreOp.KET_POSSESSIVE));
        return end == PcreOp.KET ? g : new Node.Repeat(g, 1, -1, Node.Mode.values()[end - PcreOp.KET - 1]);
    }

    private static boolean isPossessive(int op) {
        int plain = op >= PcreOp.EMPTY_BRACKET ? op - PcreOp.EMPTY_BRACKET + PcreOp.BRACKET : op;
        return plain == PcreOp.BRACKET_POSSESSIVE || plain == PcreOp.CAPTURE_POSSESSIVE;
    }

    private Node.Group open(int op, int start) {
        int plain = op >= PcreOp.EMPTY_BRACKET && op <= PcreOp.EMPTY_CONDITION ? op - PcreOp.EMPTY_BRACKET + PcreOp.BRACKET : op;
        return switch (plain) {
            case PcreOp.ONCE, PcreOp.ONCE_NO_CAPTURES -> {
                Node.Group g = new Node.Group(Node.GroupKind.ATOMIC, 0);
                g.innerCaptures = plain == PcreOp.ONCE;
                yield g;
            }
            case PcreOp.BRACKET, PcreOp.BRACKET_POSSESSIVE -> new Node.Group(Node.GroupKind.PLAIN, 0);
            case PcreOp.CAPTURE, PcreOp.CAPTURE_POSSESSIVE -> capture(start);
            case PcreOp.CONDITION -> conditional();
            default -> {
                in.require(plain >= PcreOp.ASSERT && plain <= PcreOp.ASSERT_BEHIND_NOT);
                yield new Node.Group(Node.GroupKind.values()[plain - PcreOp.ASSERT + Node.GroupKind.AHEAD.ordinal()], 0);
            }
        };
    }

    private Node.Group capture(int start) {
        int number = groupNumber();
        Node.Group g = new Node.Group(Node.GroupKind.CAPTURE, number);
        starts.put(start, number);
        if (groups[number] == null) {
            groups[number] = g;
        }
        return g;
    }

    private int distance() {
        in.next();
        return in.number();
    }

    private Node.Group conditional() {
        Node.Group g = new Node.Group(Node.GroupKind.CONDITIONAL, 0);
        g.condition = new Node.Condition();
        while (in.peek() == PcreOp.CALLOUT) {
            skipCallout();
        }
        int op = in.peek();
        if (op < PcreOp.IF_GROUP || op > PcreOp.DEFINE) {
            in.require(op == PcreOp.FAIL || op >= PcreOp.ASSERT && op <= PcreOp.ASSERT_BEHIND_NOT);
            g.condition.test = Node.Test.ASSERTION;
            return g;
        }
        in.next();
        switch (op) {
            case PcreOp.IF_GROUP -> g.condition.groups = new int[] {groupNumber()};
            case PcreOp.IF_NAMED_GROUP -> g.condition.groups = namedGroups();
            case PcreOp.DEFINE -> g.condition.test = Node.Test.DEFINE;
            default -> {
                g.condition.test = Node.Test.RECURSING;
                g.condition.groups = op == PcreOp.IF_NAMED_RECURSION ? namedGroups() : new int[] {recursionNumber()};
            }
        }
        return g;
    }

    private int recursionNumber() {
        int n = in.number();
        return n == ANY_RECURSION ? -1 : n;
    }

    private void checkCondition(Node.Group g) {
        if (g.condition == null) {
            return;
        }
        in.require(g.branches.size() <= (g.define() ? 1 : 2));
        if (g.condition.test == Node.Test.ASSERTION) {
            List<Node> first = g.branches.get(0);
            in.require(!first.isEmpty() && (first.get(0) instanceof Node.Fail || first.get(0) instanceof Node.Group test && test.assertion()));
        }
    }

    // ---- items

    private List<Node> items(int end) {
        List<Node> items = new ArrayList<>();
        while (in.at < end) {
            Node node = item();
            if (node != null) {
                items.add(node);
            }
        }
        in.require(in.at == end);
        return items;
    }

    private void skipCallout() {
        in.next();
        in.next();
        in.number();
        in.number();
    }

    /** The next item; null for what has no meaning by itself. */
    private Node item() {
        int op = in.peek();
        if (op >= PcreOp.ASSERT && op <= PcreOp.EMPTY_CONDITION) {
            return bracket();
        }
        in.next();
        if (op >= PcreOp.STAR && op < PcreOp.CLASS_STAR) {
            return repeat(op);
        }
        if (op >= PcreOp.CHAR && op <= PcreOp.NOT_CASELESS) {
            return in.literal(op - PcreOp.CHAR);
        }
        if (op >= PcreOp.NOT_DIGIT && op <= PcreOp.CLUSTER) {
            return in.type(op);
        }
        return op >= PcreOp.MARK && op <= PcreOp.CLOSE ? verb(op) : other(op);
    }

    private Node other(int op) {
        return switch (op) {
            case PcreOp.SUBJECT_START -> Node.Point.START_ANCHOR;
            case PcreOp.START_OFFSET -> Node.Point.START_OFFSET;
            case PcreOp.KEEP_OUT -> Node.Point.KEEP_OUT;
            case PcreOp.NOT_WORD_BOUNDARY -> Node.Point.NOT_WORD_BOUNDARY;
            case PcreOp.WORD_BOUNDARY -> Node.Point.WORD_BOUNDARY;
            case PcreOp.FINAL_NEWLINE -> Node.Point.BEFORE_FINAL_NEWLINE;
            case PcreOp.VERY_END -> Node.Point.VERY_END;
            case PcreOp.DOLLAR -> Node.Point.SUBJECT_END;
            case PcreOp.DOLLAR_MULTILINE -> Node.Point.LINE_END;
            case PcreOp.CIRCUMFLEX -> Node.Point.SUBJECT_START;
            case PcreOp.CIRCUMFLEX_MULTILINE -> Node.Point.LINE_START;
            case PcreOp.CLASS, PcreOp.NEGATED_CLASS -> classRepeat(in.mappedClass(op == PcreOp.NEGATED_CLASS));
            case PcreOp.EXTENDED_CLASS -> classRepeat(in.extendedClass());
            case PcreOp.REFERENCE, PcreOp.REFERENCE_CASELESS -> reference(new int[] {groupNumber()}, op == PcreOp.REFERENCE_CASELESS);
            case PcreOp.NAMED_REFERENCE, PcreOp.NAMED_REFERENCE_CASELESS -> reference(namedGroups(), op == PcreOp.NAMED_REFERENCE_CASELESS);
            case PcreOp.RECURSE -> recursion();
            case PcreOp.CALLOUT -> {
                in.at--;
                skipCallout();
                yield null;
            }
            case PcreOp.SKIP_ZERO -> new Node.Repeat(bracket(), 0, 0, Node.Mode.GREEDY);
            default -> {
                in.require(op >= PcreOp.ZERO && op <= PcreOp.ZERO_POSSESSIVE);
                yield optional(Node.Mode.values()[op - PcreOp.ZERO]);
            }
        };
    }

    private Node reference(int[] numbers, boolean caseless) {
        return classRepeat(new Node.BackReference(null, numbers, 0, caseless));
    }

    private Node recursion() {
        Node.Recursion node = new Node.Recursion(null, -1, 0, false);
        calls.add(new Call(node, header.codeStart() + in.number()));
        return node;
    }

    /** What follows may be left out. */
    private Node optional(Node.Mode mode) {
        Node node = bracket();
        if (node instanceof Node.Repeat r && r.mode() == mode) {
            return new Node.Repeat(r.item(), 0, -1, mode);
        }
        if (node instanceof Node.Group) {
            return new Node.Repeat(node, 0, 1, mode);
        }
        Node.Group g = new Node.Group(Node.GroupKind.PLAIN, 0);
        g.branches.add(List.of(node));
        return new Node.Repeat(g, 0, 1, mode);
    }

    /** A repeat of a character or of a type. */
    private Node repeat(int op) {
        int form = (op - PcreOp.STAR) % 13;
        boolean counted = form >= 6 && form <= 8 || form == 12;
        int count = counted ? in.number() : 0;
        Node item = op < PcreOp.TYPE_STAR ? in.literal((op - PcreOp.STAR) / 13) : in.type(in.next());
        return switch (form) {
            case 0, 1 -> new Node.Repeat(item, 0, -1, mode(form));
            case 2, 3 -> new Node.Repeat(item, 1, -1, mode(form));
            case 4, 5 -> new Node.Repeat(item, 0, 1, mode(form));
            case 6, 7 -> new Node.Repeat(item, 0, count, mode(form));
            case 8 -> new Node.Repeat(item, count, count, Node.Mode.GREEDY);
            case 9, 10 -> new Node.Repeat(item, form - 9, -1, Node.Mode.POSSESSIVE);
            default -> new Node.Repeat(item, 0, form == 11 ? 1 : count, Node.Mode.POSSESSIVE);
        };
    }

    private static Node.Mode mode(int form) {
        return (form & 1) == 0 ? Node.Mode.GREEDY : Node.Mode.LAZY;
    }

    /** The repeat that may stand behind a class or a back reference. */
    private Node classRepeat(Node item) {
        int op = in.peek();
        if (op < PcreOp.CLASS_STAR || op > PcreOp.CLASS_POSSESSIVE_RANGE) {
            return item;
        }
        in.next();
        int form = op - PcreOp.CLASS_STAR;
        return switch (form) {
            case 0, 1 -> new Node.Repeat(item, 0, -1, mode(form));
            case 2, 3 -> new Node.Repeat(item, 1, -1, mode(form));
            case 4, 5 -> new Node.Repeat(item, 0, 1, mode(form));
            case 6, 7 -> range(item, mode(form));
            case 8, 9 -> new Node.Repeat(item, form - 8, -1, Node.Mode.POSSESSIVE);
            case 10 -> new Node.Repeat(item, 0, 1, Node.Mode.POSSESSIVE);
            default -> range(item, Node.Mode.POSSESSIVE);
        };
    }

    private Node range(Node item, Node.Mode mode) {
        int min = in.number();
        int max = in.number();
        in.require(max == 0 || max >= min);
        return new Node.Repeat(item, min, max == 0 ? -1 : max, mode);
    }

    // ---- verbs

    private Node verb(int op) {
        hasVerb |= op != PcreOp.FAIL;
        return switch (op) {
            case PcreOp.MARK -> new Node.Verb(Node.VerbKind.MARK, in.name());
            case PcreOp.PRUNE -> new Node.Verb(Node.VerbKind.PRUNE, "");
            case PcreOp.PRUNE_NAMED -> new Node.Verb(Node.VerbKind.PRUNE, in.name());
            case PcreOp.SKIP -> new Node.Verb(Node.VerbKind.SKIP, "");
            case PcreOp.SKIP_NAMED -> new Node.Verb(Node.VerbKind.SKIP_NAMED, in.name());
            case PcreOp.THEN, PcreOp.THEN_NAMED -> {
                hasThen = true;
                yield new Node.Verb(Node.VerbKind.THEN, op == PcreOp.THEN ? "" : in.name());
            }
            case PcreOp.COMMIT -> new Node.Verb(Node.VerbKind.COMMIT, "");
            case PcreOp.FAIL -> new Node.Fail();
            case PcreOp.CLOSE -> {
                closed.add(groupNumber());
                in.require(in.peek() >= PcreOp.ACCEPT && in.peek() <= PcreOp.CLOSE);
                yield null;
            }
            default -> {
                List<Integer> open = List.copyOf(closed);
                closed.clear();
                yield new Node.Accept(open);
            }
        };
    }
}
