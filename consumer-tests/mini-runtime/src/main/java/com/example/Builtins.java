package com.example;

import java.math.BigInteger;
import java.util.*;
import org.jbeam.beamformat.*;
import org.jbeam.term.*;

/** Built-in functions; those of module `erlang` that small programs need. */
final class Builtins {
    interface Function { Term call(MiniProcess self, Term[] arguments); }

    private static final Map<String, Function> ERLANG = Map.ofEntries(
            Map.entry("+/2", (self, a) -> IntegerTerm.of(integer(a[0]).add(integer(a[1])))),
            Map.entry("-/2", (self, a) -> IntegerTerm.of(integer(a[0]).subtract(integer(a[1])))),
            Map.entry("*/2", (self, a) -> IntegerTerm.of(integer(a[0]).multiply(integer(a[1])))),
            Map.entry("rem/2", (self, a) -> IntegerTerm.of(integer(a[0]).remainder(integer(a[1])))),
            Map.entry("self/0", (self, a) -> self.pid),
            Map.entry("spawn/1", (self, a) -> self.runtime.spawn(((Closure) a[0]).at(), ((Closure) a[0]).free()).pid),
            Map.entry("byte_size/1", (self, a) -> SmallInt.of(((Bitstring) a[0]).byteSize())),
            Map.entry("bit_size/1", (self, a) -> SmallInt.of(((Bitstring) a[0]).bitSize())),
            Map.entry("map_size/1", (self, a) -> SmallInt.of(((MapTerm) a[0]).size())),
            Map.entry("length/1", (self, a) -> SmallInt.of(Terms.length(a[0]))),
            Map.entry("error/1", (self, a) -> { throw new MiniProcess.ErlangError(a[0]); }));

    private Builtins() {}

    static Function find(Import imported) {
        return imported.module() == Atom.of("erlang") ? ERLANG.get(imported.function().name() + "/" + imported.arity()) : null;
    }

    private static BigInteger integer(Term term) {
        if (term instanceof IntegerTerm n) return n.bigValue();
        throw new MiniProcess.ErlangError(Atom.of("badarith"));
    }
}
