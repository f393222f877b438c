package org.jbeam.natives;

import java.util.Arrays;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;

/**
 * One or more byte strings to search for. The match is the leftmost one, and of those that begin there the longest.
 *
 * <p>One string is found by Horspool's method: the byte under its end tells how far it may move. Several are kept in a trie that is entered
 * where a byte
 * begins one of them.
 */
final class BytePattern {
    private static final int ALPHABET = 256;

    private final byte[] word;
    private final int[] skip;
    private final TrieStep[] starts;
    private final int shortest;
    private int length;

    /** A place in the trie: what may follow, and whether a string ends here. */
    private static final class TrieStep {
        private byte[] labels = {};
        private TrieStep[] next = {};
        private boolean end;

        TrieStep to(byte label) {
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] == label) {
                    return next[i];
                }
            }
            return null;
        }

        TrieStep add(byte label) {
            TrieStep there = to(label);
            if (there == null) {
                there = new TrieStep();
                labels = Arrays.copyOf(labels, labels.length + 1);
                next = Arrays.copyOf(next, next.length + 1);
                labels[labels.length - 1] = label;
                next[next.length - 1] = there;
            }
            return there;
        }
    }

    private BytePattern(byte[] word) {
        this.word = word;
        this.starts = null;
        this.shortest = word.length;
        this.length = word.length;
        this.skip = word.length > 1 ? skips(word) : null;
    }

    private BytePattern(Term[] words) {
        this.word = null;
        this.skip = null;
        this.starts = new TrieStep[ALPHABET];
        int least = Integer.MAX_VALUE;
        for (Term each : words) {
            byte[] bytes = ((Bitstring) each).toByteArray();
            least = Math.min(least, bytes.length);
            insert(bytes);
        }
        this.shortest = least;
    }

    private void insert(byte[] bytes) {
        int first = bytes[0] & 0xff;
        TrieStep at = starts[first];
        if (at == null) {
            at = new TrieStep();
            starts[first] = at;
        }
        for (int i = 1; i < bytes.length; i++) {
            at = at.add(bytes[i]);
        }
        at.end = true;
    }

    private static int[] skips(byte[] word) {
        int[] skip = new int[ALPHABET];
        Arrays.fill(skip, word.length);
        for (int i = 0; i < word.length - 1; i++) {
            skip[word[i] & 0xff] = word.length - 1 - i;
        }
        return skip;
    }

    /** The pattern of a binary or of a list of binaries, none of them empty; null for any other term. */
    static BytePattern of(Term term) {
        if (isWord(term)) {
            return new BytePattern(((Bitstring) term).toByteArray());
        }
        int n = 0;
        Term rest = term;
        while (rest instanceof Cons cell && isWord(cell.head())) {
            n++;
            rest = cell.tail();
        }
        if (rest != Nil.NIL || n == 0) {
            return null;
        }
        return n == 1 ? of(((Cons) term).head()) : new BytePattern(org.jbeam.term.Terms.elements(term));
    }

    private static boolean isWord(Term term) {
        return term instanceof Bitstring b && b.isBinary() && b.bitSize() > 0;
    }

    /** Is it a single string? */
    boolean isSingle() {
        return word != null;
    }

    /** A pattern of its own for one search: {@link #length()} is state. */
    BytePattern forSearch() {
        return word != null ? this : new BytePattern(this);
    }

    private BytePattern(BytePattern shared) {
        this.word = null;
        this.skip = null;
        this.starts = shared.starts;
        this.shortest = shared.shortest;
    }

    /** How long the match is that {@link #find} has found last. */
    int length() {
        return length;
    }

    /** Where the first match is that begins at {@code from} or later, before {@code before}, and ends by {@code to}; -1 when there is none. */
    int find(byte[] bytes, int from, int before, int to) {
        int last = Math.min(before - 1, to - shortest);
        if (starts != null) {
            return findAny(bytes, from, last, to);
        }
        return skip == null ? findByte(bytes, from, last) : findWord(bytes, from, last);
    }

    private int findByte(byte[] bytes, int from, int last) {
        byte wanted = word[0];
        for (int at = from; at <= last; at++) {
            if (bytes[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    private int findWord(byte[] bytes, int from, int last) {
        int end = word.length - 1;
        byte final0 = word[end];
        int at = from;
        while (at <= last) {
            byte under = bytes[at + end];
            if (under == final0 && Arrays.equals(bytes, at, at + end, word, 0, end)) {
                return at;
            }
            at += skip[under & 0xff];
        }
        return -1;
    }

    private int findAny(byte[] bytes, int from, int last, int to) {
        for (int at = from; at <= last; at++) {
            TrieStep step = starts[bytes[at] & 0xff];
            if (step != null && longest(step, bytes, at, to)) {
                return at;
            }
        }
        return -1;
    }

    private boolean longest(TrieStep first, byte[] bytes, int start, int to) {
        int found = 0;
        int at = start + 1;
        TrieStep step = first;
        while (step != null) {
            if (step.end) {
                found = at - start;
            }
            step = at < to ? step.to(bytes[at++]) : null;
        }
        length = found;
        return found > 0;
    }
}
