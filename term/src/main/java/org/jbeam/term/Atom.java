package org.jbeam.term;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An atom: at most 255 code points, one object per name in the JVM, so that identity is equality.
 *
 * <p>Atoms are never collected. The table holds at most {@link #limit()} of them.
 */
public final class Atom extends Term {
    /** The longest name, in code points. */
    public static final int MAX_LENGTH = 255;

    private static final ConcurrentHashMap<String, Atom> TABLE = new ConcurrentHashMap<>(1 << 14);
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static volatile int limit = 1_048_576;

    /** {@code true}. */
    public static final Atom TRUE = of("true");
    /** {@code false}. */
    public static final Atom FALSE = of("false");
    /** {@code undefined}. */
    public static final Atom UNDEFINED = of("undefined");
    /** {@code ok}. */
    public static final Atom OK = of("ok");
    /** {@code error}. */
    public static final Atom ERROR = of("error");

    private final String name;
    private final int index;
    /** Zero until it is asked for: most atoms of loaded modules never are. Threads that make one at once make the same. */
    private int hash;
    /** As {@link #hash}. */
    private long order;

    private Atom(String name, int index) {
        this.name = name;
        this.index = index;
    }

    /**
     * The atom of this name, made if there was none.
     *
     * @throws IllegalArgumentException a name longer than {@link #MAX_LENGTH}
     * @throws AtomTableFullException the table is full
     */
    public static Atom of(String name) {
        Atom atom = TABLE.get(name);
        return atom != null ? atom : create(name);
    }

    private static Atom create(String name) {
        if (name.length() > MAX_LENGTH && name.codePointCount(0, name.length()) > MAX_LENGTH) {
            throw new IllegalArgumentException("an atom has at most " + MAX_LENGTH + " characters");
        }
        return TABLE.computeIfAbsent(name, key -> {
            if (COUNT.get() >= limit) {
                throw new AtomTableFullException(limit);
            }
            return new Atom(key, COUNT.getAndIncrement());
        });
    }

    /** The atom of this name if it exists, else null. */
    public static Atom existing(String name) {
        return TABLE.get(name);
    }

    /** {@link #TRUE} or {@link #FALSE}. */
    public static Atom of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** How many atoms there are. */
    public static int count() {
        return COUNT.get();
    }

    /** How many atoms there may be. */
    public static int limit() {
        return limit;
    }

    /** Sets how many atoms there may be ({@code +t}). */
    public static void limit(int atoms) {
        limit = atoms;
    }

    /** The text, without quotes. */
    public String name() {
        return name;
    }

    /** The atom's place in the order of creation, from 0. */
    public int index() {
        return index;
    }

    /** The order of atoms: that of their names by code point. */
    int compareName(Atom other) {
        long mine = order();
        long others = other.order();
        return mine != others ? Long.compareUnsigned(mine, others) : compareText(name, other.name);
    }

    private long order() {
        long known = order;
        if (known == 0) {
            known = orderPrefix(name);
            order = known;
        }
        return known;
    }

    /** The first bytes of the name in UTF-8, whose byte order is the order of code points. */
    private static long orderPrefix(String name) {
        byte[] head = name.substring(0, Math.min(name.length(), Long.BYTES)).getBytes(StandardCharsets.UTF_8);
        long prefix = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            prefix = prefix << 8 | (i < head.length ? head[i] & 0xff : 0);
        }
        return prefix;
    }

    private static int compareText(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char c = a.charAt(i);
            char d = b.charAt(i);
            if (c != d) {
                boolean pair = Character.isSurrogate(c) != Character.isSurrogate(d);
                return pair ? (Character.isSurrogate(c) ? 1 : -1) : Character.compare(c, d);
            }
        }
        return a.length() - b.length();
    }

    @Override
    int rank() {
        return RANK_ATOM;
    }

    /** OTP's hash of the name (hashpjw), which phash, phash2 and tables build on. */
    public int nameHash() {
        int known = hash;
        if (known == 0) {
            known = TermHash.atomName(name);
            hash = known;
        }
        return known;
    }

    @Override
    public int hashCode() {
        return index * 0x9E3779B9;
    }
}
