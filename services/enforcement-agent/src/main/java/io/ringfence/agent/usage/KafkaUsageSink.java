package io.ringfence.agent.usage;

import io.ringfence.agent.report.Courier;
import io.ringfence.agent.usage.UsageNews.News;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Topics;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Tells on {@link Topics#RULE_USAGE}, key host and rule, value JSON, or nothing for a rule that is gone. */
public final class KafkaUsageSink implements UsageSink {

    private final Courier courier;

    public KafkaUsageSink(Courier courier) {
        this.courier = courier;
    }

    @Override
    public boolean tell(News news) {
        List<ProducerRecord<String, byte[]>> records = Stream.concat(
                        news.changed().stream()
                                .map(usage -> new ProducerRecord<>(Topics.RULE_USAGE, usage.key(), Json.write(usage))),
                        news.gone().stream()
                                .map(usage -> new ProducerRecord<String, byte[]>(Topics.RULE_USAGE, usage.key(), null)))
                .toList();
        return courier.send(records);
    }
}
