/** Lightweight processes: carriers, run queues, priorities, reductions, parking, timers; actors with links, monitors and supervision. */
module org.jbeam.scheduler {
    exports org.jbeam.scheduler;
    exports org.jbeam.scheduler.actor;
}
