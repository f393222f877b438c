/** Lightweight processes: carriers, run queues, priorities, reductions, parking, timers. */
package org.jbeam.scheduler;
