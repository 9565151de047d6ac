package io.ringfence.agent.usage;

import java.util.Map;

/** Reads the counters of the table. Of one thread. */
@FunctionalInterface
public interface CounterReader extends AutoCloseable {

    /** Where nothing is enforced. */
    CounterReader NOTHING_COUNTS = Map::of;

    /**
     * Every counter by its name; none where there is no table.
     *
     * @throws io.ringfence.nativecalls.NativeFailure when the kernel does not say
     */
    Map<String, Count> read();

    @Override
    default void close() {}
}
