package io.ringfence.policy.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.wire.EventRecord;
import io.ringfence.testing.Seeds;
import io.ringfence.testing.story.Delivery;
import io.ringfence.testing.story.History;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same facts give the same image, however they are delivered. */
class ImageTest {
    private static final int STEPS = 120;

    static PolicyImage replay(PolicyImage image, List<EventRecord> events) {
        PolicyDelta delta = new PolicyDelta(image);
        events.forEach(delta::replay);
        return delta.apply();
    }

    private static PolicyImage replayInBatches(List<List<EventRecord>> batches) {
        PolicyImage image = PolicyImage.EMPTY;
        for (List<EventRecord> batch : batches) {
            image = replay(image, batch);
        }
        return image;
    }

    @Test
    void anyBatchingInterleavingAndDuplicationGivesOneImage() {
        Seeds.forEach(60, random -> {
            List<EventRecord> history = History.of(random, STEPS).events();
            PolicyImage expected = replay(PolicyImage.EMPTY, history);

            List<EventRecord> delivery = Delivery.withDuplicates(random, Delivery.interleaved(random, history));
            PolicyImage image = replayInBatches(Delivery.batches(random, delivery, 7));

            assertThat(image).isEqualTo(expected);
            assertThat(image.held()).isEmpty();
        });
    }

    @Test
    void replayingEverythingOnceMoreChangesAndTouchesNothing() {
        Seeds.forEach(20, random -> {
            List<EventRecord> history = History.of(random, STEPS).events();
            PolicyImage image = replay(PolicyImage.EMPTY, history);

            PolicyDelta again = new PolicyDelta(image);
            assertThat(history)
                    .allSatisfy(record -> assertThat(again.replay(record)).isEqualTo(Replayed.DUPLICATE));

            assertThat(again.apply()).isSameAs(image);
            assertThat(again.touched().isEmpty()).isTrue();
        });
    }

    @Test
    void theIndexesAreWhatTheInstancesSay() {
        Seeds.forEach(20, random -> {
            List<EventRecord> history = History.of(random, STEPS).events();
            PolicyImage image = replay(PolicyImage.EMPTY, Delivery.interleaved(random, history));

            PolicyImage rebuilt = PolicyImage.EMPTY;
            List<InstanceImage> instances = new ArrayList<>(image.instances().values());
            Collections.reverse(instances);
            for (InstanceImage instance : instances) {
                rebuilt = rebuilt.with(instance);
            }

            assertThat(image.inventory()).isEqualTo(rebuilt.inventory());
        });
    }

    @Test
    void aLostEventHoldsItsAggregateAloneAndASecondDeliveryHealsIt() {
        Seeds.forEach(40, random -> {
            List<EventRecord> history = History.of(random, STEPS).events();
            EventRecord lost = history.get(random.nextInt(history.size()));
            List<EventRecord> delivery =
                    history.stream().filter(record -> !record.equals(lost)).toList();

            PolicyImage image = replay(PolicyImage.EMPTY, delivery);
            long last = history.stream()
                    .filter(record ->
                            record.envelope().aggregate().equals(lost.envelope().aggregate()))
                    .count();
            if (lost.envelope().sequence() < last) {
                assertThat(image.held()).containsOnlyKeys(lost.envelope().aggregate());
            }
            assertThat(image.revision(lost.envelope().aggregate()))
                    .isEqualTo(lost.envelope().sequence() - 1);

            assertThat(replay(image, history)).isEqualTo(replay(PolicyImage.EMPTY, history));
        });
    }
}
