package io.ringfence.projection;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.instance.InstanceEvent.InstanceDeleted;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetEvent.RuleModified;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_service"))
class AuditDiffTest {
    private static final String OF_GROUP = "/v1/audit/diff?securityGroupId={id}&from={from}";
    private static final String OF_INSTANCE = "/v1/audit/diff?instanceId={id}&from={from}";

    private final History history = new History(ThreadLocalRandom.current().nextLong());

    @Test
    void rulesAndMembersThatCameWentAndChangedAreNamed() {
        SecurityGroupId group = history.group("web");
        InstanceId gone = history.instance(group, "h1", "10.31.0.1");
        Rule kept = tcp("22/22", null);
        Rule revoked = tcp("80/80", null);
        Rule modified = tcp("90/90", null);
        history.authorize(group, kept, revoked, modified);
        Instant from = history.now();
        history.add(new RulesRevoked(group, List.of(revoked.ruleId())));
        history.add(new RuleModified(
                group, new Rule(modified.ruleId(), tcp("91/91", null).spec())));
        history.authorize(group, tcp("443/443", null));
        history.add(new InstanceDeleted(gone));
        InstanceId come = history.instance(group, "h1", "10.31.0.2");
        history.add(new SecurityGroupModified(group, "web", "", InnerAccessPolicy.DROP, Map.of()));

        Asking asking = Asking.after(history);
        asking.ok(OF_GROUP, group, from)
                .body("rules.added.portRange", contains("443/443"))
                .body("rules.removed.portRange", contains("80/80"))
                .body("rules.changed", hasSize(1))
                .body("rules.changed[0].before.portRange", is("90/90"))
                .body("rules.changed[0].after.portRange", is("91/91"))
                .body("members.added.instanceId", contains(come.value()))
                .body("members.removed.instanceId", contains(gone.value()))
                .body("groups.changed[0].before.innerAccessPolicy", is("ACCEPT"))
                .body("groups.changed[0].after.innerAccessPolicy", is("DROP"))
                .body("traffic.opened.text", contains("tcp 91, 443 from 10.0.0.0/8 except 10.31.0.1/32"))
                .body("traffic.more", is(false));
        asking.ok(OF_GROUP + "&to={to}", group, from, from)
                .body("rules.added", empty())
                .body("rules.removed", empty())
                .body("rules.changed", empty())
                .body("members.added", empty())
                .body("groups.changed", empty());
    }

    @Test
    void theTrafficThatOpenedAndClosedIsTold() {
        SecurityGroupId peer = history.group("peer");
        InstanceId gone = history.instance(peer, "h1", "10.30.0.1");
        SecurityGroupId group =
                history.group("web", SecurityGroupType.BASIC, InnerAccessPolicy.DROP, VpcId.DEFAULT, Map.of());
        Instant empty = history.now();
        Rule revoked = tcp("80/80", null);
        history.authorize(
                group,
                revoked,
                history.rule(Direction.INGRESS, RuleAction.ACCEPT, 1, Protocol.TCP, "90/90", new Peer.GroupPeer(peer)));
        Instant from = history.now();
        history.add(new RulesRevoked(group, List.of(revoked.ruleId())));
        history.authorize(group, tcp("443/443", null));
        Instant rules = history.now();
        history.add(new InstanceDeleted(gone));
        history.instance(peer, "h1", "10.30.0.2");

        Asking asking = Asking.after(history);
        asking.ok(OF_GROUP + "&to={to}", group, from, rules)
                .body("traffic.opened.text", contains("tcp 443 from 10.0.0.0/8"))
                .body("traffic.closed.text", contains("tcp 80 from 10.0.0.0/8"));
        asking.ok(OF_GROUP, group, rules)
                .body("rules.added", empty())
                .body("traffic.opened.text", contains("tcp 90 from 10.30.0.2/32"))
                .body("traffic.closed.text", contains("tcp 90 from 10.30.0.1/32"));
        asking.ok(OF_GROUP + "&to={to}", group, empty, from)
                .body(
                        "traffic.opened.text",
                        contains("tcp 80 from 10.0.0.0/8", "tcp 90 from members of " + peer + " over IPv4"))
                .body("traffic.opened[1].peers.groups[0].addresses", is(1))
                .body("traffic.closed", empty());
    }

    @Test
    void aRuleWhoseTimeIsUpIsGoneBeforeAnyEventSaysSo() {
        SecurityGroupId group = history.group("web");
        Instant deadline = history.now().plusSeconds(3600);
        history.authorize(group, tcp("80/80", deadline));
        Instant from = history.now();

        Asking asking = Asking.after(history);
        asking.ok(OF_GROUP + "&to={to}", group, from, deadline).body("rules.removed.portRange", contains("80/80"));
        asking.ok(OF_GROUP + "&to={to}", group, from, deadline.minusMillis(1)).body("rules.removed", empty());
    }

    @Test
    void anInstancesDifferenceIsItsOwnAndThatOfTheRulesThatJudgeIt() {
        SecurityGroupId group = history.group("web");
        Instant before = history.now();
        InstanceId one = history.instance(group, "h1", "10.0.0.1");
        history.instance(group, "h1", "10.0.0.2");
        history.authorize(group, tcp("80/80", null));

        Asking.after(history)
                .ok(OF_INSTANCE, one, before)
                .body("members.added.instanceId", contains(one.value()))
                .body("rules.added.portRange", contains("80/80"));
    }

    @Test
    void whatCannotBeComparedIsRefusedByItsName() {
        SecurityGroupId group = history.group("web");
        Instant now = history.now();
        Asking asking = Asking.after(history);

        asking.refused(404, "SECURITY_GROUP_NOT_FOUND", OF_GROUP, history.ids().securityGroup(), now);
        asking.refused(404, "INSTANCE_NOT_FOUND", OF_INSTANCE, history.ids().instance(), now);
        asking.refused(400, "INVALID_PARAMETER", "/v1/audit/diff?from={from}", now)
                .body("parameter", is("securityGroupId"));
        asking.refused(400, "MISSING_PARAMETER", "/v1/audit/diff?securityGroupId={id}", group)
                .body("parameter", is("from"));
        asking.refused(400, "INVALID_PARAMETER", OF_GROUP + "&to={to}", group, now, now.minusSeconds(1))
                .body("parameter", is("to"));
    }

    private Rule tcp(String ports, @Nullable Instant expiresAt) {
        return history.rule(
                Direction.INGRESS, RuleAction.ACCEPT, 1, Protocol.TCP, ports, History.cidr("10.0.0.0/8"), expiresAt);
    }
}
