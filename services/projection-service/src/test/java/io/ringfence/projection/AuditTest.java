package io.ringfence.projection;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.instance.InstanceEvent.InstanceDeleted;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetEvent.RuleExpired;
import io.ringfence.events.rule.RuleSetEvent.RuleModified;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Micros;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_service"))
class AuditTest {
    private static final String EVENTS = "/v1/audit/events";

    private final History history = new History(ThreadLocalRandom.current().nextLong());

    @Test
    void a_change_is_told_with_who_when_why_and_how_it_was_before() {
        SecurityGroupId group = history.group("web");
        history.add(new SecurityGroupModified(group, "web2", "", InnerAccessPolicy.DROP, Map.of()));
        Instant at = history.now();

        Asking.after(history)
                .ok(EVENTS + "?type=SecurityGroupModified")
                .body("items", hasSize(1))
                .body("items[0].at", is(Micros.format(at)))
                .body("items[0].revision", is("group:" + group + "@2"))
                .body("items[0].type", is("io.ringfence.group.SecurityGroupModified.v1"))
                .body("items[0].securityGroupId", is(group.value()))
                .body("items[0].actor", is("jane"))
                .body("items[0].channel", is("rest"))
                .body("items[0].commandId", is("command-2"))
                .body("items[0].summary", containsString("web2"))
                .body("items[0].data.name", is("web2"))
                .body("items[0].before.name", contains("web"))
                .body("items[0].after.name", contains("web2"))
                .body("watermark.offsets.'ringfence.group.events.v1'", hasSize(12));
    }

    @Test
    void rules_that_went_and_came_are_shown_as_they_were_and_as_they_are() {
        SecurityGroupId group = history.group("web");
        Rule http = tcp("80/80");
        Rule changed = new Rule(http.ruleId(), tcp("81/81").spec());
        Rule ssh = tcp("22/22");
        history.authorize(group, http, ssh);
        history.add(new RuleModified(group, changed));
        history.add(new RulesRevoked(group, List.of(http.ruleId())));
        history.add(new RuleExpired(group, ssh.ruleId(), history.now(), history.now()));

        JsonPath told = Asking.after(history)
                .ok(
                        EVENTS + "?securityGroupId={group}&from={from}",
                        group,
                        Micros.format(history.events.get(3).envelope().occurredAt()))
                .extract()
                .jsonPath();

        Assertions.assertThat(told.getList("items.revision"))
                .containsExactly(
                        "rules:" + group + "@2",
                        "rules:" + group + "@3",
                        "rules:" + group + "@4",
                        "rules:" + group + "@5");
        Assertions.assertThat(told.getList("items.before.portRange"))
                .containsExactly(List.of(), List.of("80/80"), List.of("81/81"), List.of("22/22"));
        Assertions.assertThat(told.getList("items[0].after.portRange")).containsExactlyInAnyOrder("80/80", "22/22");
        Assertions.assertThat(told.getList("items[1].after.portRange")).containsExactly("81/81");
        Assertions.assertThat(told.getString("items[2].summary"))
                .isEqualTo("Removed accept tcp 81/81 in from 10.0.0.0/8 at priority 1");
    }

    @Test
    void an_instances_history_names_its_group_to_the_end() {
        SecurityGroupId group = history.group("web");
        InstanceId instance = history.instance(group, "host-1", "10.0.0.1");
        history.add(new InstanceDeleted(instance));

        Asking.after(history)
                .ok(EVENTS + "?instanceId={instance}", instance)
                .body("items", hasSize(2))
                .body("items.securityGroupId", everyItem(is(group.value())))
                .body("items[0].before", empty())
                .body("items[0].after.addresses", contains(contains("10.0.0.1")))
                .body("items[1].before.addresses", contains(contains("10.0.0.1")))
                .body("items[1].after", empty());
    }

    @Test
    void pages_follow_each_other_in_the_order_of_time_without_gap_or_repetition() {
        SecurityGroupId group = history.group("web");
        for (int port = 1; port <= 7; port++) {
            history.authorize(group, tcp(port + "/" + port));
        }
        Asking asking = Asking.after(history);
        List<String> revisions = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonPath page = asking.ok(EVENTS + "?limit=3&cursor={cursor}", cursor)
                    .extract()
                    .jsonPath();
            revisions.addAll(page.getList("items.revision"));
            cursor = page.getString("nextCursor");
        }

        Assertions.assertThat(revisions)
                .containsExactlyElementsOf(history.events.stream()
                        .map(event -> event.envelope().revision().toString())
                        .toList());
    }

    @Test
    void filters_go_together_and_what_makes_no_sense_is_refused_by_its_name() {
        SecurityGroupId group = history.group("web");
        Rule rule = tcp("80/80");
        history.authorize(group, rule);
        history.authorize(group, tcp("81/81"));
        Asking asking = Asking.after(history);

        asking.ok(EVENTS + "?ruleId={rule}&actor=jane&channel=rest", rule.ruleId())
                .body("items", hasSize(1));
        asking.ok(EVENTS + "?actor=john").body("items", empty()).body("nextCursor", nullValue());
        asking.ok(
                        EVENTS + "?to={to}",
                        Micros.format(history.events.get(0).envelope().occurredAt()))
                .body("items", empty());
        asking.refused(400, "INVALID_PARAMETER", EVENTS + "?channel=fax").body("parameter", is("channel"));
        asking.refused(400, "INVALID_PARAMETER", EVENTS + "?type=a%20b").body("parameter", is("type"));
        asking.refused(400, "INVALID_PARAMETER", EVENTS + "?from=yesterday").body("parameter", is("from"));
    }

    private Rule tcp(String ports) {
        return history.rule(Direction.INGRESS, RuleAction.ACCEPT, 1, Protocol.TCP, ports, History.cidr("10.0.0.0/8"));
    }
}
