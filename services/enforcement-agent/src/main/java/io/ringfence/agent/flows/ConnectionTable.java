package io.ringfence.agent.flows;

import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** The kernel's table of connections. Of one thread. */
public interface ConnectionTable extends AutoCloseable {

    /**
     * The connections whose mark is one of these.
     *
     * @throws io.ringfence.nativecalls.NativeFailure when the kernel does not say
     */
    List<Connection> list(IntPredicate mark);

    /**
     * Gives connections these marks, in the bits of the mask and no others; those that have ended meanwhile stay ended.
     *
     * @throws io.ringfence.nativecalls.NativeFailure when the kernel does not answer or refuses one; others may have theirs then
     */
    void mark(Map<Connection, Integer> marks, int mask);

    @Override
    default void close() {}

    /** Where nothing is enforced. */
    ConnectionTable NONE = new ConnectionTable() {
        @Override
        public List<Connection> list(IntPredicate mark) {
            return List.of();
        }

        @Override
        public void mark(Map<Connection, Integer> marks, int mask) {}
    };
}
