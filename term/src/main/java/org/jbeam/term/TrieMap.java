package org.jbeam.term;

final class TrieMap extends MapTerm {
    static final TrieMap NONE = new TrieMap();

    @Override
    public int size() {
        throw new IllegalStateException();
    }

    @Override
    public Term get(Term key) {
        throw new IllegalStateException();
    }

    @Override
    public MapTerm put(Term key, Term value) {
        throw new IllegalStateException();
    }

    @Override
    public MapTerm remove(Term key) {
        throw new IllegalStateException();
    }

    @Override
    public Iterator iterator() {
        throw new IllegalStateException();
    }

    @Override
    public Term[] keys() {
        throw new IllegalStateException();
    }

    @Override
    public Term[] values() {
        throw new IllegalStateException();
    }
}
