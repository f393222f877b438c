package org.jbeam.ets;

import org.jbeam.term.MagicRef;

/** The identifier of a table as a term, a reference. It stays valid as a term after the table is gone. */
public final class TableId extends MagicRef {
    private final Table table;

    TableId(Table table, int word0, int word1, int word2) {
        super(word0, word1, word2);
        this.table = table;
    }

    /** The table, dead or alive. */
    Table table() {
        return table;
    }
}
