package io.ringfence.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.events.wire.Topics;
import io.ringfence.testing.Seeds;
import io.ringfence.testing.Waiting;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The topic of the rules' events is made anew from the store while rules go on being changed. */
@ExtendWith(InstallationForAll.class)
class RepublishTest {
    private static final Duration REPUBLISHED = Duration.ofMinutes(2);
    private static final int SOME_CHANGES = 30;

    private final Installation installation;
    private final Gateway gateway;

    RepublishTest(Installation installation) {
        this.installation = installation;
        this.gateway = installation.gateway();
    }

    @Test
    void views_and_kernel_are_the_same_before_and_after_and_the_new_topic_is_the_store() throws Exception {
        SplittableRandom random = new SplittableRandom(Seeds.one());
        Pair pair = installation.host().pair("republish");
        String quiet = gateway.group("republish-quiet");
        String busy = gateway.group("republish-busy");
        register(pair, quiet, busy);
        RuleStory unchanged = new RuleStory(client(), random.split(), quiet, 20_000);
        unchanged.run(() -> unchanged.decided() == SOME_CHANGES);
        unchanged.assertInKernel(pair);
        JsonNode before = rules(quiet);
        Uuid topicBefore = topicId();

        RuleStory changing = new RuleStory(client(), random.split(), busy, 21_000);
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> changing.run(stop::get));
        try {
            awaitChanges(changing, SOME_CHANGES);
            republish();
            awaitChanges(changing, changing.decided() + SOME_CHANGES);
        } finally {
            stop.set(true);
        }
        load.get(2, TimeUnit.MINUTES);

        assertThat(topicId()).isNotEqualTo(topicBefore);
        Kept.assertSame(installation.database("rule-service"), installation.bus(), Topics.RULE_EVENTS);
        assertThat(rules(quiet)).isEqualTo(before);
        unchanged.assertExact(gateway);
        unchanged.assertInKernel(pair);
        changing.assertExact(gateway);
    }

    private CarefulClient client() {
        return new CarefulClient(installation);
    }

    /** The server is a member of the quiet group, the client of the busy one. */
    private void register(Pair pair, String quiet, String busy) {
        gateway.post("/v1/instances", Pair.registration(pair.server(), quiet)).expect(201);
        gateway.post("/v1/instances", Pair.registration(pair.client(), busy)).expect(201);
    }

    private JsonNode rules(String group) {
        return gateway.get("/v1/security-groups/" + group + "/rules?limit=1000")
                .expect(200)
                .body()
                .path("items");
    }

    private static void awaitChanges(RuleStory story, int changes) {
        Waiting.until(
                REPUBLISHED,
                () -> changes + " changes; there are " + story.decided(),
                () -> story.decided() >= changes);
    }

    /** Asking again joins what is under way. */
    private void republish() {
        Gateway service =
                new Gateway(installation.process("rule-service").uri("").toString());
        Waiting.until(REPUBLISHED, "the rules' events are published anew", () -> {
            try {
                return service.post("/internal/republish", "{}").status() == 200;
            } catch (UncheckedIOException notYet) {
                return false;
            }
        });
    }

    private Uuid topicId() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.<String, Object>of(
                "bootstrap.servers", installation.ground().bootstrapServers()))) {
            return admin.describeTopics(List.of(Topics.RULE_EVENTS)).allTopicNames().get().values().stream()
                    .map(TopicDescription::topicId)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
