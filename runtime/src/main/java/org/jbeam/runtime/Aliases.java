package org.jbeam.runtime;

import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.term.Pid;
import org.jbeam.term.Ref;
import org.jbeam.term.Term;

/** The process aliases: references that messages can be sent to while they are active. */
public final class Aliases {
    /** What ends an alias, besides {@code unalias/1} and the end of its process. */
    public enum Kind {
        /** Nothing. */
        EXPLICIT,
        /** The first message sent to it. */
        REPLY,
        /** The end of the monitor that it belongs to. */
        DEMONITOR,
        /** The first message sent to it, or the end of the monitor. */
        REPLY_DEMONITOR
    }

    private record Alias(ErlangProcess process, Kind kind) {}

    private final ConcurrentHashMap<Ref, Alias> active = new ConcurrentHashMap<>();

    Aliases() {}

    /** Makes a reference an alias of a process. */
    public void add(Ref ref, ErlangProcess process, Kind kind) {
        process.hadAlias = true;
        active.put(ref, new Alias(process, kind));
    }

    /** Ends an alias of this process; false when it is none (any more). */
    public boolean remove(Ref ref, ErlangProcess process) {
        Alias alias = active.get(ref);
        return alias != null && alias.process == process && active.remove(ref, alias);
    }

    /** The process that this alias stands for, or null. */
    public Pid owner(Ref ref) {
        Alias alias = active.get(ref);
        return alias == null ? null : alias.process.pid();
    }

    /** Ends the alias that belongs to a monitor, when the monitor has been taken back. */
    public void demonitored(Ref ref) {
        monitorEnded(ref);
    }

    void monitorEnded(Ref ref) {
        Alias alias = active.get(ref);
        if (alias != null && (alias.kind == Kind.DEMONITOR || alias.kind == Kind.REPLY_DEMONITOR)) {
            active.remove(ref, alias);
        }
    }

    /** Sends to whatever the alias stands for; the receiver drops it if the alias has ended by then. */
    public void send(Ref ref, Term message) {
        Alias alias = active.get(ref);
        if (alias != null) {
            alias.process.enqueue(new ByAlias(this, ref, new Message(message)));
        }
    }

    /** As {@link #send(Ref, Term)}, from a process. */
    void send(ErlangProcess from, Ref ref, Term message) {
        Alias alias = active.get(ref);
        if (alias != null) {
            alias.process.enqueue(new ByAlias(this, ref, Message.of(from, alias.process, ref, message)));
        }
    }

    private static final class ByAlias extends Signal {
        private final Aliases aliases;
        private final Ref ref;
        private final Message message;

        ByAlias(Aliases aliases, Ref ref, Message message) {
            this.aliases = aliases;
            this.ref = ref;
            this.message = message;
        }

        @Override
        void arrive(ErlangProcess receiver) {
            Alias alias = aliases.active.get(ref);
            if (alias == null) {
                return;
            }
            if (alias.kind == Kind.REPLY || alias.kind == Kind.REPLY_DEMONITOR) {
                aliases.active.remove(ref, alias);
                receiver.links().demonitor(ref);
            }
            receiver.append(message);
        }
    }

    /** Ends all aliases of a process that has ended. */
    void ended(ErlangProcess process) {
        if (process.hadAlias && !active.isEmpty()) {
            active.values().removeIf(alias -> alias.process == process);
        }
    }
}
