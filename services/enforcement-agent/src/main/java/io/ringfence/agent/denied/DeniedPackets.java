package io.ringfence.agent.denied;

import io.ringfence.policy.verdict.Packet;
import java.util.List;

/** The packets that the kernel dropped and tells of. Of one thread. */
@FunctionalInterface
public interface DeniedPackets extends AutoCloseable {

    /**
     * Those since the last time, without waiting for more.
     *
     * @throws io.ringfence.nativecalls.NativeFailure when the kernel does not say
     */
    List<Packet> hear();

    @Override
    default void close() {}
}
