package org.jbeam.term;

/** A reference that stands for nothing but itself. */
public final class PlainRef extends Ref {
    private static final int[] NO_MORE = {};
    private final int[] more;

    /** A local reference of three words. */
    public PlainRef(int word0, int word1, int word2) {
        super(Node.LOCAL, 3, word0, word1, word2);
        this.more = NO_MORE;
    }

    /** A reference of {@code words.length} words, 1 to 5, fastest counting first. */
    public PlainRef(Node node, int... words) {
        super(node, words.length, words[0], words.length > 1 ? words[1] : 0, words.length > 2 ? words[2] : 0);
        this.more = words.length > 3 ? java.util.Arrays.copyOfRange(words, 3, words.length) : NO_MORE;
    }

    @Override
    public int word(int index) {
        return index < 3 ? super.word(index) : index - 3 < more.length ? more[index - 3] : 0;
    }
}
