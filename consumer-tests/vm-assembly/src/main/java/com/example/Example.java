package com.example;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.vm.ErlangException;
import org.jbeam.vm.Jbeam;

/** The code of the library's README. */
final class Example {
    private final List<String> logged = Collections.synchronizedList(new ArrayList<>());

    private void log(String line) {
        logged.add(line);
    }

    List<String> run(OutputStream out) {
        try (Jbeam erlang = Jbeam.start(Jbeam.options().output(out))) {          // waits until OTP has started
            Term sum = erlang.call("lists", "sum", Term.parse("[1, 2, 3]"));     // in a process of its own
            erlang.call("io", "format", Term.parse("\"the sum is ~p~n\""), Terms.list(sum));
            try {
                erlang.call("lists", "nth", SmallInt.ZERO, Nil.NIL);
            } catch (ErlangException e) {
                log(e.kind() + " " + e.reason());                                // error function_clause
            }
            erlang.halted().thenAccept(status -> log("status " + status));
        }                                                                        // init:stop(), then whatever is left is killed
        return List.copyOf(logged);
    }
}
