package io.ringfence.projection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.events.enforcement.EnforcementReport.Mode;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Json;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes told as they happen, over a real connection. */
@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_service"))
class ChangesTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TestHTTPResource("/v1/changes")
    @SuppressWarnings("NullAway.Init") // Quarkus fills it in
    URI changes;

    private final History history = new History(ThreadLocalRandom.current().nextLong());
    private final SecurityGroupId group = history.group("web");
    private final String host = "host-" + history.account.value();
    private final List<Stream<String>> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Stream::close);
    }

    @Test
    void a_change_is_told_when_it_is_decided_projected_and_enforced() {
        history.instance(group, host, "10.0.0.1");
        Asking.after(history);
        List<String> lines = listen("");
        Rule rule = tcp("80/80");
        history.authorize(group, rule);
        Asking.after(history);
        String revision = "rules:" + group + "@2";

        JsonNode decided = await(lines, "decided", revision);
        assertThat(decided.get("type").asText()).isEqualTo("io.ringfence.rule.RulesAuthorized.v1");
        assertThat(decided.get("actor").asText()).isEqualTo("jane");
        assertThat(decided.get("securityGroupId").asText()).isEqualTo(group.value());
        assertThat(decided.get("summary").asText()).startsWith("Added accept tcp 80/80 in from");
        assertThat(decided.at("/data/rules/0/ruleId").asText())
                .isEqualTo(rule.ruleId().value());
        JsonNode projected = await(lines, "projected", revision);
        assertThat(Instant.parse(projected.get("at").asText()))
                .isAfterOrEqualTo(Instant.parse(decided.get("at").asText()));
        assertThat(projected.get("afterMs").asLong()).isPositive();

        new HostVoice(host).reports(Mode.KERNEL);

        JsonNode enforced = await(lines, "enforced", revision).get("enforced");
        assertThat(enforced.get("host").asText()).isEqualTo(host);
        assertThat(enforced.get("hostState").asText()).isEqualTo("REALIZED");
        assertThat(enforced.get("state").asText()).isEqualTo("REALIZED");
        assertThat(enforced.get("realized").asInt()).isEqualTo(1);
        assertThat(enforced.get("desired").asInt()).isEqualTo(1);
        assertThat(steps(lines, revision)).containsExactly("decided", "projected", "enforced");
    }

    @Test
    void a_change_that_concerns_no_host_ends_as_not_enforced() {
        List<String> lines = listen("?securityGroupId=" + group);
        Asking.after(history);

        JsonNode enforced = await(lines, "enforced", "group:" + group + "@1").get("enforced");

        assertThat(enforced.get("state").asText()).isEqualTo("NOT_ENFORCED");
        assertThat(enforced.has("host")).isFalse();
    }

    @Test
    void others_changes_and_other_groups_are_not_told() {
        List<String> ofGroup = listen("?securityGroupId=" + group);
        SecurityGroupId other = history.group("other");
        History stranger = new History(ThreadLocalRandom.current().nextLong());
        stranger.group("strange");
        Asking.after(stranger);
        List<String> all = listen("");
        history.authorize(other, tcp("80/80"));
        history.authorize(group, tcp("80/80"));
        Asking.after(history);

        await(all, "projected", "rules:" + group + "@2");
        await(all, "projected", "rules:" + other + "@2");
        await(ofGroup, "projected", "rules:" + group + "@2");
        assertThat(ofGroup).noneMatch(line -> line.contains(other.value()));
        assertThat(all).noneMatch(line -> line.contains(stranger.account.value()) || line.contains("strange"));
    }

    @Test
    void how_long_changes_take_is_a_histogram() {
        history.startAt(Instant.now());
        history.instance(group, host, "10.0.0.1");
        Asking.after(history);
        new HostVoice(host).reports(Mode.KERNEL);

        for (String stage : List.of("projected", "enforced")) {
            Waiting.until(SOON, stage + " is counted", () -> {
                String metrics = given().get("/q/metrics").then().extract().asString();
                return metrics.lines()
                        .filter(line -> line.startsWith("ringfence_propagation_seconds_bucket"))
                        .filter(line -> line.contains("stage=\"" + stage + "\"") && line.contains("le=\"60.0\""))
                        .anyMatch(line -> !line.endsWith(" 0.0") && !line.endsWith(" 0"));
            });
        }
    }

    @Test
    void a_filter_that_is_no_group_is_refused() {
        given().get("/v1/changes?securityGroupId=x").then().statusCode(400).body(containsString("securityGroupId"));
    }

    /** The lines of a stream that has begun. */
    private List<String> listen(String query) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(changes + query))
                .header("Ringfence-Account", history.account.value())
                .build();
        List<String> lines = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> begun = HttpClient.newHttpClient()
                .sendAsync(request, BodyHandlers.ofLines())
                .thenAccept(response -> {
                    open.add(response.body());
                    new Thread(() -> response.body().forEach(lines::add), "listening").start();
                });
        Waiting.until(SOON, "the stream has begun", () -> begun.isDone() && lines.contains(":listening"));
        return lines;
    }

    private static JsonNode await(List<String> lines, String step, String revision) {
        Waiting.until(
                SOON,
                () -> step + " of " + revision + " is told, and not " + lines,
                () -> find(lines, step, revision) != null);
        return Objects.requireNonNull(find(lines, step, revision));
    }

    private static @Nullable JsonNode find(List<String> lines, String step, String revision) {
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (lines.get(i).equals("event:" + step)) {
                for (int j = i + 1; j < lines.size() && !lines.get(j).isEmpty(); j++) {
                    if (lines.get(j).startsWith("data:")
                            && json(lines.get(j)).get("revision").asText().equals(revision)) {
                        return json(lines.get(j));
                    }
                }
            }
        }
        return null;
    }

    private static List<String> steps(List<String> lines, String revision) {
        List<String> steps = new ArrayList<>();
        String step = "";
        for (String line : lines) {
            if (line.startsWith("event:")) {
                step = line.substring("event:".length());
            } else if (line.startsWith("data:")
                    && json(line).get("revision").asText().equals(revision)) {
                steps.add(step);
            }
        }
        return steps;
    }

    private static JsonNode json(String line) {
        try {
            return Json.mapper().readTree(line.substring("data:".length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Rule tcp(String ports) {
        return history.rule(Direction.INGRESS, RuleAction.ACCEPT, 1, Protocol.TCP, ports, History.cidr("10.0.0.0/8"));
    }
}
