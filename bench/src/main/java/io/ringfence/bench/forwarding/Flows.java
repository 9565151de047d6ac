package io.ringfence.bench.forwarding;

/**
 * The flows of a burst, told apart by the client's port.
 *
 * @param count how many before the first one is met again; 1 or more
 */
record Flows(int count) {
    static final int FIRST_PORT = 10_000;
    private static final int MOST = 50_000;

    Flows {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("flows are 1 to " + MOST + ", not " + count);
        }
    }

    /** The client's port of the packet with this number, which counts from 0. */
    int port(int packet) {
        return FIRST_PORT + packet % count;
    }
}
