package io.ringfence.projection.letters;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ringfence.events.wire.Topics;
import io.ringfence.projection.ProjectionSettings;
import io.ringfence.projection.follow.TopicFollower;
import io.ringfence.projection.rows.DatabaseAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads the letters' topic into rows, with its place in their transaction. */
@ApplicationScoped
public class LetterFollower implements TopicFollower.Sink {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final ProjectionSettings settings;
    private final LetterRows rows;
    private final TopicFollower follower;

    @Inject
    public LetterFollower(
            ProjectionSettings settings,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            LetterRows rows) {
        this.settings = settings;
        this.rows = rows;
        this.follower = new TopicFollower("letter-follower", bootstrapServers, Topics.DEAD_LETTERS, this);
    }

    void start(@Observes StartupEvent event) {
        if (settings.follow()) {
            follower.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        follower.close();
    }

    @Override
    public Map<Integer, Long> begin(String topicId, Map<Integer, Long> ends) {
        return DatabaseAnswer.within(ANSWER_WITHIN, rows.positions(topicId));
    }

    @Override
    public void keep(ConsumerRecords<byte[], byte[]> records, String topicId) {
        List<Letter> letters = new ArrayList<>();
        Map<Integer, Long> positions = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            letters.add(Letter.of(record));
            positions.put(record.partition(), record.offset() + 1);
        }
        DatabaseAnswer.within(
                ANSWER_WITHIN, rows.store(letters, topicId, positions).replaceWith(true));
    }
}
