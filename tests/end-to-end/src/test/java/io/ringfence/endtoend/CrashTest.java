package io.ringfence.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.wire.Topics;
import io.ringfence.testing.Seeds;
import io.ringfence.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Processes are killed under load from both doors: nothing that was answered is lost, nothing happens twice, every
 * deletion ends, and stores, topics, views and the kernel agree in the end.
 */
@ExtendWith(InstallationForAll.class)
class CrashTest {
    private static final int RULE_STORIES = 4;
    private static final int GROUP_STORIES = 2;
    private static final int KILLED_SERVICES = 2;
    private static final int KILLED_SERVICES_LONG = 20;
    private static final Duration SETTLED = Duration.ofSeconds(60);

    private final Installation installation;
    private final Bus bus;
    private final Gateway gateway;

    CrashTest(Installation installation) {
        this.installation = installation;
        this.bus = installation.bus();
        this.gateway = installation.gateway();
    }

    @Test
    void services_kafka_and_postgres_killed_under_load_lose_nothing_and_do_nothing_twice() throws Exception {
        SplittableRandom random = new SplittableRandom(Seeds.one());
        int services = Boolean.getBoolean("ringfence.test.long") ? KILLED_SERVICES_LONG : KILLED_SERVICES;
        Kills kills = new Kills(installation, random.split(), services);
        System.out.println("to be killed: " + kills);
        CarefulClient client = new CarefulClient(installation);
        List<RuleStory> ruleStories = ruleStories(client, random);
        List<GroupStory> groupStories = new ArrayList<>();
        for (int i = 1; i <= GROUP_STORIES; i++) {
            groupStories.add(new GroupStory(client, random.split(), 100 + i));
        }

        runWhileKilling(kills, ruleStories, groupStories);

        awaitEndOfSagas();
        Kept.assertSame(installation.database("group-service"), bus, Topics.GROUP_EVENTS);
        Kept.assertSame(installation.database("rule-service"), bus, Topics.RULE_EVENTS);
        Kept.assertSame(installation.database("instance-service"), bus, Topics.INSTANCE_EVENTS);
        assertThat(installation.results().contradictions()).isEmpty();
        ruleStories.forEach(story -> story.assertExact(gateway));
        groupStories.forEach(this::assertGroupsAreExact);
        ruleStories.get(0).assertInKernel(installation.host().pair("crash"));
    }

    /** The server is a member of the first group, the client of the second; the others have no instance. */
    private List<RuleStory> ruleStories(CarefulClient client, SplittableRandom random) {
        List<RuleStory> stories = new ArrayList<>();
        for (int i = 0; i < RULE_STORIES; i++) {
            String group = gateway.group("crash-" + i);
            stories.add(new RuleStory(client, random.split(), group, 10_000 + 1_000 * i));
        }
        Pair pair = installation.host().pair("crash");
        gateway.post(
                        "/v1/instances",
                        Pair.registration(pair.server(), stories.get(0).group()))
                .expect(201);
        gateway.post(
                        "/v1/instances",
                        Pair.registration(pair.client(), stories.get(1).group()))
                .expect(201);
        return stories;
    }

    private static void runWhileKilling(Kills kills, List<RuleStory> ruleStories, List<GroupStory> groupStories)
            throws Exception {
        List<Story> stories = new ArrayList<>(ruleStories);
        stories.addAll(groupStories);
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(stories.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            stories.forEach(story -> running.add(clients.submit(() -> story.run(stop::get))));
            kills.perform(() -> {
                running.stream().filter(Future::isDone).forEach(CrashTest::rethrow);
                return stories.stream().mapToInt(Story::decided).sum();
            });
            stop.set(true);
            for (Future<?> client : running) {
                client.get(180, TimeUnit.SECONDS);
            }
        } finally {
            stop.set(true);
            clients.shutdownNow();
        }
    }

    /** A story that ends by itself has failed. */
    private static void rethrow(Future<?> ended) {
        try {
            ended.get();
        } catch (Exception e) {
            throw new AssertionError("a story failed", e);
        }
    }

    private void awaitEndOfSagas() {
        Waiting.until(
                SETTLED,
                () -> "every deletion has ended; open are " + openDeletions(),
                () -> openDeletions().isEmpty());
    }

    private List<Kept> openDeletions() {
        return lastEvents("group-service").values().stream()
                .filter(event -> event.type().equals("SecurityGroupDeletionRequested"))
                .toList();
    }

    private Map<String, Kept> lastEvents(String service) {
        Map<String, Kept> last = new TreeMap<>();
        Kept.inStore(installation.database(service)).forEach(event -> last.put(event.aggregate(), event));
        return last;
    }

    /** A deleted group is gone everywhere, and its rule set and its membership with it; the kept one is there. */
    private void assertGroupsAreExact(GroupStory story) {
        assertThat(story.deleted()).isNotEmpty();
        Map<String, Kept> groups = lastEvents("group-service");
        for (String group : story.deleted()) {
            assertThat(groups.get("group:" + group)).extracting(Kept::type).isEqualTo("SecurityGroupDeleted");
        }
        Waiting.until(
                SETTLED,
                () -> "rule sets of deleted groups are deleted: " + story.deleted(),
                () -> story.deleted().stream()
                        .allMatch(group -> isLast("rule-service", "rules:" + group, "RuleSetDeleted")));
        assertThat(story.deleted())
                .allMatch(group -> isLast("instance-service", "membership:" + group, "MembershipClosed"));
        Waiting.until(
                SETTLED,
                "the view has forgotten the deleted groups",
                () -> story.deleted().stream()
                        .allMatch(group ->
                                gateway.get("/v1/security-groups/" + group).status() == 404));
        gateway.get("/v1/security-groups/" + story.kept(), "group:" + story.kept() + "@1")
                .expect(200);
    }

    private boolean isLast(String service, String aggregate, String type) {
        Kept last = lastEvents(service).get(aggregate);
        return last != null && last.type().equals(type);
    }
}
