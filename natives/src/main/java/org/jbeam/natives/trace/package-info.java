/** Tracing: what is told of processes, ports and calls, and to whom. */
package org.jbeam.natives.trace;
