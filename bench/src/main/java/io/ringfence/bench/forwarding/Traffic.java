package io.ringfence.bench.forwarding;

/** What goes from a lane's client to its instance, and what processor time that takes the thread that sends it. */
interface Traffic extends AutoCloseable {

    /**
     * Sends so many, the flows in turn; a failure where one of them does not arrive.
     *
     * @return the nanoseconds of this thread on a processor
     */
    long send(int count, Flows flows);

    /** The same for so many that get nowhere: what the sender takes by itself. */
    long sendNowhere(int count);

    /** Begins these flows and has each of them answered. */
    void answer(Flows flows);

    @Override
    void close();
}
