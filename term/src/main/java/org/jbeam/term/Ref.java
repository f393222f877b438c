package org.jbeam.term;

/**
 * A reference: a node and one to five 32-bit words, printed highest word first, {@code #Ref<Channel.W2.W1.W0>}. References
 * made here have three words. {@link PlainRef} is the plain kind; a runtime extends {@link MagicRef} to let a reference
 * stand for an object of its own.
 */
public abstract sealed class Ref extends Term permits PlainRef, MagicRef {
    private final Node node;
    private final int word0;
    private final int word1;
    private final int word2;
    private final int count;

    Ref(Node node, int count, int word0, int word1, int word2) {
        this.node = node;
        this.count = count;
        this.word0 = word0;
        this.word1 = word1;
        this.word2 = word2;
    }

    /** The node that made the reference. */
    public final Node node() {
        return node;
    }

    /** How many words there are, 1 to 5. */
    public final int wordCount() {
        return count;
    }

    /** Word {@code index}, 0 being the one that counts fastest; 0 beyond the last. */
    public int word(int index) {
        return switch (index) {
            case 0 -> word0;
            case 1 -> word1;
            case 2 -> word2;
            default -> 0;
        };
    }

    /** Is it the same reference? Words that are not there count as 0. */
    boolean sameWords(Ref other) {
        if (word0 != other.word0 || word1 != other.word1 || word2 != other.word2 || node != other.node) {
            return false;
        }
        int most = Math.max(count, other.count);
        for (int i = 3; i < most; i++) {
            if (word(i) != other.word(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    final int rank() {
        return RANK_REF;
    }

    @Override
    public final int hashCode() {
        return ((word2 * 31 + word1) * 31 + word0) * 0x9E3779B9;
    }
}
