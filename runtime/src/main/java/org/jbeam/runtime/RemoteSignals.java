package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Ref;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Signals that come from other nodes, put in the queue of the local process that they are for. From any thread. */
public final class RemoteSignals {
    private RemoteSignals() {}

    /** A process of another node links itself with a local one; {@code refused} runs if that is dead or dies before. */
    public static void link(ErlangProcess target, Pid from, Runnable refused) {
        boolean taken = target.enqueue(new Signal() {
            @Override
            void arrive(ErlangProcess receiver) {
                boolean linked = receiver.links().linkedBy(from);
                receiver.vm().remote(from.node()).settled(receiver.pid(), from, linked);
            }

            @Override
            void refuse(ErlangProcess dead) {
                refused.run();
            }
        });
        if (!taken) {
            refused.run();
        }
    }

    /** A process of another node takes its link back; {@code done} runs when that is so. */
    public static void unlink(ErlangProcess target, Pid from, Runnable done) {
        boolean taken = target.enqueue(new Signal() {
            @Override
            void arrive(ErlangProcess receiver) {
                receiver.links().unlinkedBy(from);
                receiver.vm().remote(from.node()).settled(receiver.pid(), from, false);
                done.run();
            }

            @Override
            void refuse(ErlangProcess dead) {
                done.run();
            }
        });
        if (!taken) {
            done.run();
        }
    }

    /** The other side has taken notice of an {@code unlink/1}. */
    public static void unlinkAcknowledged(ErlangProcess target, Pid from, long id) {
        target.enqueue(new Signal() {
            @Override
            void arrive(ErlangProcess receiver) {
                receiver.links().unlinkDone(from, id);
            }
        });
    }

    /** What a local process is linked to has ended. */
    public static void linkBroken(ErlangProcess target, Pid from, Term reason) {
        ProcessLinks.linkBroken(target, from, reason);
    }

    /** {@code exit/2} from a process of another node. */
    public static void exit(ErlangProcess target, Term from, Term reason) {
        ProcessLinks.exit(target, from, reason);
    }

    /** A process of another node watches a local one: {@link Monitor#owner()} is that process. */
    public static boolean watch(ErlangProcess target, Monitor monitor) {
        return ProcessLinks.watch(target, monitor);
    }

    /** Ends the watch of this reference on a local process. */
    public static void unwatch(ErlangProcess target, Ref ref) {
        ProcessLinks.unwatch(target, ref);
    }

    /** What a local process monitors has ended. */
    public static void monitorDown(ErlangProcess owner, Monitor monitor, Term reason) {
        ProcessLinks.down(owner, monitor, reason);
    }

    /**
     * The reply to a spawn request: the new pid, or an atom that says why there is none.
     *
     * @param monitor the one that the parent has on the new process, or null
     * @param late runs when the parent is dead, or has abandoned the request
     */
    public static void spawnReply(ErlangProcess parent, Ref ref, Term result, Monitor monitor, Runnable late) {
        boolean taken = parent.enqueue(new Signal() {
            @Override
            void arrive(ErlangProcess receiver) {
                RemoteSpawn spawn = receiver.links().spawned(ref);
                if (spawn == null) {
                    late.run();
                } else if (result instanceof Pid child) {
                    started(receiver, spawn, child, monitor);
                } else {
                    failed(receiver, spawn, result);
                }
            }

            @Override
            void refuse(ErlangProcess dead) {
                late.run();
            }
        });
        if (!taken) {
            late.run();
        }
    }

    private static void started(ErlangProcess parent, RemoteSpawn spawn, Pid child, Monitor monitor) {
        if (spawn.link()) {
            parent.links().linkedBy(child);
        }
        if (monitor != null) {
            parent.links().monitoring(monitor);
        }
        if (spawn.success()) {
            parent.append(new Message(Tuple.of(spawn.tag(), spawn.ref(), Atom.OK, child)));
        }
    }

    private static void failed(ErlangProcess parent, RemoteSpawn spawn, Term reason) {
        parent.vm().aliases().monitorEnded(spawn.ref());
        if (spawn.failure()) {
            parent.append(new Message(Tuple.of(spawn.tag(), spawn.ref(), Atom.ERROR, reason)));
        }
    }
}
