package org.jbeam.runtime;

import org.jbeam.scheduler.Priority;
import org.jbeam.term.Ref;
import org.jbeam.term.Term;

/**
 * How to spawn a process.
 *
 * @param link link it to its parent
 * @param monitor the reference of a monitor that its parent has on it, or null
 * @param alias make that reference an alias of the parent of this kind, or null
 * @param tag first element of the monitor's message, or null
 * @param priority its priority
 * @param settings heap sizes and the like
 */
public record SpawnOptions(boolean link, Ref monitor, Aliases.Kind alias, Term tag, Priority priority, ProcessSettings settings) {
    /** Neither link nor monitor. */
    public static final SpawnOptions NONE = new SpawnOptions(false, null, null, null, Priority.NORMAL, null);
    /** With a link. */
    public static final SpawnOptions LINK = new SpawnOptions(true, null, null, null, Priority.NORMAL, null);
}
