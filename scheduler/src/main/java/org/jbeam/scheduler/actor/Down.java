package org.jbeam.scheduler.actor;

/**
 * The message that tells of the end of a monitored actor; exactly one for each monitor that was not taken back.
 *
 * @param monitor what {@link Actor#monitor(Actor)} returned
 * @param reason as in {@link Exited}
 */
public record Down(Monitor monitor, Object reason) {
}
