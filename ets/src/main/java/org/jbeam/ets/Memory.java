package org.jbeam.ets;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jbeam.term.Atom;
import org.jbeam.term.BigInt;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.Fun;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Pid;
import org.jbeam.term.Port;
import org.jbeam.term.Ref;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.TermHash;
import org.jbeam.term.Tuple;

/** What tables and terms take in OTP 25 on a 64-bit machine, in words. */
final class Memory {
    /** What a hash table keeps with each object. */
    static final int HASH_OBJECT = 4;
    /** What an ordered table keeps with each object. */
    static final int TREE_OBJECT = 5;

    private static final int HASH_TABLE = 49;
    private static final int TREE_TABLE = 139;
    private static final int CONCURRENT_TREE_TABLE = 99;
    private static final int READ_CONCURRENCY = 32;
    private static final int WRITE_LOCKS = 1056;
    private static final int DEFAULT_LOCKS = 64;
    private static final int READ_LOCKS = 3072;
    private static final int SPREAD_COUNTERS = 34;
    private static final int SEGMENT_TABLE = 256;
    private static final int MORE_SEGMENTS = 128;
    private static final int SEGMENT_TABLE_HEADER = 6;
    private static final int HEAP_BINARY_LIMIT = 64;

    private Memory() {}

    /** A hash table without its objects. */
    static long hashTable(HashTable table) {
        TableOptions options = table.options;
        long words = HASH_TABLE + table.buckets().slots();
        int segments = 1 + (table.buckets().slots() - Buckets.FIRST_SEGMENT) / Buckets.SEGMENT;
        for (int size = SEGMENT_TABLE, from = 1; segments > from; size += MORE_SEGMENTS) {
            words += size + SEGMENT_TABLE_HEADER;
            from = size;
        }
        if (options.writeConcurrency != Atom.FALSE) {
            words += (long) WRITE_LOCKS * Math.max(DEFAULT_LOCKS, options.locks()) / DEFAULT_LOCKS;
            words += (options.readConcurrency ? READ_LOCKS - WRITE_LOCKS : 0);
        }
        return words + common(options);
    }

    /** An ordered table without its objects. */
    static long orderedTable(TableOptions options) {
        return (options.writeConcurrency == Atom.FALSE ? TREE_TABLE : CONCURRENT_TREE_TABLE) + common(options);
    }

    private static int common(TableOptions options) {
        return (options.readConcurrency ? READ_CONCURRENCY : 0) + (options.decentralizedCounters() ? SPREAD_COUNTERS : 0);
    }

    /** What {@code erts_debug:flat_size/1} gives; iterative. */
    static long flatSize(Term term) {
        long words = 0;
        ArrayDeque<Term> work = new ArrayDeque<>();
        Term t = term;
        while (t != null) {
            switch (t) {
                case Tuple tuple -> {
                    words += tuple.arity() == 0 ? 0 : 1 + tuple.arity();
                    for (int i = 0; i < tuple.arity(); i++) {
                        later(work, tuple.element(i));
                    }
                }
                case Cons cell -> {
                    words += 2;
                    later(work, cell.head());
                    later(work, cell.tail());
                }
                case MapTerm map -> {
                    words += map.isFlat() ? flatMap(map.size()) : trie(map);
                    map.forEach((key, value) -> {
                        later(work, key);
                        later(work, value);
                    });
                }
                case Fun fun -> {
                    words += 5 + fun.envSize();
                    for (int i = 0; i < fun.envSize(); i++) {
                        later(work, fun.env(i));
                    }
                }
                default -> words += leaf(t);
            }
            t = work.poll();
        }
        return words;
    }

    private static void later(ArrayDeque<Term> work, Term term) {
        if (!(term instanceof Atom)) {
            work.push(term);
        }
    }

    private static int flatMap(int size) {
        return size == 0 ? 3 : 4 + 2 * size;
    }

    /** A trie of 16-way nodes over the keys' hashes: three words a pair and two for each node below the root. */
    private static long trie(MapTerm map) {
        Term[] keys = map.keys();
        int[] hashes = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            hashes[i] = reverseNibbles(TermHash.internal(keys[i], 0)) ^ Integer.MIN_VALUE;
        }
        Arrays.sort(hashes);
        long nodes = 0;
        int before = 0;
        for (int i = 1; i < hashes.length; i++) {
            int shared = Integer.numberOfLeadingZeros(hashes[i] ^ hashes[i - 1]) / 4;
            nodes += Math.max(0, shared - before);
            before = shared;
        }
        return 3L * keys.length + 2 + 2 * nodes;
    }

    private static int reverseNibbles(int hash) {
        int bytes = Integer.reverseBytes(hash);
        return bytes << 4 & 0xf0f0f0f0 | bytes >>> 4 & 0x0f0f0f0f;
    }

    private static int leaf(Term term) {
        return switch (term) {
            case SmallInt n -> n.value() << 4 >> 4 == n.value() ? 0 : 2;
            case BigInt n -> 1 + (n.bigValue().abs().bitLength() + 63) / 64;
            case FloatTerm f -> 2;
            case Bitstring bits -> (bits.isBinary() ? 0 : 5) + (bits.byteSize() <= HEAP_BINARY_LIMIT ? 2 + (bits.byteSize() + 7) / 8 : 6);
            case Ref ref -> ref.node().isLocal() ? 3 : 5;
            case Pid pid -> pid.node().isLocal() ? 0 : 4;
            case Port port -> port.node().isLocal() ? 0 : 4;
            default -> 0;
        };
    }
}
