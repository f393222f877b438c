package org.jbeam.benchmarks.etf;

import java.util.Random;
import org.jbeam.etf.EtfEncoder;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.MapTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** What is encoded and decoded. */
public enum Workload {
    /** An answer of a {@code gen_server}: about ten terms. */
    SMALL {
        @Override
        Term term() {
            return Term.parse("{reply, {ok, <<\"name\">>, 4711}, [{count, 12}, {state, running}]}");
        }
    },
    /** A record of a web service: a map of atoms, binaries, floats, lists. */
    RECORD {
        @Override
        Term term() {
            return record(new Random(1), 1);
        }
    },
    /** 1000 such records in a list. */
    RECORDS {
        @Override
        Term term() {
            Random random = new Random(2);
            ListBuilder list = new ListBuilder();
            for (int i = 0; i < 1000; i++) {
                list.add(record(random, i));
            }
            return list.finish();
        }
    },
    /** 10,000 integers of up to 32 bits in a list. */
    INTEGERS {
        @Override
        Term term() {
            Random random = new Random(3);
            ListBuilder list = new ListBuilder();
            for (int i = 0; i < 10_000; i++) {
                list.add(SmallInt.of(random.nextInt()));
            }
            return list.finish();
        }
    },
    /** A tree of pairs with 2<sup>13</sup> leaves. */
    TREE {
        @Override
        Term term() {
            return tree(13);
        }
    },
    /** 10,000 tuples of an atom, an integer and a float in a list. */
    TUPLES {
        @Override
        Term term() {
            Random random = new Random(4);
            Atom[] names = {Atom.of("north"), Atom.of("east"), Atom.of("south"), Atom.of("west")};
            ListBuilder list = new ListBuilder();
            for (int i = 0; i < 10_000; i++) {
                list.add(Tuple.of(names[i & 3], SmallInt.of(random.nextInt(1000)), FloatTerm.of(random.nextDouble())));
            }
            return list.finish();
        }
    };

    abstract Term term();

    /** The external form. */
    byte[] bytes() {
        return EtfEncoder.create().encode(term());
    }

    private static Term tree(int depth) {
        return depth == 0 ? Atom.of("leaf") : Tuple.of(tree(depth - 1), tree(depth - 1));
    }

    private static Term record(Random random, int id) {
        byte[] token = new byte[24];
        random.nextBytes(token);
        Tuple since = Tuple.of(SmallInt.of(2000 + random.nextInt(25)), SmallInt.of(1 + random.nextInt(12)), SmallInt.of(1 + random.nextInt(28)));
        return MapTerm.builder()
                .put(Atom.of("id"), SmallInt.of(id))
                .put(Atom.of("name"), Terms.utf8("customer " + random.nextInt(100_000)))
                .put(Atom.of("token"), Bitstring.of(token))
                .put(Atom.of("balance"), FloatTerm.of(random.nextDouble() * 1000))
                .put(Atom.of("since"), since)
                .put(Atom.of("tags"), Terms.list(Atom.of("new"), Atom.of("paid"), Terms.utf8("vip")))
                .put(Atom.of("active"), Atom.TRUE)
                .build();
    }
}
