package org.jbeam.scheduler.actor;

/**
 * The message that an exit signal becomes for an actor that traps exits.
 *
 * @param from who ended or sent the signal; null if no actor did
 * @param reason an {@link ExitReason}, what the actor threw, or an object of the program
 */
public record Exited(Actor from, Object reason) {
}
