package org.jbeam.runtime;

/** Is told of every check of a process' memory while it is set: what {@code system_monitor} and traces of collections rest on. */
public interface MemoryWatcher {
    /**
     * A process has looked through its memory, on its own thread.
     *
     * @param process whose
     * @param major was it a major one
     * @param nanos how long it took
     */
    void collected(ErlangProcess process, boolean major, long nanos);
}
