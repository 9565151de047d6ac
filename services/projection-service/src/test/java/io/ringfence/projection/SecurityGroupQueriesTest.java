package io.ringfence.projection;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetEvent.RuleModified;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Micros;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_service"))
class SecurityGroupQueriesTest {
    private final History history = new History(ThreadLocalRandom.current().nextLong());

    @Test
    void aGroupIsShownAsItIsWithItsRevisionAsTag() {
        SecurityGroupId group = history.group(
                "web", SecurityGroupType.BASIC, InnerAccessPolicy.ACCEPT, VpcId.DEFAULT, Map.of("env", "prod"));
        Instant created = history.events.get(0).envelope().occurredAt();
        history.add(new SecurityGroupModified(group, "web2", "two words", InnerAccessPolicy.DROP, Map.of("env", "x")));

        Asking.after(history)
                .ok("/v1/security-groups/{id}", group)
                .header("ETag", is("\"2\""))
                .body("securityGroupId", is(group.value()))
                .body("name", is("web2"))
                .body("description", is("two words"))
                .body("type", is("BASIC"))
                .body("vpcId", is("vpc-default"))
                .body("regionId", is("local"))
                .body("innerAccessPolicy", is("DROP"))
                .body("tags", equalTo(Map.of("env", "x")))
                .body("revision", is(2))
                .body("createdAt", is(Micros.format(created)))
                .body("changedBy", is("jane"))
                .body("watermark.offsets.'ringfence.group.events.v1'", hasSize(12));
    }

    @Test
    void theStateAsOfAnInstantIsShownHoweverMuchHasChangedSince() {
        SecurityGroupId group = history.group("first");
        Instant before = history.now();
        history.add(new SecurityGroupModified(group, "second", "", InnerAccessPolicy.ACCEPT, Map.of()));
        history.add(new SecurityGroupDeletionRequested(group));
        Instant closing = history.now();
        history.add(new SecurityGroupDeleted(group, 3));
        Asking asking = Asking.after(history);

        asking.ok("/v1/security-groups/{id}?asOf={t}", group, before).body("name", is("first"));
        asking.ok("/v1/security-groups/{id}?asOf={t}", group, closing)
                .body("name", is("second"))
                .body("beingDeleted", is(true));
        asking.refused(404, "SECURITY_GROUP_NOT_FOUND", "/v1/security-groups/{id}", group);
        asking.refused(404, "SECURITY_GROUP_NOT_FOUND", "/v1/security-groups/{id}?asOf=2020-01-01T00:00:00Z", group);
        asking.ok("/v1/security-groups?asOf={t}", closing).body("items.name", contains("second"));
        asking.ok("/v1/security-groups").body("items", empty());
    }

    @Test
    void eachFilterLeavesTheGroupsThatFit() {
        SecurityGroupId plain = history.group("plain");
        SecurityGroupId tagged = history.group(
                "tagged",
                SecurityGroupType.ADVANCED,
                InnerAccessPolicy.DROP,
                new VpcId("vpc-2"),
                Map.of("env", "a\"b", "team", "net=work"));
        Asking asking = Asking.after(history);

        for (String query : List.of("vpcId=vpc-2", "type=advanced", "name=tagged", "tag=env", "tag=team=net=work")) {
            asking.ok("/v1/security-groups?" + query).body("items.securityGroupId", contains(tagged.value()));
        }
        asking.request()
                .queryParam("tag", "env=a\"b", "team")
                .get("/v1/security-groups")
                .then()
                .body("items.securityGroupId", contains(tagged.value()));
        asking.ok("/v1/security-groups?tag=env=a").body("items", empty());
        asking.ok("/v1/security-groups?name=plain").body("items.securityGroupId", contains(plain.value()));
    }

    @Test
    void pagesFollowEachOtherAndStayGoodWhenAGroupGoesMeanwhile() {
        List<String> ids = Stream.of("a1", "a2", "a3", "a4", "a5")
                .map(history::group)
                .map(SecurityGroupId::value)
                .sorted()
                .toList();
        Asking asking = Asking.after(history);
        JsonPath first =
                asking.ok("/v1/security-groups?limit=2").extract().body().jsonPath();
        SecurityGroupId gone = new SecurityGroupId(ids.get(1));
        history.events.clear();
        history.add(new SecurityGroupDeletionRequested(gone));
        history.add(new SecurityGroupDeleted(gone, 2));
        Asking.after(history);

        List<String> seen = new ArrayList<>(first.getList("items.securityGroupId"));
        String cursor = first.getString("nextCursor");
        while (cursor != null) {
            JsonPath next = asking.ok("/v1/security-groups?limit=2&cursor={c}", cursor)
                    .extract()
                    .body()
                    .jsonPath();
            seen.addAll(next.getList("items.securityGroupId"));
            cursor = next.getString("nextCursor");
        }

        Assertions.assertThat(seen).isEqualTo(ids);
    }

    @Test
    void badParametersAreRefusedByName() {
        Asking asking = Asking.after(history);

        asking.refused(400, "UNKNOWN_PARAMETER", "/v1/security-groups?vpc=1").body("parameter", is("vpc"));
        asking.refused(400, "INVALID_PARAMETER", "/v1/security-groups?limit=1001")
                .body("parameter", is("limit"));
        asking.refused(400, "INVALID_PARAMETER", "/v1/security-groups?limit=0").body("parameter", is("limit"));
        asking.refused(400, "INVALID_PARAMETER", "/v1/security-groups?cursor=***")
                .body("parameter", is("cursor"));
        asking.refused(400, "INVALID_PARAMETER", "/v1/security-groups?asOf=today")
                .body("parameter", is("asOf"));
        asking.refused(400, "INVALID_PARAMETER", "/v1/security-groups?type=MIDDLE")
                .body("parameter", is("type"));
        asking.refused(400, "INVALID_PARAMETER", "/v1/security-groups?name=a&name=b")
                .body("parameter", is("name"));
        asking.refused(400, "INVALID_PARAMETER", "/v1/security-groups/sg-x/rules?direction=up")
                .body("parameter", is("direction"));
    }

    @Test
    void whatBelongsToAnotherAccountIsUnknown() {
        SecurityGroupId group = history.group("mine");
        Asking.after(history);
        Asking other = Asking.after(new History(ThreadLocalRandom.current().nextLong()));

        other.refused(404, "SECURITY_GROUP_NOT_FOUND", "/v1/security-groups/{id}", group);
        other.refused(404, "SECURITY_GROUP_NOT_FOUND", "/v1/security-groups/{id}/rules", group);
        other.ok("/v1/security-groups").body("items.securityGroupId", not(hasItem(group.value())));
    }

    @Test
    void theRulesOfAGroupAreFlatAndInTheOrderInWhichTheyAreAsked() {
        SecurityGroupId group = history.group("web");
        Rule late = history.rule(
                Direction.INGRESS, RuleAction.ACCEPT, 100, Protocol.TCP, "80/80", History.cidr("10.0.0.0/8"));
        Rule accept = history.rule(
                Direction.INGRESS, RuleAction.ACCEPT, 1, Protocol.TCP, "22/22", History.cidr("10.1.0.0/16"));
        Rule drop =
                history.rule(Direction.INGRESS, RuleAction.DROP, 1, Protocol.ALL, "-1/-1", History.cidr("0.0.0.0/0"));
        Rule out = history.rule(Direction.EGRESS, RuleAction.ACCEPT, 1, Protocol.UDP, "53/53", History.cidr("::/0"));
        history.authorize(group, late, out, accept, drop);
        Asking asking = Asking.after(history);

        asking.ok("/v1/security-groups/{id}/rules", group)
                .header("ETag", is("\"2\""))
                .body("revision", is(2))
                .body(
                        "items.ruleId",
                        contains(
                                drop.ruleId().value(),
                                accept.ruleId().value(),
                                late.ruleId().value(),
                                out.ruleId().value()))
                .body("items[1].direction", is("INGRESS"))
                .body("items[1].policy", is("ACCEPT"))
                .body("items[1].priority", is(1))
                .body("items[1].protocol", is("tcp"))
                .body("items[1].portRange", is("22/22"))
                .body("items[1].cidr", is("10.1.0.0/16"))
                .body("items[1].securityGroupId", is(group.value()))
                .body("items[1].since", is(Micros.format(history.now())))
                .body("items[1].by", is("jane"))
                .body("nextCursor", nullValue());
        asking.ok("/v1/security-groups/{id}/rules?direction=egress", group)
                .body("items.ruleId", contains(out.ruleId().value()));
        String cursor = asking.ok("/v1/security-groups/{id}/rules?limit=3", group)
                .body("items", hasSize(3))
                .extract()
                .path("nextCursor");
        asking.ok("/v1/security-groups/{id}/rules?cursor={c}", group, cursor)
                .body("items.ruleId", contains(out.ruleId().value()));
    }

    @Test
    void rulesAreShownAsTheyWereAndOnlyWhileTheyAreInForce() {
        SecurityGroupId group = history.group("web");
        Instant deadline = history.now().plusSeconds(100);
        Rule rule = history.rule(
                Direction.INGRESS, RuleAction.ACCEPT, 5, Protocol.TCP, "80/80", History.cidr("10.0.0.0/8"));
        Rule expiring = history.rule(
                Direction.INGRESS, RuleAction.ACCEPT, 9, Protocol.TCP, "81/81", History.cidr("10.0.0.0/8"), deadline);
        history.authorize(group, rule, expiring);
        Instant authorized = history.now();
        Rule changed = new Rule(
                rule.ruleId(),
                history.rule(Direction.INGRESS, RuleAction.DROP, 7, Protocol.TCP, "80/90", History.cidr("10.0.0.0/8"))
                        .spec());
        history.add(new RuleModified(group, changed));
        Instant modified = history.now();
        history.add(new RulesRevoked(group, List.of(rule.ruleId())));
        Asking asking = Asking.after(history);

        asking.ok("/v1/security-groups/{id}/rules?asOf={t}", group, authorized)
                .body("items.portRange", contains("80/80", "81/81"))
                .body("revision", is(2));
        asking.ok("/v1/security-groups/{id}/rules?asOf={t}", group, modified)
                .body("items.portRange", contains("80/90", "81/81"))
                .body("items[0].policy", is("DROP"))
                .body("revision", is(3));
        asking.ok("/v1/security-groups/{id}/rules?asOf={t}", group, deadline.minusNanos(1000))
                .body("items.ruleId", contains(expiring.ruleId().value()));
        asking.ok("/v1/security-groups/{id}/rules?asOf={t}", group, deadline).body("items", empty());
        asking.ok("/v1/security-groups/{id}/rules", group)
                .body("items", empty())
                .body("revision", is(4));
        Assertions.assertThat(history.revision(AggregateRef.rules(group))).endsWith("@4");
    }
}
