package org.jbeam.natives.regex;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns the syntax tree into instructions. Groups stand once in the code however often they repeat, so that their size is the pattern's. */
final class Compiler {
    /** A call whose target was not yet compiled: where its operand is. */
    private record Pending(int operand, int group) {
    }

    private final boolean utf;
    private final boolean hasThen;
    private final Emptiness emptiness;
    private final int[] entries;
    private int[] code = new int[64];
    private int size;
    private int registers;
    private int thenIds;
    private boolean looksBack;
    private final boolean autoPossess;
    /** What follows the item being compiled, or null if that is not one item. */
    private Node follower;
    /** The innermost group with alternatives, for THEN; -1 at the top. */
    private int thenTarget = -1;
    private final List<byte[]> strings = new ArrayList<>();
    private final List<boolean[]> tables = new ArrayList<>();
    private final List<CharSet> sets = new ArrayList<>();
    private final List<int[]> groupLists = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private final int groupCount;

    /** {@code hasThen}: there is a THEN in the pattern; {@code autoPossess}: make repeats possessive where PCRE would. */
    Compiler(boolean utf, boolean hasThen, boolean autoPossess, int groupCount, Emptiness emptiness) {
        this.utf = utf;
        this.hasThen = hasThen;
        this.autoPossess = autoPossess;
        this.emptiness = emptiness;
        this.groupCount = groupCount;
        this.entries = new int[groupCount + 1];
        Arrays.fill(entries, -1);
        this.registers = groupCount + 1;
    }

    Program compile(Node.Group root) {
        entries[0] = 0;
        branches(root);
        emit(Op.END);
        for (Pending p : pending) {
            code[p.operand] = entries[p.group];
        }
        new Possessifier(code, size, utf, tables, sets, strings).run();
        return new Program(Arrays.copyOf(code, size), strings.toArray(new byte[0][]), tables.toArray(new boolean[0][]),
            sets.toArray(new CharSet[0]), groupLists.toArray(new int[0][]), names.toArray(new String[0]), groupCount, registers, looksBack);
    }

    /** Whether the item is one character, which REPEAT handles by itself. */
    static boolean isSingle(Node node) {
        return node instanceof Node.Char || node instanceof Node.OneOf || node instanceof Node.Dot || node instanceof Node.AnyByte;
    }

    private int emit(int... words) {
        if (size + words.length > code.length) {
            code = Arrays.copyOf(code, Math.max(code.length * 2, size + words.length));
        }
        System.arraycopy(words, 0, code, size, words.length);
        size += words.length;
        return size - words.length;
    }

    private static <T> int add(List<T> list, T item) {
        list.add(item);
        return list.size() - 1;
    }

    /** The alternatives of a group, one after the other. */
    private void branches(Node.Group g) {
        int n = g.branches.size();
        int outer = thenTarget;
        boolean mark = hasThen && n > 1;
        if (mark) {
            thenTarget = thenIds++;
        }
        int[] jumps = new int[n];
        for (int i = 0; i < n; i++) {
            boolean last = i == n - 1;
            int alt = -1;
            if (mark) {
                alt = emit(Op.THEN_ALT, thenTarget, -1) + 2;
            } else if (!last) {
                alt = emit(Op.ALT, 0) + 1;
            }
            if (g.behind() && g.back[i] > 0) {
                emit(Op.BACK, g.back[i]);
                looksBack = true;
            }
            sequence(g.branches.get(i), 0);
            if (!last) {
                jumps[i] = emit(Op.JUMP, 0) + 1;
                code[alt] = size;
            }
        }
        for (int i = 0; i < n - 1; i++) {
            code[jumps[i]] = size;
        }
        thenTarget = outer;
    }

    private void sequence(List<Node> items, int from) {
        int i = from;
        while (i < items.size()) {
            int run = literalRun(items, i);
            if (run > i) {
                i = run;
                continue;
            }
            Node node = items.get(i++);
            Node after = follower;
            boolean last = i == items.size();
            follower = last ? after : items.get(i);
            if (autoPossess && node instanceof Node.Repeat r && r.min() != r.max() && (r.mode() == Node.Mode.GREEDY || !last)
                && TypeExclusion.holds(r.item(), follower)) {
                node = new Node.Repeat(r.item(), r.min(), r.max(), Node.Mode.POSSESSIVE);
            }
            node(node);
            follower = after;
        }
    }

    /** Compiles the run of literal characters at {@code from}; the index after it, or {@code from} if there is none. */
    private int literalRun(List<Node> items, int from) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int i = from;
        while (i < items.size() && items.get(i) instanceof Node.Char c && exact(c)) {
            bytes.writeBytes(bytesOf(c.value()));
            i++;
        }
        if (bytes.size() == 1) {
            emit(Op.CHAR, bytes.toByteArray()[0]);
        } else if (bytes.size() > 1) {
            emit(Op.STRING, add(strings, bytes.toByteArray()));
        }
        return i;
    }

    private byte[] bytesOf(int c) {
        return utf ? Utf8.encode(c) : new byte[] {(byte) c};
    }

    private boolean exact(Node.Char c) {
        return !c.caseless() || (utf ? CaseFolding.set(c.value()).length == 0 : Latin1.otherCase(c.value()) == c.value());
    }

    private void node(Node node) {
        switch (node) {
            case Node.Char c -> single(c);
            case Node.OneOf o -> single(o);
            case Node.Dot d -> single(d);
            case Node.AnyByte a -> single(a);
            case Node.NewlineSequence n -> emit(Op.NEWLINE);
            case Node.Cluster c -> emit(Op.CLUSTER);
            case Node.Point p -> {
                if (p == Node.Point.KEEP_OUT) {
                    emit(Op.KEEP_OUT);
                } else {
                    emit(Op.POINT, p.ordinal());
                }
            }
            case Node.Fail f -> emit(Op.FAIL);
            case Node.BackReference r -> emit(Op.REFERENCE, add(groupLists, r.groups), r.caseless ? 1 : 0);
            case Node.Recursion r -> pending.add(new Pending(emit(Op.CALL, 0, r.group) + 1, r.group));
            case Node.Group g -> group(g);
            case Node.Repeat r -> repeat(r);
            case Node.Verb v -> verb(v);
            case Node.Accept a -> {
                a.open().forEach(n -> emit(Op.CLOSE_ACCEPT, n));
                emit(Op.ACCEPT);
            }
        }
    }

    private void verb(Node.Verb v) {
        switch (v.kind()) {
            case COMMIT -> emit(Op.COMMIT);
            case PRUNE -> emit(Op.PRUNE);
            case SKIP -> emit(Op.SKIP);
            case SKIP_NAMED -> emit(Op.SKIP_NAMED, add(names, v.name()));
            case THEN -> emit(Op.THEN, thenTarget);
            case MARK -> emit(Op.MARK, add(names, v.name()));
        }
    }

    private void single(Node node) {
        int[] kind = kind(node);
        if (kind[0] == Op.ANY_BYTE || kind[0] == Op.ANY_CHAR || kind[0] == Op.DOT) {
            emit(kind[0]);
        } else {
            emit(kind[0], kind[1]);
        }
    }

    /** The single-character instruction and its operand. */
    private int[] kind(Node node) {
        return switch (node) {
            case Node.Char c -> charKind(c);
            case Node.OneOf o -> setKind(o.set());
            case Node.Dot d -> new int[] {!d.all() ? Op.DOT : utf ? Op.ANY_CHAR : Op.ANY_BYTE, 0};
            default -> new int[] {Op.ANY_BYTE, 0};
        };
    }

    private int[] charKind(Node.Char c) {
        if (exact(c)) {
            byte[] bytes = bytesOf(c.value());
            return bytes.length == 1 ? new int[] {Op.CHAR, bytes[0]} : setKind(CharSet.of(c.value()));
        }
        return setKind(CharSet.of(utf ? CaseFolding.set(c.value()) : new int[] {c.value(), Latin1.otherCase(c.value())}));
    }

    private int[] setKind(CharSet set) {
        int[] ranges = set.ranges();
        if (!utf || ranges.length == 0 || ranges[ranges.length - 1] < 0x80) {
            return new int[] {Op.SET, add(tables, set.low)};
        }
        return new int[] {Op.WIDE_SET, add(sets, set)};
    }

    private void group(Node.Group g) {
        Node after = follower;
        if (g.kind != Node.GroupKind.PLAIN && g.kind != Node.GroupKind.CAPTURE || g.selfReference) {
            follower = null;
        }
        groupBody(g);
        follower = after;
    }

    private void groupBody(Node.Group g) {
        switch (g.kind) {
            case PLAIN -> branches(g);
            case CAPTURE -> capture(g);
            case ATOMIC -> {
                emit(Op.ATOMIC);
                branches(g);
                emit(Op.ATOMIC_END, g.innerCaptures ? 1 : 0);
            }
            case AHEAD, BEHIND, NOT_AHEAD, NOT_BEHIND -> assertion(g);
            case CONDITIONAL -> conditional(g);
        }
    }

    private void capture(Node.Group g) {
        if (g.selfReference) {
            emit(Op.ATOMIC);
        }
        emit(Op.OPEN, g.number);
        if (entries[g.number] < 0) {
            entries[g.number] = size;
        }
        branches(g);
        emit(Op.CLOSE, g.number);
        if (g.selfReference) {
            emit(Op.ATOMIC_END, 1);
        }
    }

    /** The index of the operand that says where to go when the assertion does not hold; -1 there means failure. */
    private int assertion(Node.Group g) {
        if (g.negative()) {
            int at = emit(Op.NOT_ASSERT, 0, -1);
            branches(g);
            emit(Op.NOT_ASSERT_END);
            code[at + 1] = size;
            return at + 2;
        }
        int at = emit(Op.ASSERT, -1, 0);
        branches(g);
        int last = emit(Op.ASSERT_END);
        code[at + 2] = last;
        return at + 1;
    }

    private void conditional(Node.Group g) {
        List<Node> yes = g.branches.get(0);
        int from = 0;
        int otherwise = -1;
        switch (g.condition.test) {
            case DEFINE -> otherwise = emit(Op.JUMP, 0) + 1;
            case GROUP_SET -> otherwise = emit(Op.IF_SET, add(groupLists, g.condition.groups), 0) + 2;
            case RECURSING -> otherwise = emit(Op.IF_CALLED, add(groupLists, g.condition.groups), 0) + 2;
            case ASSERTION -> {
                from = 1;
                otherwise = yes.get(0) instanceof Node.Group test ? assertion(test) : emit(Op.JUMP, 0) + 1;
            }
        }
        sequence(yes, from);
        if (g.branches.size() == 1) {
            code[otherwise] = size;
            return;
        }
        int end = emit(Op.JUMP, 0) + 1;
        code[otherwise] = size;
        sequence(g.branches.get(1), 0);
        code[end] = size;
    }

    private void repeat(Node.Repeat r) {
        Node item = unwrap(r.item());
        follower = null;
        if (isSingle(item)) {
            repeatSingle(item, r.min(), r.max(), r.mode());
        } else if (r.max() == 0) {
            int skip = emit(Op.JUMP, 0) + 1;
            node(item);
            code[skip] = size;
        } else if (r.mode() == Node.Mode.POSSESSIVE) {
            emit(Op.ATOMIC);
            loop(item, r.min(), r.max(), false);
            emit(Op.ATOMIC_END, r.max() < 0 && r.min() < 2 ? 0 : 1);
        } else {
            loop(item, r.min(), r.max(), r.mode() == Node.Mode.LAZY);
        }
    }

    private void repeatSingle(Node item, int min, int max, Node.Mode mode) {
        if (max == 0) {
            return;
        }
        int least = min;
        int most = max < 0 ? Integer.MAX_VALUE : max;
        boolean minimum = min > 1 || min == 1 && max < 0;
        if (minimum && item instanceof Node.OneOf o && o.mandatory() != o.set()) {
            int[] kind = setKind(o.mandatory());
            emit(Op.REPEAT, Node.Mode.POSSESSIVE.ordinal(), kind[0], kind[1], min, min);
            least = 0;
            most -= max < 0 ? 0 : min;
        }
        if (most > 0) {
            int[] kind = kind(item);
            emit(Op.REPEAT, mode.ordinal(), kind[0], kind[1], least, most);
        }
    }

    /** A group that only holds one character is repeated as the character. */
    private static Node unwrap(Node item) {
        boolean plain = item instanceof Node.Group g && g.kind == Node.GroupKind.PLAIN && g.branches.size() == 1
            && g.branches.get(0).size() == 1;
        if (plain) {
            Node inner = ((Node.Group) item).branches.get(0).get(0);
            boolean same = !(inner instanceof Node.OneOf o) || o.mandatory() == o.set();
            return isSingle(inner) && same ? inner : item;
        }
        return item;
    }

    private void loop(Node item, int min, int max, boolean lazy) {
        boolean mayBeEmpty = max < 0 && emptiness.node(item);
        if (min == 1 && max == 1) {
            node(item);
        } else if (min == 0 && max == 1) {
            int exit = choice(lazy);
            node(item);
            code[exit] = size;
        } else if (max < 0 && min == 0) {
            int start = size;
            int exit = choice(lazy);
            int check = round(item, mayBeEmpty);
            emit(Op.JUMP, start);
            code[exit] = size;
            patch(check);
        } else if (max < 0 && min == 1) {
            int start = size;
            int check = round(item, mayBeEmpty);
            int again = lazy ? emit(Op.ALT, start) : emit(Op.ALT, size + 4, Op.JUMP, start);
            assert again >= 0;
            patch(check);
        } else {
            counted(item, min, max, lazy, mayBeEmpty);
        }
    }

    /** Emits the choice between a round (which follows) and the exit; the index of the operand for the exit. */
    private int choice(boolean lazy) {
        if (!lazy) {
            return emit(Op.ALT, 0) + 1;
        }
        return emit(Op.ALT, size + 4, Op.JUMP, 0) + 3;
    }

    /** One round of a loop; the index of the operand for the exit after an empty one, or -1. */
    private int round(Node item, boolean mayBeEmpty) {
        if (!mayBeEmpty) {
            node(item);
            return -1;
        }
        int register = registers++;
        emit(Op.SAVE_POS, register);
        node(item);
        return emit(Op.EMPTY_CHECK, register, 0) + 2;
    }

    private void patch(int operand) {
        if (operand >= 0) {
            code[operand] = size;
        }
    }

    private void counted(Node item, int min, int max, boolean lazy, boolean mayBeEmpty) {
        int count = registers++;
        emit(Op.COUNT_INIT, count);
        int start = emit(Op.COUNT_LOOP, count, min, max < 0 ? Integer.MAX_VALUE : max, lazy ? 1 : 0, 0);
        emit(Op.COUNT_ROUND, count);
        int check = -1;
        if (mayBeEmpty) {
            int register = registers++;
            emit(Op.SAVE_POS, register);
            node(item);
            check = emit(Op.COUNT_EMPTY_CHECK, register, count, min, 0) + 4;
        } else {
            node(item);
        }
        emit(Op.JUMP, start);
        code[start + 5] = size;
        patch(check);
    }
}
