package io.ringfence.axon;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ringfence.axon.publish.ProducerSink;
import java.util.Map;

/** A service's producer without the service. */
public final class TestSink {
    private TestSink() {}

    /** One on a broker; the caller closes it. */
    public static ProducerSink on(String bootstrapServers) {
        return new ProducerSink(Map.of("bootstrap.servers", bootstrapServers), new SimpleMeterRegistry());
    }
}
