package io.ringfence.feed;

import static io.ringfence.feed.SampleEvents.event;
import static io.ringfence.feed.SampleEvents.group;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.local.KafkaBroker;
import io.ringfence.local.LoopbackPort;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaAwayTest {
    @TempDir
    Path directory;

    @Test
    void aFeedOutlivesKafkaBeingAwayAtTheStartAndLater() throws Exception {
        int port = LoopbackPort.findFree();
        String bootstrapServers = "127.0.0.1:" + port;
        try (TestTopic topic = new TestTopic(bootstrapServers);
                EventFeed feed = KafkaEventFeed.source(Reading.settings(bootstrapServers, topic.name))
                        .open(Positions.EMPTY)) {
            Reading.until(feed, reading -> feed.status().state() == FeedStatus.State.DISCONNECTED);
            assertThat(feed.endOffsets(Set.of(topic.name))
                            .handle((ends, failure) -> failure)
                            .get(30, TimeUnit.SECONDS))
                    .isNotNull();

            try (KafkaBroker broker = KafkaBroker.start(directory, port)) {
                topic.create(1);
                topic.send(event(group(1), 1));
                assertThat(Reading.of(feed, 1).revisions()).hasSize(1);
                assertThat(feed.status().isRunning()).isTrue();
                assertThat(broker.bootstrapServers()).isEqualTo(bootstrapServers);
            }
            Reading.until(feed, reading -> feed.status().state() == FeedStatus.State.DISCONNECTED);

            try (KafkaBroker broker = KafkaBroker.start(directory, port)) {
                topic.send(event(group(1), 2));
                Reading reading = Reading.of(feed, 1);
                assertThat(reading.revisions())
                        .containsExactly(event(group(1), 2).envelope().revision());
                assertThat(reading.notices).isEmpty();
                assertThat(broker.bootstrapServers()).isEqualTo(bootstrapServers);
            }
        }
    }
}
