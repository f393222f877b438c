package org.jbeam.scheduler.actor;

/** What one actor sends to another; of one sender they arrive in order. */
sealed interface Signal {
    record Message(Object content) implements Signal {
    }

    record Link(Actor from) implements Signal {
    }

    record Unlink(Actor from) implements Signal {
    }

    /** The other side has seen an unlink: a link that comes after it is a new one. */
    record Unlinked(Actor from) implements Signal {
    }

    /** An exit signal: over a link, which is gone by it, or sent by {@link Actor#exit(Object)}. */
    record Exit(Actor from, Object reason, boolean linked) implements Signal {
    }

    record Watch(Monitor monitor) implements Signal {
    }

    record Unwatch(Monitor monitor) implements Signal {
    }

    record Ended(Monitor monitor, Object reason) implements Signal {
    }
}
