package org.jbeam.etf;

/** Collects units of work and passes them on to an {@link EtfProgress} in portions. */
final class WorkCounter {
    private static final int PORTION = 1000;
    private static final int BYTES_PER_UNIT = 64;

    private final EtfProgress progress;
    private int left = PORTION;

    /** @param progress may be null: no one to tell */
    WorkCounter(EtfProgress progress) {
        this.progress = progress;
    }

    void one() {
        add(1);
    }

    void add(int units) {
        if (progress == null) {
            return;
        }
        left -= units;
        if (left <= 0) {
            report();
        }
    }

    void bytes(int bytes) {
        add(bytes / BYTES_PER_UNIT);
    }

    private void report() {
        int units = PORTION - left;
        left = PORTION;
        progress.work(units);
    }

    /** Passes on what is left over. */
    void finish() {
        if (left != PORTION) {
            report();
        }
    }
}
