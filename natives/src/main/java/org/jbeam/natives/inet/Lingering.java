package org.jbeam.natives.inet;

/** What a closed port still had to write: it goes out until there is no more, the connection breaks, or nothing has moved for a time. */
final class Lingering implements SocketPoller.Client {
    /** Milliseconds without progress after which the rest is given up. */
    private static final long PATIENCE = 180_000;

    private final int fd;
    private final OutputQueue queue;
    private final SocketPoller poller;
    private final SocketPoller.Registration registration;
    private SocketPoller.Timer timer;

    /** Bytes that wait. From any thread. */
    long waiting() {
        return queue.size();
    }

    private Lingering(int fd, OutputQueue queue, SocketPoller poller) {
        this.fd = fd;
        this.queue = queue;
        this.poller = poller;
        this.registration = poller.register(fd, this);
    }

    /** Takes a socket and its output. */
    static void start(int fd, OutputQueue queue, SocketPoller poller) {
        Lingering all = new Lingering(fd, queue, poller);
        poller.lingering.add(all);
        synchronized (all) {
            all.timer = poller.schedule(PATIENCE, all::end);
            all.registration.want(false, true);
        }
    }

    @Override
    public synchronized void ready(boolean readable, boolean writable) {
        timer.cancel();
        if (queue.writeTo(fd, Long.MAX_VALUE) < 0 || queue.size() == 0) {
            end();
        } else {
            timer = poller.schedule(PATIENCE, this::end);
        }
    }

    private synchronized void end() {
        registration.end();
        Calls.close(fd);
        poller.lingering.remove(this);
    }
}
