package io.ringfence.bench.forwarding;

/** What the packets of a burst are to the host. */
enum Kind {
    NEW("new flows", 1.8, 1.4),
    ESTABLISHED("established flows", 1.3, 1.15);

    /** How many flows take turns. */
    static final int ESTABLISHED_FLOWS = 64;

    final String text;
    final double due;
    final double goal;

    Kind(String text, double due, double goal) {
        this.text = text;
        this.due = due;
        this.goal = goal;
    }
}
