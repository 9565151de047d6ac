package io.ringfence.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.ringfence.events.enforcement.EnforcementReport;
import io.ringfence.events.enforcement.EnforcementReport.Failure;
import io.ringfence.events.enforcement.EnforcementReport.Mode;
import io.ringfence.events.enforcement.EnforcementReport.Position;
import io.ringfence.events.instance.InstanceEvent.InstanceDeleted;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Topics;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_service"))
class EnforcementTest {
    private static final String STATUS = "/v1/security-groups/{id}/enforcement";

    @Inject
    DataSource database;

    private final History history = new History(ThreadLocalRandom.current().nextLong());
    private final SecurityGroupId group = history.group("web");
    private final String one = "one-" + history.account.value();
    private final String two = "two-" + history.account.value();

    @Test
    void aChangeIsInForceWhenEveryHostThatItConcernsSaysSo() {
        history.instance(group, one, "10.0.0.1");
        history.instance(group, two, "10.0.0.2");
        history.authorize(group, tcp("80/80", History.cidr("10.0.0.0/8")));
        Asking asking = Asking.after(history);
        new HostVoice(one).reports(Mode.KERNEL);

        until(asking, "hosts.findAll { it.state == 'REALIZED' }.host", contains(one))
                .body("revision", is("rules:" + group + "@2"))
                .body("state", is("REALIZING"))
                .body("realized", is(1))
                .body("desired", is(2))
                .body("hosts.findAll { it.state == 'UNREPORTED' }.host", contains(two));

        new HostVoice(two).reports(Mode.KERNEL);
        asking.ok(STATUS + "?wait=30s", group)
                .body("state", is("REALIZED"))
                .body("realized", is(2))
                .body("hosts.revision", contains(2, 2));
    }

    @Test
    void aHostThatLagsIsNamedWithTheRevisionThatItHasAndOldReportsTurnNothingBack() {
        history.instance(group, one, "10.0.0.1");
        Asking.after(history);
        HostVoice voice = new HostVoice(one);
        List<Position> before = HostVoice.ends();
        EnforcementReport old = voice.says(before, Mode.KERNEL);
        history.authorize(group, tcp("80/80", History.cidr("10.0.0.0/8")));
        Asking asking = Asking.after(history);

        until(asking, "hosts[0].state", is("LAGGING")).body("hosts[0].revision", is(1));

        voice.reports(Mode.KERNEL);
        asking.ok(STATUS + "?wait=30s", group).body("state", is("REALIZED"));
        voice.send(old);
        new HostVoice(two).reports(Mode.KERNEL);
        asking.ok(STATUS, group).body("state", is("REALIZED"));
    }

    @Test
    void whatIsNoReportIsKeptAndTheNextOneCounts() {
        history.instance(group, one, "10.0.0.1");
        Asking asking = Asking.after(history);
        HostVoice voice = new HostVoice(one);

        voice.send("not JSON".getBytes(StandardCharsets.UTF_8));
        voice.reports(Mode.KERNEL);

        asking.ok(STATUS + "?wait=30s", group).body("state", is("REALIZED"));
        Waiting.until(
                Duration.ofSeconds(20),
                "what is no report is kept",
                () -> new Tables(database)
                        .unreadable(Topics.ENFORCEMENT_REPORTS, one)
                        .endsWith("not JSON"));
    }

    @Test
    void whoeverWaitsIsToldAsSoonAsTheLastHostHasIt() {
        history.instance(group, one, "10.0.0.1");
        Asking asking = Asking.after(history);
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(
                () -> asking.ok(STATUS + "?wait=60s", group).extract().path("state"));
        assertThat(waiting).isNotDone();

        new HostVoice(one).reports(Mode.KERNEL);

        assertThat(waiting.join()).isEqualTo("REALIZED");
    }

    @Test
    void aHostThatCannotAndOneThatOnlyWritesAFileAreSaid() {
        InstanceId instance = history.instance(group, one, "10.0.0.1");
        Asking asking = Asking.after(history);
        HostVoice voice = new HostVoice(one);
        voice.reports(Mode.KERNEL, new Failure("instance:" + instance, "INTERFACE_MISSING", "there is none"));
        until(asking, "state", is("FAILED"))
                .body("hosts[0].failures[0].code", is("INTERFACE_MISSING"))
                .body("hosts[0].failures[0].detail", containsString("there is none"));

        voice.reports(Mode.FILE);
        until(asking, "state", is("NOT_ENFORCED")).body("hosts[0].state", is("FILE"));
    }

    @Test
    void aMembershipConcernsTheHostsOfTheGroupsThatNameIt() {
        SecurityGroupId client = history.group("client");
        history.authorize(group, tcp("80/80", new Peer.GroupPeer(client)));
        history.instance(group, one, "10.0.0.1");
        InstanceId member = history.instance(client, two, "10.0.0.2");
        Asking asking = Asking.after(history);

        asking.ok(STATUS + "?revision=instance:{i}@1", client, member).body("hosts.host", contains(one, two));
        asking.ok(STATUS + "?revision=membership:{g}@1", client, client).body("hosts.host", contains(one));
        asking.ok(STATUS, client).body("hosts.host", contains(two));
    }

    @Test
    void withoutALiveInstanceNothingIsEnforcedAndWhatIsNotThereIsUnknown() {
        InstanceId gone = history.instance(group, one, "10.0.0.1");
        history.add(new InstanceDeleted(gone));
        Asking asking = Asking.after(history);

        asking.ok(STATUS, group).body("state", is("NOT_ENFORCED")).body("hosts", empty());
        asking.refused(404, "SECURITY_GROUP_NOT_FOUND", STATUS, history.ids().securityGroup());
        asking.refused(404, "NOT_FOUND", STATUS + "?revision=7", group).body("parameter", is("revision"));
        asking.refused(400, "INVALID_PARAMETER", STATUS + "?wait=soon", group).body("parameter", is("wait"));
        asking.refused(400, "INVALID_PARAMETER", STATUS + "?revision=x", group).body("parameter", is("revision"));
    }

    private ValidatableResponse until(Asking asking, String path, Matcher<?> value) {
        Waiting.until(
                Duration.ofSeconds(30),
                path + " is " + value,
                () -> value.matches(asking.ok(STATUS, group).extract().path(path)));
        return asking.ok(STATUS, group);
    }

    private Rule tcp(String ports, Peer peer) {
        return history.rule(Direction.INGRESS, RuleAction.ACCEPT, 1, Protocol.TCP, ports, peer);
    }
}
