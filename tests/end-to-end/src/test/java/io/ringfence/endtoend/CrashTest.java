package io.ringfence.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringfence.endtoend.Bus.Heard;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Topics;
import io.ringfence.lab.NetnsLab;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Every service is killed once during a stream of rule changes; nothing is lost and nothing is done twice. */
class CrashTest {
    private static final int GROUPS = 4;
    private static final int CHANGES_EACH = 125;
    private static final int CHANGES_BETWEEN_KILLS = 70;
    private static final List<String> KILLED = List.of(
            "rule-service",
            "projection-service",
            "enforcement-agent",
            "api-gateway",
            "group-service",
            "instance-service");

    @Test
    void each_service_killed_once_during_500_rule_changes_loses_none_and_makes_none_twice() throws Exception {
        assumeTrue(NetnsLab.missing().isEmpty(), () -> NetnsLab.missing().orElseThrow());
        try (OneHost host = new OneHost(1);
                Installation installation = Installation.start(host.namespace());
                Bus bus = new Bus(installation.bootstrapServers());
                ResultFollower results = new ResultFollower(bus)) {
            AtomicInteger progress = new AtomicInteger();
            List<ChangeStream> streams = streams(installation.gateway(), bus, results, host, progress);

            runWhileKilling(streams, installation, progress);

            for (ChangeStream stream : streams) {
                assertRevisionsAreExact(stream);
                assertEventStoreHoldsEachChangeOnce(stream, installation.database("rule-service"));
                assertTopicHoldsEachRevision(stream, bus);
                assertViewAgrees(stream, installation.gateway());
            }
            assertKernelAgrees(streams.get(0), host);
        }
    }

    /** The server is a member of the first group, the client of the second; the others have no instance. */
    private static List<ChangeStream> streams(
            Gateway gateway, Bus bus, ResultFollower results, OneHost host, AtomicInteger progress) {
        List<ChangeStream> streams = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            String group = gateway.post("/v1/security-groups", "{'name':'crash-%d','defaultRules':false}".formatted(i))
                    .expect(201)
                    .text("securityGroupId");
            streams.add(new ChangeStream(gateway, bus, results, group, 10_000 + 1_000 * i, progress));
        }
        gateway.post(
                        "/v1/instances",
                        OneHost.registration(host.server(), streams.get(0).group()))
                .expect(201);
        gateway.post(
                        "/v1/instances",
                        OneHost.registration(host.client(), streams.get(1).group()))
                .expect(201);
        return streams;
    }

    private static void runWhileKilling(List<ChangeStream> streams, Installation installation, AtomicInteger progress)
            throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(streams.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            streams.forEach(stream -> running.add(clients.submit(() -> stream.run(CHANGES_EACH))));
            for (int i = 0; i < KILLED.size(); i++) {
                int reached = (i + 1) * CHANGES_BETWEEN_KILLS;
                Waiting.until(
                        Duration.ofMinutes(2),
                        () -> reached + " changes made; " + progress + " are",
                        () -> progress.get() >= reached || running.stream().anyMatch(Future::isDone));
                installation.process(KILLED.get(i)).kill();
                installation.process(KILLED.get(i)).start().awaitReady();
            }
            for (Future<?> client : running) {
                client.get(180, TimeUnit.SECONDS);
            }
        } finally {
            clients.shutdownNow();
        }
    }

    /** Revision 1 opened the rule set; each change made the next one. */
    private static void assertRevisionsAreExact(ChangeStream stream) {
        assertThat(stream.revisions())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(2, CHANGES_EACH + 1).boxed().toList());
    }

    private static void assertEventStoreHoldsEachChangeOnce(ChangeStream stream, Database database)
            throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                PreparedStatement query = connection.prepareStatement(
                        "select count(*), max(sequencenumber) from domainevententry where aggregateidentifier = ?")) {
            query.setString(1, "rules:" + stream.group());
            try (ResultSet row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getLong(1)).isEqualTo(CHANGES_EACH + 1);
                assertThat(row.getLong(2)).isEqualTo(CHANGES_EACH);
            }
        }
    }

    /** A crash may publish a record twice, never out of order; its readers drop the second by its revision. */
    private static void assertTopicHoldsEachRevision(ChangeStream stream, Bus bus) {
        Set<Long> seen = new TreeSet<>();
        long last = 0;
        for (Heard heard : bus.all(Topics.RULE_EVENTS)) {
            if (heard.key().equals(stream.group())) {
                long revision = Long.parseLong(heard.header(Headers.SEQUENCE));
                assertThat(revision).as("revision after %d", last).isLessThanOrEqualTo(last + 1);
                last = Math.max(last, revision);
                seen.add(revision);
            }
        }
        assertThat(seen).hasSize(CHANGES_EACH + 1).contains(1L, CHANGES_EACH + 1L);
    }

    private static void assertViewAgrees(ChangeStream stream, Gateway gateway) {
        String atLeast = "rules:" + stream.group() + "@" + (CHANGES_EACH + 1);
        var items = gateway.get("/v1/security-groups/" + stream.group() + "/rules?limit=1000", atLeast)
                .expect(200)
                .body()
                .path("items");
        List<Integer> ports = StreamSupport.stream(items.spliterator(), false)
                .map(rule -> PortRange.parse(rule.path("portRange").asText()).from())
                .toList();
        assertThat(ports).containsExactlyInAnyOrderElementsOf(stream.ports());
    }

    private static void assertKernelAgrees(ChangeStream stream, OneHost host) {
        List<Integer> touched = stream.touchedPorts(CHANGES_EACH);
        Waiting.until(
                Duration.ofSeconds(30),
                () -> "the kernel lets through " + stream.ports() + "; it does " + host.reached(touched),
                () -> host.reached(touched).equals(stream.ports()));
    }
}
