package org.jbeam.ets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jbeam.term.Node;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;

/** A host whose processes are alive unless said otherwise, and which keeps what is sent. */
final class TestHost implements TableHost {
    private final AtomicInteger refs = new AtomicInteger();
    final Set<Pid> dead = Collections.synchronizedSet(new HashSet<>());
    final List<Term> sent = Collections.synchronizedList(new ArrayList<>());

    static Pid pid(int number) {
        return new Pid(Node.LOCAL, number, 0);
    }

    static EtsTables tables() {
        return new EtsTables(new TestHost(), 8192);
    }

    static Table table(String options) {
        return tables().create(Term.parse("t"), Term.parse(options), pid(1));
    }

    @Override
    public <T> T newRef(RefMaker<T> maker) {
        return maker.make(refs.incrementAndGet(), 7, 9);
    }

    @Override
    public boolean alive(Pid process) {
        return !dead.contains(process);
    }

    @Override
    public void send(Pid from, Pid to, Term message) {
        sent.add(message);
    }
}
