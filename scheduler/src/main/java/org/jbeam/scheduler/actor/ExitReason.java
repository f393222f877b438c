package org.jbeam.scheduler.actor;

/** Why an actor ended, where the reason is none of the program's own; any other object may be a reason too, such as what an actor threw. */
public enum ExitReason {
    /** It returned. Those linked to it go on. */
    NORMAL,
    /** It was asked to end, as a supervisor does. */
    SHUTDOWN,
    /** Sent by {@link Actor#exit(Object)}: ends the receiver even when it traps exits. */
    KILL,
    /** What others are told of an actor that {@link #KILL} ended. */
    KILLED,
    /** It had ended before it was linked or monitored. */
    NO_ACTOR
}
