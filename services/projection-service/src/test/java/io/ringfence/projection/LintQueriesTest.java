package io.ringfence.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.events.enforcement.EnforcementReport.Mode;
import io.ringfence.events.enforcement.RuleUsage;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.instance.MembershipEvent.MembershipOpened;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetEvent.RuleModified;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Topics;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Infrastructure;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_service"))
class LintQueriesTest {
    private static final String OF_GROUP = "/v1/security-groups/{id}/lint";
    private static final String OF_ACCOUNT = "/v1/lint";

    private final History history = new History(ThreadLocalRandom.current().nextLong());

    @Test
    void aGroupIsToldWhatIsWrongWithItAndWhatToDo() {
        SecurityGroupId empty = history.group("nobody");
        SecurityGroupId group = history.group("web");
        Rule drop = rule(RuleAction.DROP, 1, "1/100", History.cidr("10.0.0.0/8"));
        Rule shadowed = rule(RuleAction.ACCEPT, 2, "80/80", History.cidr("10.1.0.0/16"));
        Rule wide = rule(RuleAction.ACCEPT, 3, "1/1000", History.cidr("0.0.0.0/0"));
        Rule unresolved = rule(RuleAction.ACCEPT, 4, "5432/5432", new Peer.GroupPeer(empty));
        history.authorize(group, drop, shadowed, wide, unresolved);

        Asking asking = Asking.after(history);
        asking.ok(OF_GROUP, group)
                .body("securityGroupId", is(group.value()))
                .body("revision", is(2))
                .body("findings.kind", contains("SHADOWED", "OVERLY_PERMISSIVE", "UNRESOLVED"))
                .body("findings.ruleIds.flatten()", contains(ids(shadowed, wide, unresolved)))
                .body("findings[0].by", contains(ids(drop)))
                .body(
                        "findings[1].why",
                        endsWith("name a single port instead of a range, and who needs it instead of everyone"))
                .body("watermark.offsets", notNullValue());
        history.events.clear();
        history.instance(empty, "h1", "10.9.9.9");
        Asking.after(history).ok(OF_GROUP, group).body("findings.kind", contains("SHADOWED", "OVERLY_PERMISSIVE"));
    }

    private static String[] ids(Rule... rules) {
        return List.of(rules).stream().map(rule -> rule.ruleId().value()).toArray(String[]::new);
    }

    private Rule rule(RuleAction action, int priority, String ports, Peer peer) {
        return history.rule(Direction.INGRESS, action, priority, Protocol.TCP, ports, peer);
    }

    @Test
    void aNewGroupWithTheRulesThatItStartsWithHasNoFindingUntilOneIsChanged() {
        SecurityGroupId group = history.ids().securityGroup();
        Rule ssh = rule(RuleAction.ACCEPT, 100, "22/22", History.cidr("0.0.0.0/0"));
        Rule out = history.rule(
                Direction.EGRESS, RuleAction.ACCEPT, 100, Protocol.ALL, "-1/-1", History.cidr("0.0.0.0/0"));
        create(group, ssh, out);
        Asking asking = Asking.after(history);
        asking.ok(OF_GROUP, group).body("findings", empty());

        history.events.clear();
        history.add(new RuleModified(group, ssh));
        Asking.after(history)
                .ok(OF_GROUP, group)
                .body("findings.kind", contains("OVERLY_PERMISSIVE"))
                .body("findings[0].ruleIds", contains(ssh.ruleId().value()));
    }

    /** A group that starts with rules. */
    private void create(SecurityGroupId id, Rule... rules) {
        SecurityGroupType type = SecurityGroupType.BASIC;
        history.add(new SecurityGroupCreated(
                id,
                history.account,
                "new",
                "",
                type,
                VpcId.DEFAULT,
                new RegionId("local"),
                InnerAccessPolicy.ACCEPT,
                Map.of(),
                true));
        history.add(new RuleSetOpened(id, history.account, VpcId.DEFAULT, type, List.of(rules)));
        history.add(new MembershipOpened(id, history.account, VpcId.DEFAULT, type));
    }

    @Test
    void anAccountIsLookedOverGroupByGroupAndPageByPage() {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            SecurityGroupId group = history.group("group " + i);
            groups.add(group.value());
            if (i == 1) {
                history.authorize(group, rule(RuleAction.ACCEPT, 1, "22/22", History.cidr("::/0")));
            }
        }
        String wrong = groups.get(1);
        groups.sort(null);

        Asking asking = Asking.after(history);
        asking.ok(OF_ACCOUNT)
                .body("items.securityGroupId", is(groups))
                .body("items.findAll { it.findings }.securityGroupId", contains(wrong))
                .body("watermark.offsets", notNullValue());
        String cursor = asking.ok(OF_ACCOUNT + "?limit=2")
                .body("items.securityGroupId", is(groups.subList(0, 2)))
                .extract()
                .path("nextCursor");
        asking.ok(OF_ACCOUNT + "?limit=2&cursor={cursor}", cursor)
                .body("items.securityGroupId", is(groups.subList(2, 3)));
    }

    @Test
    void whatWasWrongThenCanBeAsked() {
        SecurityGroupId group = history.group("web");
        Instant before = history.now();
        history.authorize(group, rule(RuleAction.ACCEPT, 1, "22/22", History.cidr("::/0")));

        Asking asking = Asking.after(history);
        asking.ok(OF_GROUP + "?asOf={at}", group, before).body("findings", empty());
        asking.ok(OF_GROUP + "?asOf={at}", group, history.now()).body("findings", hasSize(1));
        asking.ok(OF_ACCOUNT + "?asOf={at}", before)
                .body("items", hasSize(1))
                .body("items.findings.flatten()", empty());
    }

    @Test
    void aRuleThatNoHostUsedIsToldOnlyWhileAllOfThemCountAndSpeak() {
        SecurityGroupId group = history.group("web");
        String h1 = "counting-" + group.value();
        String h2 = "silent-" + group.value();
        Rule rule = rule(RuleAction.ACCEPT, 1, "80/80", History.cidr("10.0.0.0/8"));
        history.authorize(group, rule);
        history.instance(group, h1, "10.7.0.1");
        Asking asking = Asking.after(history);
        Instant since = Instant.now().minus(Duration.ofDays(40));

        new HostVoice(h1).reports(Mode.KERNEL);
        tell(h1, rule, since);
        Waiting.until(
                Duration.ofSeconds(20),
                "the rule is unused",
                () -> kinds(asking, OF_GROUP, group).equals(List.of("UNUSED")));
        assertThat(kinds(asking, OF_GROUP + "?unusedFor=P41D", group)).isEmpty();
        assertThat(kinds(asking, OF_GROUP + "?unusedFor=PT1H", group)).containsExactly("UNUSED");

        history.events.clear();
        history.instance(group, h2, "10.7.0.2");
        Asking two = Asking.after(history);
        assertThat(kinds(two, OF_GROUP, group)).as("a host that does not count").isEmpty();
        tell(h2, rule, since);
        new HostVoice(h2).reports(Mode.KERNEL);
        Waiting.until(
                Duration.ofSeconds(20),
                "both count",
                () -> kinds(two, OF_GROUP, group).equals(List.of("UNUSED")));
    }

    private static List<String> kinds(Asking asking, String path, SecurityGroupId group) {
        return asking.ok(path, group).extract().path("findings.kind");
    }

    private static void tell(String host, Rule rule, Instant since) {
        RuleUsage usage = new RuleUsage(new HostName(host), rule.ruleId(), 0, 0, since, since);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Infrastructure.shared().bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.RULE_USAGE, usage.key(), Json.write(usage)))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("it was not told", e);
        }
    }

    @Test
    void whatCannotBeAskedIsRefusedByItsName() {
        SecurityGroupId group = history.group("web");
        Asking asking = Asking.after(history);
        History other = new History(ThreadLocalRandom.current().nextLong());
        other.group("other");

        Asking.after(other).refused(404, "SECURITY_GROUP_NOT_FOUND", OF_GROUP, group);
        asking.refused(404, "SECURITY_GROUP_NOT_FOUND", OF_GROUP, history.ids().securityGroup());
        for (String window : List.of("30", "P0D", "-P1D", "P9999D", "P1M")) {
            asking.refused(400, "INVALID_PARAMETER", OF_GROUP + "?unusedFor={w}", group, window)
                    .body("parameter", is("unusedFor"));
        }
        asking.refused(400, "INVALID_PARAMETER", OF_ACCOUNT + "?unusedFor=P1D&asOf={at}", history.now())
                .body("parameter", is("unusedFor"));
        asking.refused(400, "UNKNOWN_PARAMETER", OF_ACCOUNT + "?securityGroupId={id}", group)
                .body("parameter", is("securityGroupId"));
    }
}
