/** Lightweight processes: carriers, run queues, priorities, reductions, parking, timers. */
module org.jbeam.scheduler {
    exports org.jbeam.scheduler;
}
