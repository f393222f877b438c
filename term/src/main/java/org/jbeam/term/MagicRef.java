package org.jbeam.term;

/** A local reference that carries an object of the runtime: a table, a file handle, a compiled pattern. */
public abstract non-sealed class MagicRef extends Ref {
    /** A reference of three words. */
    protected MagicRef(int word0, int word1, int word2) {
        super(Node.LOCAL, 3, word0, word1, word2);
    }
}
