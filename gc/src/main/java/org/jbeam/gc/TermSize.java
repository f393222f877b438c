package org.jbeam.gc;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
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
import org.jbeam.term.Tuple;

/**
 * How many words of 8 bytes a term takes on a process heap of 64-bit OTP 25, whatever it takes in Java. Iterative: no depth overflows the
 * stack. Source: what {@code erts_debug:flat_size/1} and {@code erts_debug:size/1} report.
 */
public final class TermSize {
    /** No limit, for {@link #flat(Term, long)}. */
    private static final long UNLIMITED = Long.MAX_VALUE;
    /** OTP keeps integers of 60 bits in the word itself. */
    private static final long SMALL_MAX = (1L << 59) - 1;
    private static final long SMALL_MIN = -(1L << 59);
    private static final int MAX_HEAP_BINARY = 64;
    private static final int PROC_BIN = 6;
    private static final int SUB_BINARY = 5;
    private static final int FUN = 5;
    private static final int EXTERNAL_ID = 4;
    private static final int LOCAL_REF = 3;
    private static final int ALIAS_REF = 4;

    private Term[] stack = new Term[64];
    private int depth;
    private final Map<Term, Boolean> seen;
    private Map<byte[], Boolean> binaries;
    /** Of the arrays in {@link #binaries}. */
    private long bytes;
    private long mostBytes = UNLIMITED;

    private TermSize(Map<Term, Boolean> seen) {
        this.seen = seen;
    }

    /**
     * Size without regard to sharing: what a copy would take, {@code erts_debug:flat_size/1}.
     *
     * @param term any term
     * @return words; 0 for what fits in the word that refers to it
     */
    public static long flat(Term term) {
        return flat(term, UNLIMITED);
    }

    /**
     * As {@link #flat(Term)}, but stops counting above a limit, for terms that share so much that a copy would be huge.
     *
     * @param term any term
     * @param limit words
     * @return the size if it is at most {@code limit}, else some number above {@code limit}
     */
    public static long flat(Term term, long limit) {
        return isImmediate(term) ? 0 : new TermSize(null).count(term, limit);
    }

    /**
     * Size with each Java object counted once: {@code erts_debug:size/1}.
     *
     * @param term any term
     * @return words
     */
    public static long shared(Term term) {
        return isImmediate(term) ? 0 : new TermSize(new IdentityHashMap<>()).count(term, UNLIMITED);
    }

    /**
     * Sum of the flat sizes of several terms, the roots of a process. A term that several of them lead to counts each time.
     *
     * @param roots any terms
     * @param limit words at which counting stops
     * @return the sum if it is at most {@code limit}, else some number above {@code limit}
     */
    public static long flat(Iterable<? extends Term> roots, long limit) {
        return sum(new TermSize(null), roots, limit);
    }

    /**
     * What several terms take together, each Java object counted once.
     *
     * @param roots any terms
     * @param limit words at which counting stops
     * @return the size if it is at most {@code limit}, else some number above {@code limit}
     */
    public static long shared(Iterable<? extends Term> roots, long limit) {
        return sum(new TermSize(new IdentityHashMap<>()), roots, limit);
    }

    /**
     * The binaries outside the heap that terms lead to.
     *
     * @param roots any terms
     * @param limit words at which looking stops
     * @return their arrays, by identity; the values mean nothing
     */
    public static Map<byte[], Boolean> binaries(Iterable<? extends Term> roots, long limit) {
        TermSize walk = new TermSize(null);
        walk.binaries = new IdentityHashMap<>();
        sum(walk, roots, limit);
        return walk.binaries;
    }

    /**
     * The bytes of the distinct binaries outside the heap that terms lead to.
     *
     * @param roots any terms
     * @param limit bytes at which counting stops
     * @return the sum of the sizes of their arrays if it is at most {@code limit}, else some number above {@code limit}
     */
    public static long binaryBytes(Iterable<? extends Term> roots, long limit) {
        TermSize walk = new TermSize(null);
        walk.binaries = new IdentityHashMap<>();
        walk.mostBytes = limit;
        sum(walk, roots, UNLIMITED);
        return walk.bytes;
    }

    private static long sum(TermSize walk, Iterable<? extends Term> roots, long limit) {
        long sum = 0;
        for (Term root : roots) {
            if (sum > limit || walk.bytes > walk.mostBytes) {
                break;
            }
            sum += walk.count(root, limit - sum);
        }
        return sum;
    }

    private long count(Term root, long limit) {
        long sum = 0;
        push(root);
        while (depth > 0 && sum <= limit && bytes <= mostBytes) {
            sum += sizeOf(stack[--depth]);
        }
        depth = 0;
        return sum;
    }

    private static boolean isImmediate(Term term) {
        return !(term instanceof MapTerm) && ownSize(term) == 0;
    }

    private void push(Term term) {
        if (term instanceof SmallInt small && small.value() <= SMALL_MAX && small.value() >= SMALL_MIN) {
            return;
        }
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, 2 * depth);
        }
        stack[depth++] = term;
    }

    /** The term's own words; what it contains goes onto the stack. */
    private long sizeOf(Term term) {
        long own = ownSize(term);
        if (seen != null && own != 0 && seen.put(term, Boolean.TRUE) != null) {
            return 0;
        }
        switch (term) {
            case Cons cons -> {
                push(cons.tail());
                push(cons.head());
            }
            case Tuple tuple -> {
                for (int i = tuple.arity() - 1; i >= 0; i--) {
                    push(tuple.element(i));
                }
            }
            case MapTerm map -> {
                for (MapTerm.Iterator pairs = map.iterator(); pairs.next();) {
                    push(pairs.key());
                    push(pairs.value());
                }
            }
            case Fun fun -> {
                for (int i = 0; i < fun.envSize(); i++) {
                    push(fun.env(i));
                }
            }
            case Bitstring bits when binaries != null && isOutside(bits) -> {
                byte[] array = bits.array();
                bytes += binaries.put(array, Boolean.TRUE) == null ? array.length : 0;
            }
            default -> {
                // holds no other terms
            }
        }
        return own;
    }

    private static long ownSize(Term term) {
        return switch (term) {
            case Cons cons -> 2;
            case Tuple tuple -> tuple.arity() == 0 ? 0 : 1 + tuple.arity();
            case SmallInt small -> small.value() > SMALL_MAX || small.value() < SMALL_MIN ? 2 : 0;
            case BigInt big -> 1 + (big.bigValue().abs().bitLength() + 63) / 64;
            case FloatTerm real -> 2;
            case MapTerm map -> mapSize(map);
            case Bitstring bits -> bitstringSize(bits);
            case Fun fun -> FUN + fun.envSize();
            case Pid pid -> pid.node().isLocal() ? 0 : EXTERNAL_ID;
            case Port port -> port.node().isLocal() ? 0 : EXTERNAL_ID;
            case Ref ref -> refSize(ref);
            default -> 0;
        };
    }

    /** A flat map is a header, a size, and a tuple of keys beside the values; a trie has a word a slot and a pair of words an entry. */
    private static long mapSize(MapTerm map) {
        long size = map.size();
        if (map.isFlat()) {
            return size == 0 ? 3 : 4 + 2 * size;
        }
        return 2L * map.trieNodes() + 3 * size;
    }

    private static long bitstringSize(Bitstring bits) {
        boolean onHeap = bits.tail() == null;
        int odd = (int) (bits.bitSize() & 7);
        int offset = (int) (bits.bitOffset() & 7);
        long whole = bits.bitSize() >>> 3;
        if (odd == 0) {
            if (onHeap && whole <= MAX_HEAP_BINARY) {
                return heapBinary(whole);
            }
            return offset == 0 ? PROC_BIN : PROC_BIN + SUB_BINARY;
        }
        int parts = odd + offset > 8 ? 2 : 1;
        return SUB_BINARY + (onHeap && bits.array().length <= MAX_HEAP_BINARY ? heapBinary(whole + parts) : PROC_BIN);
    }

    /** Does OTP keep its bytes outside the process heap? */
    private static boolean isOutside(Bitstring bits) {
        return bits.tail() != null || ((bits.bitSize() & 7) == 0 ? bits.bitSize() >>> 3 : bits.array().length) > MAX_HEAP_BINARY;
    }

    private static long heapBinary(long bytes) {
        return 2 + (bytes + 7) / 8;
    }

    private static long refSize(Ref ref) {
        if (ref.node().isLocal()) {
            return ref.wordCount() <= 3 ? LOCAL_REF : ALIAS_REF;
        }
        return 3 + (ref.wordCount() + 2) / 2;
    }
}
