package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/**
 * What is told, and to whom, of a process or port that is traced: it is called as things happen, mostly on the process' own thread. Whatever is not
 * traced has none, so that a null is all that is tested then. Immutable for its callers: a change of what is traced is another object.
 */
public abstract class Tracee {
    static final Atom LINK = Atom.of("link");
    static final Atom UNLINK = Atom.of("unlink");
    static final Atom GETTING_LINKED = Atom.of("getting_linked");
    static final Atom GETTING_UNLINKED = Atom.of("getting_unlinked");
    static final Atom REGISTER = Atom.of("register");
    static final Atom UNREGISTER = Atom.of("unregister");
    static final Atom EXIT = Atom.of("exit");
    static final Atom OPEN = Atom.of("open");
    static final Atom CLOSED = Atom.of("closed");
    static final Atom TIMEOUT = Atom.of("timeout");
    static final Atom CLOCK_SERVICE = Atom.of("clock_service");

    /** For subclasses. */
    protected Tracee() {}

    /** Shall the process look at breakpoints when it enters a function? */
    public abstract boolean wantsCalls();

    /** Shall the process tell when it gets and loses its carrier? */
    public abstract boolean wantsSwitches();

    /** A process sends a message. */
    public abstract void sends(ErlangProcess p, Term dest, Term message);

    /** A message has come into a mailbox. {@code from} is the sender's pid, or the name of a node or service, or {@code undefined}. */
    public abstract void receives(ErlangProcess p, Term message, Term from);

    /** Something happened to the links, the name or the life of a process: {@code {trace, Pid, event, what}}. */
    public abstract void happens(ErlangProcess p, Atom event, Term what);

    /** A collection of its memory begins or ends; {@code figures} is what {@code garbage_collection_info} tells. */
    public abstract void collects(ErlangProcess p, Atom event, Term figures);

    /** Something happened to the links, the name or the life of a port. {@code more} may be null. */
    public abstract void happens(ErlangPort port, Atom event, Term what, Term more);

    /** A process gets or loses its carrier. */
    public abstract void switches(ErlangProcess p, boolean in);

    /** A process has ended: the last that is told of it, after its exit. */
    public abstract void ended(ErlangProcess p);

    /** A process has made another, which has not started: tells of it, and gives the child what it inherits. */
    public abstract void spawns(ErlangProcess p, ErlangProcess child, boolean linked);

    /** A new process, whose tracing is set up, tells of itself. {@code parent} may be null. */
    public abstract void spawned(ErlangProcess child, Term parent, boolean linked);

    /** A port sends a message to a process. */
    public abstract void sends(ErlangPort port, Term message, Term to);

    /** A port gets a message, or a call that is like one. */
    public abstract void receives(ErlangPort port, Term message);
}
