package org.jbeam.term;

/** The hash behind maps of more than 32 keys. OTP hashes what it keeps in one word as that word, so the words are built here. */
final class InternalHash extends HashWalk {
    private static final long NIL_WORD = 0x3b;
    private static final int SMALL_BITS = 60;

    static int atom(int hash, Atom atom) {
        return immediate(hash, atom.index() * 64L + 11);
    }

    static int small(int hash, long value) {
        return value << Long.SIZE - SMALL_BITS >> Long.SIZE - SMALL_BITS == value ? immediate(hash, value << 4 | 15)
                : wide(hash, Math.abs(value), value < 0 ? 10 : 11);
    }

    private static int wide(int hash, long digit, int kind) {
        return JenkinsMix.add(hash, (int) digit, (int) (digit >>> 32), kind);
    }

    private static int immediate(int hash, long word) {
        return wide(hash, word, 1);
    }

    @Override
    void small(long value) {
        hash = small(hash, value);
    }

    @Override
    void floating(long bits) {
        hash = JenkinsMix.add(hash, (int) bits, (int) (bits >>> 32), 12);
    }

    @Override
    void atom(Atom atom) {
        hash = atom(hash, atom);
    }

    @Override
    void nil() {
        hash = immediate(hash, NIL_WORD);
    }

    @Override
    void lastBytes(int packed, int count) {
        hash = JenkinsMix.add(hash, packed, count, 22);
    }

    @Override
    boolean beforeHead() {
        mark(17);
        return true;
    }

    @Override
    void afterLastHead() {
        mark(18);
    }

    private void mark(int kind) {
        hash = Integer.rotateLeft(hash ^ kind * JenkinsMix.GOLDEN, 17);
    }

    /** A trie is hashed from its last pair to its first. */
    @Override
    void startMap(MapTerm map) {
        MapTerm.Iterator pairs = map.isFlat() ? map.iterator() : FlatMap.walk(map.keys(), map.values());
        stack.push(pairs, Boolean.FALSE, MAP);
    }

    @Override
    void continueMap(Object frame) {
        MapTerm.Iterator pairs = (MapTerm.Iterator) frame;
        boolean atValue = (Boolean) stack.second();
        if (atValue) {
            stack.second(Boolean.FALSE);
            visit(pairs.value());
        } else if (pairs.next()) {
            stack.second(Boolean.TRUE);
            visit(pairs.key());
        } else {
            stack.pop();
        }
    }

    /** OTP's word of a local pid or port also depends on the sizes of its tables; ours has what tells pids apart. */
    @Override
    void pid(Pid pid) {
        if (pid.node().isLocal()) {
            hash = immediate(hash, ((long) pid.serial() << Integer.SIZE | pid.number() & 0xffffffffL) << 4 | 3);
        } else {
            hash = JenkinsMix.add(hash, pid.number(), pid.serial(), 5);
            node(pid.node());
        }
    }

    @Override
    void port(Port port) {
        if (port.node().isLocal()) {
            hash = immediate(hash, port.number() << 4 | 7);
        } else {
            hash = wide(hash, port.number(), 6);
            node(port.node());
        }
    }

    @Override
    void ref(Ref ref) {
        hash = JenkinsMix.add(hash, ref.word(0), 7);
        hash = JenkinsMix.add(hash, ref.word(1), ref.word(2), 8);
        if (!ref.node().isLocal()) {
            node(ref.node());
        }
    }

    /** OTP takes the address of the node's entry, which no one can foretell. */
    private void node(Node node) {
        hash = JenkinsMix.add(hash, node.name().nameHash(), node.creation(), 10);
    }

    @Override
    void fun(Fun fun) {
        if (fun.isExternal()) {
            hash = JenkinsMix.add(hash, fun.arity(), fun.module().index(), 1);
            hash = JenkinsMix.add(hash, fun.function().index(), 14);
        } else {
            hash = JenkinsMix.add(hash, fun.envSize(), fun.module().index(), 1);
            hash = JenkinsMix.add(hash, fun.index(), fun.oldUniq(), 1);
            stack.push(fun, null, 0);
        }
    }
}
