package io.ringfence.testing.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.EventType;
import io.ringfence.testing.Seeds;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void everyTypeOfEventHappensInSomeHistory() {
        Set<EventType> seen = new HashSet<>();
        for (long seed = 0; seed < 40; seed++) {
            History.of(new SplittableRandom(seed), 150)
                    .events()
                    .forEach(record -> seen.add(record.envelope().type()));
        }

        assertThat(seen).containsExactlyInAnyOrderElementsOf(EventType.all());
    }

    @Test
    void aSeedTellsTheSameHistoryAgain() {
        assertThat(History.of(new SplittableRandom(7), 100).events())
                .isEqualTo(History.of(new SplittableRandom(7), 100).events());
    }

    @Test
    void whatIsToldCanTravel() {
        Seeds.forEach(
                5,
                random -> History.of(random, 100)
                        .events()
                        .forEach(record -> assertThatCode(() -> assertThat(EventCodec.decode(EventCodec.encode(record)))
                                        .isEqualTo(record))
                                .doesNotThrowAnyException()));
    }

    @Test
    void everyDeliveryKeepsTheOrderOfEachAggregate() {
        Seeds.forEach(5, random -> {
            List<EventRecord> history = History.of(random, 100).events();
            List<EventRecord> delivery = Delivery.interleaved(random, history);

            assertThat(delivery).containsExactlyInAnyOrderElementsOf(history).isNotEqualTo(history);
            Map<AggregateRef, Long> last = new HashMap<>();
            for (EventRecord record : delivery) {
                Envelope envelope = record.envelope();
                assertThat(envelope.sequence()).isEqualTo(last.getOrDefault(envelope.aggregate(), 0L) + 1);
                last.put(envelope.aggregate(), envelope.sequence());
            }
        });
    }

    @Test
    void duplicatesOnlyRepeatThePast() {
        Seeds.forEach(5, random -> {
            List<EventRecord> history = History.of(random, 60).events();
            List<EventRecord> delivery = Delivery.withDuplicates(random, history);

            assertThat(delivery).hasSizeGreaterThan(history.size());
            assertThat(delivery.stream().distinct().toList()).isEqualTo(history);
        });
    }

    @Test
    void aRuleInOneLineReadsBackAsItWas() {
        String line = "INGRESS DROP 5 tcp 80/443 10.0.0.0/8 sport=1024/65535 local=10.0.0.5/32"
                + " until=2026-01-01T00:00:00Z";

        assertThat(RuleText.format(RuleText.parse(line))).isEqualTo(line);
        assertThat(RuleText.format(RuleText.parse("egress accept 1 icmp -1/-1 sg-00000000000000001")))
                .isEqualTo("EGRESS ACCEPT 1 icmp -1/-1 sg-00000000000000001");
    }
}
