package io.ringfence.projection;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.instance.InstanceEvent.InstanceDeleted;
import io.ringfence.events.instance.InstanceEvent.InstanceModified;
import io.ringfence.events.instance.InstanceEvent.InstanceRegistered;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Micros;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_service"))
class InstanceQueriesTest {
    private final History history = new History(ThreadLocalRandom.current().nextLong());
    private final SecurityGroupId group = history.group("web");

    @Test
    void anInstanceIsShownAsItIsNowAndAsItWas() {
        InstanceId id = history.instance(group, "host-1", "10.0.0.5", "fd00::5");
        Instant registered = history.now();
        history.add(new InstanceModified(
                id, "web-2", new HostName("host-2"), new InterfaceName("sg7"), Map.of("app", "shop")));
        Instant moved = history.now();
        history.add(new InstanceDeleted(id));
        Asking asking = Asking.after(history);

        asking.ok("/v1/instances/{id}?asOf={t}", id, moved)
                .header("ETag", is("\"2\""))
                .body("instanceId", is(id.value()))
                .body("name", is("web-2"))
                .body("vpcId", is("vpc-default"))
                .body("securityGroupId", is(group.value()))
                .body("addresses", contains("10.0.0.5", "fd00::5"))
                .body("host", is("host-2"))
                .body("interface", is("sg7"))
                .body("labels", equalTo(Map.of("app", "shop")))
                .body("revision", is(2))
                .body("$", hasKey("watermark"));
        asking.ok("/v1/instances/{id}?asOf={t}", id, registered).body("host", is("host-1"));
        asking.ok("/v1/instances?address=fd00:0::5&asOf={t}", registered)
                .body("items.instanceId", contains(id.value()));
        asking.refused(404, "INSTANCE_NOT_FOUND", "/v1/instances/{id}", id);
        asking.ok("/v1/instances?address=10.0.0.5").body("items", empty());
    }

    @Test
    void anInstanceThatNoHostEnforcesHasNeitherHostNorInterface() {
        InstanceId id = history.ids().instance();
        history.add(new InstanceRegistered(
                id,
                history.account,
                "db",
                VpcId.DEFAULT,
                group,
                List.of(IpAddress.parse("10.0.0.9")),
                null,
                null,
                Map.of()));

        Asking.after(history)
                .ok("/v1/instances/{id}", id)
                .body("$", not(hasKey("host")))
                .body("$", not(hasKey("interface")));
    }

    @Test
    void eachFilterLeavesTheInstancesThatFit() {
        SecurityGroupId other =
                history.group("db", SecurityGroupType.BASIC, InnerAccessPolicy.ACCEPT, new VpcId("vpc-2"), Map.of());
        history.instance(group, "host-1", "10.0.0.5");
        InstanceId second = history.instance(
                other, new VpcId("vpc-2"), "host-2", Map.of("app", "shop", "tier", "db"), "10.0.0.6", "fd00::6");
        Asking asking = Asking.after(history);

        asking.ok("/v1/instances").body("items", hasSize(2));
        for (String query : List.of(
                "vpcId=vpc-2",
                "securityGroupId=" + other,
                "host=host-2",
                "address=fd00::6",
                "address=10.0.0.6",
                "label=app",
                "label=app=shop&label=tier=db")) {
            asking.ok("/v1/instances?" + query).body("items.instanceId", contains(second.value()));
        }
        asking.ok("/v1/instances?name=web").body("items", hasSize(2));
        asking.ok("/v1/instances?label=app=shop&label=tier=web").body("items", empty());
    }

    @Test
    void badParametersAreRefusedByName() {
        Asking asking = Asking.after(history);
        for (String parameter : List.of("securityGroupId", "address", "host", "vpcId", "asOf", "limit")) {
            asking.refused(400, "INVALID_PARAMETER", "/v1/instances?" + parameter + "=a%20b")
                    .body("parameter", is(parameter));
        }
        asking.refused(400, "UNKNOWN_PARAMETER", "/v1/instances?type=BASIC").body("parameter", is("type"));
    }

    @Test
    void theEffectivePolicyListsEveryEntryInTheOrderInWhichItIsAsked() {
        SecurityGroupId clients = history.group("clients");
        history.instance(clients, "host-1", "10.0.1.1");
        history.instance(clients, "host-1", "10.0.1.2");
        InstanceId id = history.instance(group, "host-1", "10.0.0.5");
        Rule accept = history.rule(
                Direction.INGRESS, RuleAction.ACCEPT, 2, Protocol.TCP, "443/443", new Peer.GroupPeer(clients));
        Rule drop =
                history.rule(Direction.INGRESS, RuleAction.DROP, 2, Protocol.ALL, "-1/-1", History.cidr("10.0.1.2/32"));
        Rule strong = history.rule(
                Direction.INGRESS, RuleAction.ACCEPT, 1, Protocol.ICMP, "-1/-1", History.cidr("0.0.0.0/0"));
        Rule out =
                history.rule(Direction.EGRESS, RuleAction.DROP, 1, Protocol.ALL, "-1/-1", History.cidr("8.8.8.8/32"));
        Instant before = history.now();
        history.authorize(group, accept, drop, strong, out);
        Asking asking = Asking.after(history);

        asking.ok("/v1/instances/{id}/effective-policy", id)
                .body("instanceId", is(id.value()))
                .body("securityGroupId", is(group.value()))
                .body("type", is("BASIC"))
                .body("innerAccessPolicy", is("ACCEPT"))
                .body("ingress.kind", contains("INNER_ACCESS", "RULE", "RULE", "RULE", "DEFAULT"))
                .body("ingress.verdict", contains("ACCEPT", "ACCEPT", "DROP", "ACCEPT", "DROP"))
                .body("ingress[1].ruleId", is(strong.ruleId().value()))
                .body("ingress[2].ruleId", is(drop.ruleId().value()))
                .body("ingress[3].ruleId", is(accept.ruleId().value()))
                .body("ingress[3].peerSecurityGroupId", is(clients.value()))
                .body("ingress[3].portRange", is("443/443"))
                .body("egress.kind", contains("INNER_ACCESS", "RULE", "DEFAULT"))
                .body("egress[2].verdict", is("ACCEPT"))
                .body("references.securityGroupId", contains(clients.value()))
                .body("references.members", contains(2))
                .body("ingress[0].revision", is("group:" + group + "@1"))
                .body("ingress[1].revision", is("rules:" + group + "@2"))
                .body("ingress[1].since", is(Micros.format(history.now())))
                .body("ingress[1].by", is("jane"))
                .body("ingress[4].revision", is("group:" + group + "@1"))
                .body(
                        "revisions",
                        containsInAnyOrder("group:" + group + "@1", "rules:" + group + "@2", "instance:" + id + "@1"))
                .body("$", hasKey("watermark"));
        asking.ok("/v1/instances/{id}/effective-policy?asOf={t}", id, before)
                .body("ingress.kind", contains("INNER_ACCESS", "DEFAULT"))
                .body("references", empty());
    }

    @Test
    void aReferenceIsExpandedIntoAddressesPageByPage() {
        SecurityGroupId clients = history.group("clients");
        InstanceId first = history.instance(clients, "host-1", "10.0.1.1", "fd00::1");
        InstanceId second = history.instance(clients, "host-1", "10.0.1.2");
        InstanceId id = history.instance(group, "host-1", "10.0.0.5");
        Instant unnamed = history.now();
        history.authorize(
                group,
                history.rule(
                        Direction.INGRESS, RuleAction.ACCEPT, 2, Protocol.TCP, "443/443", new Peer.GroupPeer(clients)));
        Instant both = history.now();
        history.add(new InstanceDeleted(second));
        Asking asking = Asking.after(history);
        String path = "/v1/instances/{id}/effective-policy/references/{group}";

        asking.ok(path, id, clients)
                .body("items.instanceId", contains(first.value()))
                .body("items[0].addresses", contains("10.0.1.1", "fd00::1"))
                .body("nextCursor", nullValue())
                .body("$", hasKey("watermark"));
        String cursor = asking.ok(path + "?asOf={t}&limit=1", id, clients, both)
                .body("items", hasSize(1))
                .extract()
                .path("nextCursor");
        asking.ok(path + "?asOf={t}&limit=1&cursor={c}", id, clients, both, cursor)
                .body("items", hasSize(1))
                .body("nextCursor", nullValue());
        asking.refused(404, "SECURITY_GROUP_NOT_FOUND", path, id, group);
        asking.refused(404, "SECURITY_GROUP_NOT_FOUND", path + "?asOf={t}", id, clients, unnamed);
    }

    @Test
    void theOriginOfInnerAccessIsTheChangeThatLastSwitchedIt() {
        InstanceId id = history.instance(group, "host-1", "10.0.0.5");
        modify(InnerAccessPolicy.DROP);
        modify(InnerAccessPolicy.ACCEPT);
        Instant switched = history.now();
        modify(InnerAccessPolicy.ACCEPT);

        Asking.after(history)
                .ok("/v1/instances/{id}/effective-policy", id)
                .body("ingress[0].kind", is("INNER_ACCESS"))
                .body("ingress[0].revision", is("group:" + group + "@3"))
                .body("ingress[0].since", is(Micros.format(switched)));
    }

    private void modify(InnerAccessPolicy inner) {
        history.add(new SecurityGroupModified(group, "renamed " + history.now(), "", inner, Map.of()));
    }

    @Test
    void anInstanceOfAGroupThatHasNotBeenSeenIsClosed() {
        SecurityGroupId unseen = history.ids().securityGroup();
        InstanceId id = history.instance(unseen, "host-1", "10.0.0.7");

        Asking.after(history)
                .ok("/v1/instances/{id}/effective-policy", id)
                .body("ingress.kind", contains("POLICY_UNKNOWN"))
                .body("egress.verdict", everyItem(is("DROP")))
                .body("$", not(hasKey("type")));
    }

    @Test
    void aGroupThatDropsInnerAccessDoesNotListIt() {
        SecurityGroupId advanced =
                history.group("adv", SecurityGroupType.ADVANCED, InnerAccessPolicy.DROP, VpcId.DEFAULT, Map.of());
        InstanceId id = history.instance(advanced, "host-1", "10.0.0.8");

        Asking.after(history)
                .ok("/v1/instances/{id}/effective-policy", id)
                .body("ingress.kind", contains("DEFAULT"))
                .body("egress.verdict", contains("DROP"));
    }
}
