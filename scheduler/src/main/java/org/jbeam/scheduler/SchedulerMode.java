package org.jbeam.scheduler;

/** Which carriers run the tasks' virtual threads; found out once, when the class is first used. */
public enum SchedulerMode {
    /** Own carriers and run queues; needs {@code --add-opens java.base/java.lang=ALL-UNNAMED}. */
    OWN_CARRIERS,
    /** The JDK's carriers: slower, without priorities, {@code online} or per-carrier figures. */
    JDK_CARRIERS
}
