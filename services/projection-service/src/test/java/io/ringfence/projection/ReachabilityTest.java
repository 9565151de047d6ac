package io.ringfence.projection;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.events.rule.Rule;
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
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_service"))
class ReachabilityTest {
    private final History history = new History(ThreadLocalRandom.current().nextLong());
    private SecurityGroupId servers;
    private InstanceId client;
    private InstanceId server;
    private Rule web;
    private Instant beforeRule;

    @BeforeEach
    void aServerThatItsClientsMayAsk() {
        servers = history.group("servers");
        SecurityGroupId clients = history.group("clients");
        client = history.instance(clients, "host-1", "10.9.0.1", "fd00:9::1");
        server = history.instance(servers, "host-1", "10.9.0.2", "fd00:9::2");
        beforeRule = history.now();
        web = history.rule(Direction.INGRESS, RuleAction.ACCEPT, 1, Protocol.TCP, "80/80", new Peer.GroupPeer(clients));
        history.authorize(servers, web);
    }

    @Test
    void eachSideNamesWhatDecidesIt() {
        Asking.after(history)
                .ok("/v1/reachability?from={c}&to={s}&protocol=tcp&port=80", client, server)
                .body("verdict", is("ACCEPT"))
                .body("source", is("10.9.0.1"))
                .body("destination", is("10.9.0.2"))
                .body("port", is(80))
                .body("sourcePort", is(49152))
                .body("egress.reason", is("DEFAULT"))
                .body("egress.instanceId", is(client.value()))
                .body("ingress.reason", is("RULE"))
                .body("ingress.verdict", is("ACCEPT"))
                .body("ingress.ruleId", is(web.ruleId().value()))
                .body("ingress.portRange", is("80/80"))
                .body("ingress.securityGroupId", is(servers.value()))
                .body("revisions", hasItems("rules:" + servers + "@2", "instance:" + client + "@1"))
                .body("$", hasKey("watermark"));
    }

    @Test
    void theRulesBehindTheDecidingOneThatWouldHaveMatchedAreNamedInTheirOrder() {
        Rule wider =
                history.rule(Direction.INGRESS, RuleAction.DROP, 3, Protocol.TCP, "1/100", History.cidr("10.9.0.0/16"));
        Rule widest =
                history.rule(Direction.INGRESS, RuleAction.ACCEPT, 5, Protocol.ALL, "-1/-1", History.cidr("0.0.0.0/0"));
        Rule other =
                history.rule(Direction.INGRESS, RuleAction.DROP, 4, Protocol.UDP, "80/80", History.cidr("10.9.0.0/16"));
        history.authorize(servers, widest, other, wider);

        Asking.after(history)
                .ok("/v1/reachability?from={c}&to={s}&protocol=tcp&port=80", client, server)
                .body("ingress.ruleId", is(web.ruleId().value()))
                .body(
                        "ingress.alsoMatched.ruleId",
                        contains(wider.ruleId().value(), widest.ruleId().value()))
                .body("ingress.alsoMatched.policy", contains("DROP", "ACCEPT"))
                .body("egress.alsoMatched", empty());
    }

    @Test
    void theAnswerIsForTheTimeThatIsAskedAbout() {
        Asking.after(history)
                .ok("/v1/reachability?from={c}&to={s}&protocol=tcp&port=80&asOf={t}", client, server, beforeRule)
                .body("verdict", is("DROP"))
                .body("ingress.reason", is("DEFAULT"))
                .body("egress.verdict", is("ACCEPT"));
    }

    @Test
    void addressesNeedNotBeAnybodys() {
        Asking asking = Asking.after(history);
        asking.ok("/v1/reachability?from=192.0.2.1&to=10.9.0.2&protocol=tcp&port=80")
                .body("verdict", is("DROP"))
                .body("egress.reason", is("NOT_GUARDED"))
                .body("egress", not(hasKey("instanceId")))
                .body("ingress.instanceId", is(server.value()));
        asking.ok("/v1/reachability?from={s}&to=192.0.2.1&protocol=gre", server)
                .body("verdict", is("ACCEPT"))
                .body("ingress.reason", is("NOT_GUARDED"))
                .body("$", not(hasKey("port")));
    }

    @Test
    void theProtocolChoosesTheFamily() {
        Asking asking = Asking.after(history);
        asking.ok("/v1/reachability?from={c}&to={s}&protocol=icmpv6", client, server)
                .body("source", is("fd00:9::1"))
                .body("destination", is("fd00:9::2"));
        asking.ok("/v1/reachability?from={c}&to=fd00:9::2&protocol=tcp&port=80", client)
                .body("source", is("fd00:9::1"))
                .body("verdict", is("ACCEPT"));
        asking.refused(400, "INVALID_PARAMETER", "/v1/reachability?from=10.9.0.1&to=fd00:9::2&protocol=tcp&port=80")
                .body("parameter", is("to"));
    }

    @Test
    void aVpcNarrowsWhoOwnsAnAddress() {
        SecurityGroupId elsewhere = history.group(
                "elsewhere", SecurityGroupType.BASIC, InnerAccessPolicy.ACCEPT, new VpcId("vpc-2"), Map.of());
        InstanceId later = history.instance(elsewhere, new VpcId("vpc-2"), "host-2", Map.of(), "10.9.0.2");
        Asking asking = Asking.after(history);

        asking.ok("/v1/reachability?from=192.0.2.1&to=10.9.0.2&vpcId=vpc-default&protocol=icmp")
                .body("ingress.instanceId", is(server.value()));
        asking.ok("/v1/reachability?from=192.0.2.1&to=10.9.0.2&vpcId=vpc-2&protocol=icmp")
                .body("ingress.instanceId", is(later.value()));
    }

    @Test
    void badQuestionsAreRefusedByName() {
        Asking asking = Asking.after(history);
        asking.refused(404, "INSTANCE_NOT_FOUND", "/v1/reachability?from=eci-none&to=10.9.0.2&protocol=icmp");
        asking.refused(400, "MISSING_PARAMETER", "/v1/reachability?to=10.9.0.2&protocol=icmp")
                .body("parameter", is("from"));
        asking.refused(400, "MISSING_PARAMETER", "/v1/reachability?from=10.9.0.1&to=10.9.0.2")
                .body("parameter", is("protocol"));
        asking.refused(400, "MISSING_PARAMETER", "/v1/reachability?from=10.9.0.1&to=10.9.0.2&protocol=tcp")
                .body("parameter", is("port"));
        asking.refused(400, "INVALID_PARAMETER", "/v1/reachability?from=10.9.0.1&to=10.9.0.2&protocol=icmp&port=1")
                .body("parameter", is("port"));
        asking.refused(400, "INVALID_PARAMETER", "/v1/reachability?from=10.9.0.1&to=10.9.0.2&protocol=all")
                .body("parameter", is("protocol"));
        asking.refused(400, "INVALID_PARAMETER", "/v1/reachability?from=10.9.0.1&to=10.9.0.2&protocol=tcp&port=70000")
                .body("parameter", is("port"));
    }
}
