package org.jbeam.term;

/** phash2, the hash that is the same on all nodes and releases. */
final class PortableHash extends HashWalk {
    private static final int EMPTY_LIST = (int) 3468870702L;
    private static final int SMALL_BITS = 28;

    /** A map under way: the pairs are hashed each from 0 and combined so that their order does not matter. */
    private static final class Pairs {
        private final MapTerm.Iterator iterator;
        private final int hashBefore;
        private int combined;
        private boolean inValue;
        private boolean started;

        Pairs(MapTerm map, int hashBefore) {
            this.iterator = map.iterator();
            this.hashBefore = hashBefore;
        }
    }

    @Override
    void small(long value) {
        if (value << Long.SIZE - SMALL_BITS >> Long.SIZE - SMALL_BITS == value) {
            if (value < 0) {
                hash = JenkinsMix.add(hash, (int) -value, 1);
            }
            hash = JenkinsMix.add(hash, (int) value, 1);
        } else {
            wide(Math.abs(value), value < 0 ? 10 : 11);
        }
    }

    @Override
    void floating(long bits) {
        hash = JenkinsMix.add(hash, (int) (bits >>> 32), (int) bits, 12);
    }

    @Override
    void atom(Atom atom) {
        hash = hash == 0 ? atom.nameHash() : JenkinsMix.add(hash, atom.nameHash(), 3);
    }

    @Override
    void nil() {
        hash = hash == 0 ? EMPTY_LIST : JenkinsMix.add(hash, 2, 2);
    }

    @Override
    void lastBytes(int packed, int count) {
        hash = JenkinsMix.add(hash, packed, 4);
    }

    @Override
    boolean beforeHead() {
        return false;
    }

    @Override
    void afterLastHead() {
        throw new IllegalStateException("last heads are not marked");
    }

    @Override
    void startMap(MapTerm map) {
        int before = hash;
        int combined = 0;
        MapTerm.Iterator pairs = map.iterator();
        while (pairs.next()) {
            hash = 0;
            if (!inner(pairs.key())) {
                hash = before;
                later(map);
                return;
            }
            inner(pairs.value());
            combined ^= hash;
        }
        hash = JenkinsMix.add(before, combined, 19);
    }

    private void later(MapTerm map) {
        stack.push(new Pairs(map, hash), null, MAP);
    }

    @Override
    void continueMap(Object frame) {
        Pairs pairs = (Pairs) frame;
        if (pairs.started && !pairs.inValue) {
            pairs.inValue = true;
            visit(pairs.iterator.value());
            return;
        }
        if (pairs.started) {
            pairs.combined ^= hash;
        }
        pairs.started = true;
        pairs.inValue = false;
        if (pairs.iterator.next()) {
            hash = 0;
            visit(pairs.iterator.key());
        } else {
            stack.pop();
            hash = JenkinsMix.add(pairs.hashBefore, pairs.combined, 19);
        }
    }

    @Override
    void pid(Pid pid) {
        hash = JenkinsMix.add(hash, pid.number(), 5);
    }

    @Override
    void port(Port port) {
        hash = JenkinsMix.add(hash, (int) port.number(), (int) (port.number() >>> 32), 6);
    }

    @Override
    void ref(Ref ref) {
        hash = JenkinsMix.add(hash, ref.word(0), 7);
    }

    @Override
    void fun(Fun fun) {
        if (fun.isExternal()) {
            hash = JenkinsMix.add(hash, fun.arity(), fun.module().nameHash(), 1);
            hash = JenkinsMix.add(hash, fun.function().nameHash(), 14);
        } else {
            hash = JenkinsMix.add(hash, fun.envSize(), fun.module().nameHash(), 1);
            hash = JenkinsMix.add(hash, fun.index(), fun.oldUniq(), 1);
            stack.push(fun, null, 0);
        }
    }
}
