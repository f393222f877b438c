package org.jbeam.term;

/** A pair in a trie, with its key's unsalted hash. */
record TrieEntry(Term key, Term value, int hash) {
    boolean hasKeyOf(TrieEntry other) {
        return hash == other.hash && Terms.equalExact(key, other.key);
    }
}
