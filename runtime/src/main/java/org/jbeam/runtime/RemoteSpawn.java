package org.jbeam.runtime;

import org.jbeam.term.Ref;
import org.jbeam.term.Term;

/**
 * A request to spawn a process on another node, as its parent holds it until the reply comes.
 *
 * @param node where
 * @param ref the request's reference, also that of the monitor
 * @param tag first element of the reply's message
 * @param link link the new process to its parent
 * @param monitor the parent monitors it
 * @param monitorTag first element of the monitor's message, or null
 * @param success tell the parent of success
 * @param failure tell the parent of failure
 */
public record RemoteSpawn(RemoteNode node, Ref ref, Term tag, boolean link, boolean monitor, Term monitorTag, boolean success, boolean failure) {}
