package org.jbeam.runtime;

import org.jbeam.term.Pid;
import org.jbeam.term.Term;

/** {@link RemoteNode#UNREACHABLE}. */
final class Unreachable implements RemoteNode {
    @Override
    public void send(ErlangProcess from, Term dest, Term message) {
        // no node to take it
    }

    @Override
    public void exit(ErlangProcess from, Pid target, Term reason) {
        // no node to take it
    }

    @Override
    public void groupLeader(Pid leader, Pid member) {
        // no node to take it
    }

    @Override
    public boolean link(Pid local, Pid remote) {
        return false;
    }

    @Override
    public void unlink(Pid local, Pid remote, long id) {
        // no link was made
    }

    @Override
    public void settled(Pid local, Pid remote, boolean linked) {
        // the connection over which the signal came is lost, and the process told
    }

    @Override
    public void linkEnded(Pid local, Pid remote, Term reason) {
        // no link was made
    }

    @Override
    public boolean monitor(Monitor monitor) {
        return false;
    }

    @Override
    public void demonitor(Monitor monitor) {
        // no monitor was made
    }

    @Override
    public void watchedEnded(Monitor monitor, Term reason) {
        // nobody there watches
    }

    @Override
    public void abandoned(RemoteSpawn spawn, Pid parent, Term reason) {
        // nothing was spawned
    }
}
