package org.jbeam.runtime;

import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Ref;
import org.jbeam.term.Term;

/**
 * A monitor as its owner holds it.
 *
 * @param ref its reference
 * @param owner the process that is told
 * @param target the {@link ErlangProcess} or {@link ErlangPort} watched, the {@link RemoteNode} where it is, or null when it was dead at once
 * @param object what the message names: a pid, a port, or {@code {Name, Node}}
 * @param type {@code process}, {@code port} or {@code time_offset}
 * @param tag the first element of the message
 */
public record Monitor(Ref ref, Pid owner, Object target, Term object, Atom type, Term tag) {}
