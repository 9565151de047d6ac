package io.ringfence.projection.verification;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.wire.Topics;
import io.ringfence.feed.FeedSettings;
import io.ringfence.feed.KafkaEventFeed;
import io.ringfence.feed.Position;
import io.ringfence.projection.ProjectionSettings;
import io.ringfence.projection.consume.RowStore;
import io.ringfence.projection.heads.HeadsProcess;
import io.ringfence.projection.heads.OneState;
import io.ringfence.projection.settle.SettledTimes;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs verifications, each on a thread of its own; the database lets one run at a time. */
@ApplicationScoped
public class Verifications {
    private static final Logger LOG = Logger.getLogger(Verifications.class);

    private final Verification.Sources sources;

    @Inject
    Verifications(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            ProjectionSettings projection,
            VerificationSettings settings,
            RowStore rows,
            DataSource database,
            SettledTimes settled,
            HeadsProcess heads) {
        FeedSettings feed = FeedSettings.of(bootstrapServers, "verification", Set.copyOf(Topics.EVENTS))
                .withMaxRecords(projection.batchSize());
        this.sources = new Verification.Sources(
                KafkaEventFeed.source(feed),
                rows,
                database,
                () -> settledUntil(database, settled),
                signed(heads, bootstrapServers),
                new StoresOverHttp(services(settings)));
    }

    private static Map<String, URI> services(VerificationSettings settings) {
        Map<String, URI> services = new HashMap<>();
        settings.groupService().ifPresent(uri -> services.put(Topics.GROUP_EVENTS, uri));
        settings.ruleService().ifPresent(uri -> services.put(Topics.RULE_EVENTS, uri));
        settings.instanceService().ifPresent(uri -> services.put(Topics.INSTANCE_EVENTS, uri));
        return services;
    }

    private static Verification.@Nullable Signed signed(HeadsProcess heads, String bootstrapServers) {
        return heads.key()
                .map(key -> new Verification.Signed(
                        key.publicKey(),
                        key.id(),
                        new HeadsInKafka(bootstrapServers),
                        heads.directory().orElseThrow()))
                .orElse(null);
    }

    private static Optional<Instant> settledUntil(DataSource database, SettledTimes settled) {
        return settled.until(OneState.of(database, connection -> {
            List<Position> read = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "select topic, topic_id, topic_partition, next_offset from feed_position")) {
                while (rows.next()) {
                    read.add(new Position(rows.getString(1), rows.getString(2), rows.getInt(3), rows.getLong(4)));
                }
            }
            return read;
        }));
    }

    /** Begins one; its lines come as it goes on, and it ends where nobody takes them any more. */
    Multi<Progress> begin() {
        return Multi.createFrom().<Progress>emitter(this::start, BackPressureStrategy.BUFFER);
    }

    private void start(MultiEmitter<? super Progress> lines) {
        Thread thread = new Thread(() -> run(lines), "verification");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(MultiEmitter<? super Progress> lines) {
        try {
            Optional<Report> report = new Verification(sources, Clock.systemUTC(), line -> tell(lines, line)).run();
            if (report.isPresent()) {
                lines.complete();
            } else {
                lines.fail(Problem.of(ProblemCode.UNAVAILABLE, "A verification is under way: ask again when it is over")
                        .refusal());
            }
        } catch (CancellationException e) {
            LOG.info("A verification ended early: nobody waits for it any more");
        } catch (RuntimeException e) {
            LOG.error("A verification could not be brought to its end", e);
            lines.fail(Problem.of(
                            ProblemCode.UNAVAILABLE,
                            "The verification could not be brought to its end, begin it again: " + e.getMessage())
                    .refusal());
        }
    }

    private static void tell(MultiEmitter<? super Progress> lines, Progress line) {
        if (lines.isCancelled()) {
            throw new CancellationException();
        }
        lines.emit(line);
    }
}
