package io.ringfence.agent.denied;

import io.ringfence.agent.report.Courier;
import io.ringfence.events.enforcement.DeniedFlow;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Topics;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Tells on {@link Topics#DENIED_FLOWS}, key security group or host, value JSON. */
public final class KafkaDeniedSink implements DeniedSink {

    private final Courier courier;

    public KafkaDeniedSink(Courier courier) {
        this.courier = courier;
    }

    @Override
    public void tell(List<DeniedFlow> flows) {
        courier.send(flows.stream()
                .map(flow -> new ProducerRecord<>(Topics.DENIED_FLOWS, flow.key(), Json.write(flow)))
                .toList());
    }
}
