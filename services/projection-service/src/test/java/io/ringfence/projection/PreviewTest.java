package io.ringfence.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What a change of rules would do is told, and nothing is done. */
@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_service"))
class PreviewTest {
    private static final String PREVIEW = "/v1/security-groups/{id}/rules:preview";
    private static final String TCP = "'direction':'INGRESS','protocol':'tcp','portRange':'%s'";

    private final History history = new History(ThreadLocalRandom.current().nextLong());
    private final SecurityGroupId group =
            history.group("web", SecurityGroupType.BASIC, InnerAccessPolicy.DROP, VpcId.DEFAULT, Map.of());

    private ValidatableResponse preview(Asking asking, SecurityGroupId of, String body) {
        return asking.request()
                .contentType("application/json")
                .body(body.replace('\'', '"'))
                .post(PREVIEW, of.value())
                .then();
    }

    private static String authorize(String rules) {
        return "{'authorize':[" + rules + "]}";
    }

    private static String tcp(String ports, String peer) {
        return "{" + TCP.formatted(ports) + "," + peer + "}";
    }

    private Rule accept(int priority, String ports, String cidr) {
        return history.rule(Direction.INGRESS, RuleAction.ACCEPT, priority, Protocol.TCP, ports, History.cidr(cidr));
    }

    @Test
    void whatWouldOpenAndCloseIsToldInALineAndAsData() {
        Rule there = accept(1, "80/80", "10.0.0.0/8");
        history.authorize(group, there);
        InstanceId member = history.instance(group, "h1", "10.20.0.1");
        Asking asking = Asking.after(history);

        preview(
                        asking,
                        group,
                        "{'authorize':[" + tcp("80/81", "'cidr':'10.0.0.0/9'") + ","
                                + tcp("80/80", "'cidr':'10.0.0.0/9','sourcePortRange':'1024/65535'")
                                + "],'revoke':['" + there.ruleId() + "']}")
                .statusCode(200)
                .body("securityGroupId", is(group.value()))
                .body("revision", is(2))
                .body("rules.existing", contains(false, false))
                .body("rules.portRange", contains("80/81", "80/80"))
                .body("revoked", contains(there.ruleId().value()))
                .body("refusals", empty())
                .body("opened.text", contains("tcp 81 from 10.0.0.0/9"))
                .body("opened[0].direction", is("INGRESS"))
                .body("opened[0].protocols", is(List.of(Map.of("from", 6, "to", 6))))
                .body("opened[0].ports", is(List.of(Map.of("from", 81, "to", 81))))
                .body("opened[0].peers.blocks", contains("10.0.0.0/9"))
                .body("opened[0].more", is(false))
                .body("closed.text", contains("tcp 80 from 10.128.0.0/9"))
                .body("more", is(false))
                .body("affectedInstances.count", is(1))
                .body("affectedInstances.instanceIds", contains(member.value()))
                .body("findings.appearing.kind", contains("REDUNDANT"))
                .body("findings.disappearing", empty())
                .body("watermark.offsets", notNullValue());
        asking.ok("/v1/security-groups/{id}/rules", group)
                .body("items.ruleId", contains(there.ruleId().value()))
                .body("revision", is(2));
    }

    @Test
    void aRuleThatIsThereChangesNothing() {
        Rule there = accept(1, "80/80", "10.0.0.0/8");
        history.authorize(group, there);
        history.instance(group, "h1", "10.20.0.2");

        preview(Asking.after(history), group, authorize(tcp("80/80", "'cidr':'10.0.0.0/8'")))
                .statusCode(200)
                .body("rules.ruleId", contains(there.ruleId().value()))
                .body("rules.existing", contains(true))
                .body("opened", empty())
                .body("closed", empty())
                .body("affectedInstances.count", is(0))
                .body("findings.appearing", empty());
    }

    @Test
    void aGroupAsPeerStaysAGroupWithTheNumberOfItsAddresses() {
        SecurityGroupId peer = history.group("peer");
        String rule = authorize(tcp("5432/5432", "'peerSecurityGroupId':'" + peer + "'"));
        preview(Asking.after(history), group, rule)
                .statusCode(200)
                .body("opened", empty())
                .body("findings.appearing.kind", contains("UNRESOLVED"));

        history.events.clear();
        history.instance(peer, "h1", "10.20.1.1", "fd00:20::1");
        preview(Asking.after(history), group, rule)
                .body("opened", hasSize(1))
                .body("opened[0].text", is("tcp 5432 from members of " + peer))
                .body("opened[0].peers.groups[0].securityGroupId", is(peer.value()))
                .body("opened[0].peers.groups[0].addresses", is(2))
                .body("findings.appearing", empty());
    }

    @Test
    void onlyInstancesWithAnAddressThatIsMeantAreAffected() {
        InstanceId one = history.instance(group, "h1", "10.20.2.1");
        history.instance(group, "h1", "10.20.3.1");

        preview(Asking.after(history), group, authorize(tcp("80/80", "'cidr':'10.0.0.0/8','localCidr':'10.20.2.0/24'")))
                .body("opened.text", contains("tcp 80 from 10.0.0.0/8; local 10.20.2.0/24"))
                .body("affectedInstances.count", is(1))
                .body("affectedInstances.instanceIds", contains(one.value()));
    }

    @Test
    void moreBoxesThanAnAnswerHoldsAreSaidToBeMore() {
        StringBuilder rules = new StringBuilder();
        for (int i = 1; i <= 99; i++) {
            rules.append(i == 1 ? "" : ",")
                    .append(tcp(
                            i + "/" + i,
                            "'cidr':'10.%d.0.0/16','priority':%d,'localCidr':'10.20.%d.0/24'".formatted(i, i, i)));
        }
        rules.append(',').append(tcp("50/60", "'cidr':'192.0.2.0/24'"));
        Asking asking = Asking.after(history);

        int boxes = preview(asking, group, authorize(rules.toString()))
                .statusCode(200)
                .body("more", is(true))
                .extract()
                .<List<Object>>path("opened")
                .size();
        assertThat(boxes).isEqualTo(100);
    }

    @Test
    void theRefusalsThatTheCommandWouldMeetAreToldWithTheirCodes() {
        History other = new History(ThreadLocalRandom.current().nextLong());
        SecurityGroupId foreign = other.group("foreign");
        Asking.after(other);
        SecurityGroupId elsewhere =
                history.group("far", SecurityGroupType.BASIC, InnerAccessPolicy.ACCEPT, new VpcId("vpc-far"), Map.of());

        preview(
                        Asking.after(history),
                        group,
                        "{'authorize':["
                                + tcp("1/1", "'peerSecurityGroupId':'" + foreign + "'") + ","
                                + tcp("1/1", "'peerSecurityGroupId':'" + elsewhere + "'") + ","
                                + tcp("1/1", "'prefixListId':'" + history.ids().prefixList() + "'") + ","
                                + tcp("2/2", "'cidr':'10.0.0.0/8'")
                                + "],'revoke':['" + history.newRuleId() + "']}")
                .statusCode(200)
                .body(
                        "refusals.code",
                        contains(
                                "RULE_NOT_FOUND",
                                "SECURITY_GROUP_NOT_FOUND",
                                "PEER_IN_OTHER_VPC",
                                "PREFIX_LIST_NOT_FOUND"))
                .body(
                        "refusals.parameter",
                        contains(
                                "revoke[0]",
                                "authorize[0].peerSecurityGroupId",
                                "authorize[1].peerSecurityGroupId",
                                "authorize[2].prefixListId"))
                .body("refusals.status", not(empty()))
                .body("opened.text", contains("tcp 2 from 10.0.0.0/8"));
    }

    @Test
    void aLimitThatWouldBeHitIsToldWithItsNumbers() {
        SecurityGroupId peer = history.group("peer");
        for (int i = 1; i <= 20; i++) {
            history.authorize(
                    group,
                    history.rule(
                            Direction.INGRESS,
                            RuleAction.ACCEPT,
                            1,
                            Protocol.TCP,
                            i + "/" + i,
                            new Peer.GroupPeer(peer)));
        }

        preview(Asking.after(history), group, authorize(tcp("21/21", "'peerSecurityGroupId':'" + peer + "'")))
                .statusCode(200)
                .body("refusals.code", contains("LIMIT_EXCEEDED"))
                .body("refusals[0].limit", is(20))
                .body("refusals[0].count", is(21));
    }

    @Test
    void badInputAndGroupsOfOthersAreRefused() {
        Asking asking = Asking.after(history);
        History other = new History(ThreadLocalRandom.current().nextLong());
        other.group("other");
        String rule = tcp("80/80", "'cidr':'10.0.0.0/8'");

        preview(Asking.after(other), group, authorize(rule))
                .statusCode(404)
                .body("code", is("SECURITY_GROUP_NOT_FOUND"));
        preview(asking, group, "{}").statusCode(400).body("parameter", is("authorize"));
        preview(asking, group, "[]").statusCode(400).body("code", is("MALFORMED_JSON"));
        preview(asking, group, authorize(tcp("80/80", "'cird':'10.0.0.0/8'")))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", is("UNKNOWN_PARAMETER"))
                .body("parameter", is("authorize[0].cird"));
        preview(asking, group, "{'authorise':[]}").statusCode(400).body("parameter", is("authorise"));
        preview(asking, group, authorize(tcp("80/80", "'cidr':'10.0.0.0/8','expiresAt':'2020-01-01T00:00:00Z'")))
                .statusCode(400)
                .body("parameter", is("authorize[0].expiresAt"));
        asking.request()
                .contentType("application/json")
                .body(authorize(rule).replace('\'', '"'))
                .post(PREVIEW + "?dryRun=true", group.value())
                .then()
                .statusCode(400)
                .body("code", is("UNKNOWN_PARAMETER"));
    }
}
