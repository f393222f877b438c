package com.example;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jbeam.ets.StandaloneHost;
import org.jbeam.ets.Table;
import org.jbeam.ets.TableFile;
import org.jbeam.ets.TableType;
import org.jbeam.ets.TermCodec;
import org.jbeam.ets.TypedTable;
import org.jbeam.matchspec.MatchContext;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** The code of the library's README. */
final class Example {
    private Example() {}

    static List<Object> results(Path file) throws IOException {
        List<Object> out = new ArrayList<>();
        StandaloneHost host = StandaloneHost.create();                // or a TableHost of your own: owners, messages, references
        try (StandaloneHost.Owner me = host.owner(out::add)) {
            TypedTable<String, Long> hits = TypedTable.create(host.tables(), TableType.ORDERED_SET, me.pid(), TermCodec.TEXT, TermCodec.LONG);
            hits.put("/index", 41L);
            hits.increment("/index", 1);                              // 42, atomically
            hits.range("/a", "/z").forEach(out::add);                 // a view in the order of the keys

            Table table = host.tables().create(Atom.of("t"), Term.parse("[set, public, named_table]"), me.pid());
            table.insert(Term.parse("[{a,1},{b,2}]"));                // all at once: no one sees one without the other
            out.add(table.lookup(Atom.of("a")));                      // [{a,1}]
            out.add(table.updateCounter(Atom.of("a"), Term.parse("{2,5,10,0}")));   // 6; beyond 10 back to 0
            out.add(table.select(Term.parse("[{{'$1','$2'},[{'>','$2',3}],['$1']}]"), MatchContext.NONE));
            Tuple piece = (Tuple) table.match(Term.parse("{'$1','_'}"), SmallInt.of(1), MatchContext.NONE);   // {Matches, Continuation}
            out.add(host.tables().selectMore(piece.element(1), me.pid(), MatchContext.NONE));

            TableFile.write(table, file, EnumSet.allOf(TableFile.Check.class));   // for ets:file2tab/2, and from ets:tab2file/3
        }                                                             // the owner's tables go to their heirs, or are deleted
        return out;
    }
}
