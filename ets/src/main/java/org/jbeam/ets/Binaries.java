package org.jbeam.ets;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.MapTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** {@code ets:info(Table, binary)}: the binaries of a table that OTP keeps outside of it, those above 64 bytes. */
final class Binaries {
    private static final int INSIDE = 64;

    private Binaries() {}

    /**
     * {@code [{Identity, Bytes, References}]}, an element each time that one is referred to. The bytes are those of the array behind, of which the
     * binary may be a part; references from elsewhere are not counted.
     */
    static Term of(List<Tuple> objects) {
        List<byte[]> found = new ArrayList<>();
        ArrayDeque<Term> work = new ArrayDeque<>(objects);
        while (!work.isEmpty()) {
            switch (work.pop()) {
                case Tuple tuple -> {
                    for (int i = 0; i < tuple.arity(); i++) {
                        work.push(tuple.element(i));
                    }
                }
                case Cons cell -> {
                    work.push(cell.tail());
                    work.push(cell.head());
                }
                case MapTerm map -> map.forEach((key, value) -> {
                    work.push(value);
                    work.push(key);
                });
                case Bitstring bits when bits.byteSize() > INSIDE -> found.add(bits.array());
                default -> {
                    // refers to no binary
                }
            }
        }
        Map<byte[], Integer> references = new IdentityHashMap<>();
        found.forEach(array -> references.merge(array, 1, Integer::sum));
        return Terms.list(found.stream().map(array -> (Term) Tuple.of(SmallInt.of(System.identityHashCode(array)), SmallInt.of(array.length),
                SmallInt.of(references.get(array)))).toList());
    }
}
