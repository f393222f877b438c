package org.jbeam.natives;

import org.jbeam.ets.EtsTables;
import org.jbeam.ets.TableHost;
import org.jbeam.matchspec.MatchContext;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.PlainRef;
import org.jbeam.term.Term;

/** What tables need of the machine that they live in. */
final class EtsHost implements TableHost {
    private static final int TABLE_LIMIT = 8192 * 16;
    private final VirtualMachine vm;

    /** The tables of a machine. */
    private static final class Holder {
        private final EtsTables tables;

        private Holder(VirtualMachine vm) {
            tables = new EtsTables(new EtsHost(vm), TABLE_LIMIT);
            vm.onExit(process -> tables.exited(process.pid()));
        }
    }

    private EtsHost(VirtualMachine vm) {
        this.vm = vm;
    }

    static EtsTables tables(VirtualMachine vm) {
        return vm.service(Holder.class, () -> new Holder(vm)).tables;
    }

    static MatchContext context(ErlangProcess p) {
        return new MatchContext() {
            @Override
            public Term self() {
                return p.pid();
            }

            @Override
            public Atom node() {
                return p.vm().nodeName();
            }

            @Override
            public void worked(int objects) {
                p.bumpReductions(objects);
            }
        };
    }

    @Override
    public <T> T newRef(RefMaker<T> maker) {
        PlainRef ref = vm.newRef();
        return maker.make(ref.word(0), ref.word(1), ref.word(2));
    }

    @Override
    public boolean alive(Pid process) {
        return vm.process(process) != null;
    }

    @Override
    public void send(Pid from, Pid to, Term message) {
        ErlangProcess target = vm.process(to);
        if (target != null) {
            target.deliver(message);
        }
    }

    @Override
    public long monotonicTime() {
        return Clock.of(vm).monotonic();
    }

    @Override
    public long timeOffset() {
        return Clock.of(vm).offset();
    }
}
