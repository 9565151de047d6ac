package io.ringfence.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.ringfence.events.instance.InstanceEvent.InstanceDeleted;
import io.ringfence.events.rule.PrefixListEntry;
import io.ringfence.events.rule.PrefixListEvent.PrefixListCreated;
import io.ringfence.events.rule.PrefixListEvent.PrefixListModified;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_service"))
class AuditReplayTest {
    private static final String REPLAY = "/v1/audit/replay";

    private final History history = new History(ThreadLocalRandom.current().nextLong());

    @Test
    void everyEventComesOnceAndInOrderWithWhatItChangedAndWhomItConcerned() {
        SecurityGroupId group = history.group("web");
        InstanceId first = history.instance(group, "h1", "10.0.0.1");
        Rule http = tcp("80/80", History.cidr("10.0.0.0/8"));
        history.authorize(group, http);
        InstanceId second = history.instance(group, "h2", "10.0.0.2");
        history.add(new InstanceDeleted(first));
        history.add(new RulesRevoked(group, List.of(http.ruleId())));

        List<JsonPath> told = lines(Asking.after(history), REPLAY);

        assertThat(told).extracting(line -> line.getString("revision")).containsExactlyElementsOf(revisions());
        assertThat(touched(told.get(0))).isEmpty();
        assertThat(touched(told.get(3))).containsExactly(first.value());
        assertThat(touched(told.get(4))).containsExactly(first.value());
        assertThat(told.get(4).getList("after.portRange")).containsExactly("80/80");
        assertThat(touched(told.get(7))).containsExactly(second.value());
        assertThat(told.get(7).getList("before.portRange")).containsExactly("80/80");
        assertThat(told.get(7).getInt("touched.count")).isEqualTo(1);
    }

    @Test
    void aPrefixListConcernsTheMembersOfTheGroupsThatNameIt() {
        PrefixListId list = history.ids().prefixList();
        history.add(new PrefixListCreated(list, history.account, "office", AddressFamily.IPV4, 10, List.of()));
        SecurityGroupId group = history.group("web");
        InstanceId instance = history.instance(group, "h1", "10.0.0.1");
        Rule named = tcp("80/80", new Peer.PrefixListPeer(list));
        history.authorize(group, named);
        history.add(
                new PrefixListModified(list, "office", List.of(new PrefixListEntry(Cidr.parse("192.0.2.0/24"), ""))));
        history.add(new RulesRevoked(group, List.of(named.ruleId())));
        history.add(new PrefixListModified(list, "office", List.of()));

        List<JsonPath> told = lines(Asking.after(history), REPLAY);

        assertThat(touched(told.get(6))).containsExactly(instance.value());
        assertThat(touched(told.get(8))).isEmpty();
    }

    @Test
    void aReplayIsResumedBehindAnyChangeAndKeptToAGroup() {
        SecurityGroupId web = history.group("web");
        SecurityGroupId other = history.group("other");
        history.authorize(web, tcp("80/80", History.cidr("10.0.0.0/8")));
        Asking asking = Asking.after(history);
        List<JsonPath> all = lines(asking, REPLAY);

        String third = all.get(2).getString("cursor");
        assertThat(lines(asking, REPLAY + "?cursor={c}", third))
                .extracting(line -> line.getString("revision"))
                .containsExactlyElementsOf(revisions().subList(3, 7));
        assertThat(lines(asking, REPLAY + "?securityGroupId={g}", other))
                .extracting(line -> line.getString("revision"))
                .containsExactlyElementsOf(revisions().subList(3, 6));
        asking.refused(400, "INVALID_PARAMETER", REPLAY + "?speed=fast").body("parameter", is("speed"));
    }

    @Test
    void aReplayIsKeptToAnInstance() {
        SecurityGroupId group = history.group("web");
        InstanceId first = history.instance(group, "h1", "10.0.0.1");
        history.instance(group, "h2", "10.0.0.2");
        history.authorize(group, tcp("80/80", History.cidr("10.0.0.0/8")));
        history.add(new InstanceDeleted(first));

        assertThat(lines(Asking.after(history), REPLAY + "?instanceId={i}", first))
                .extracting(line -> line.getString("revision"))
                .containsExactly("instance:" + first + "@1", "instance:" + first + "@2");
    }

    @Test
    void aLongHistoryComesChunkByChunkWithoutGapOrRepetition() {
        SecurityGroupId group = history.group("web");
        for (int i = 0; i < 1_100; i++) {
            history.authorize(group, tcp("80/80", History.cidr("10.0.0.0/8")));
        }

        assertThat(lines(Asking.after(history), REPLAY))
                .extracting(line -> line.getString("revision"))
                .containsExactlyElementsOf(revisions());
    }

    @Test
    void serverSentEventsCarryTheCursorAsTheirIdAndResumeByIt() {
        history.group("web");
        Asking asking = Asking.after(history);

        List<String> ids =
                ids(asking.request().accept("text/event-stream").get(REPLAY).asString());
        String rest = asking.request()
                .accept("text/event-stream")
                .header("Last-Event-ID", ids.get(1))
                .get(REPLAY)
                .asString();

        assertThat(ids).hasSize(3);
        assertThat(ids(rest)).containsExactly(ids.get(2));
        assertThat(rest).contains("event:io.ringfence.instance.MembershipOpened.v1");
    }

    @Test
    void atASpeedTheHistoryTakesItsTime() {
        history.group("web");
        Asking asking = Asking.after(history);
        long before = System.nanoTime();

        assertThat(lines(asking, REPLAY + "?speed=4")).hasSize(3);

        assertThat(System.nanoTime() - before)
                .as("two seconds at four times the speed")
                .isGreaterThan(450_000_000L);
    }

    private static List<String> ids(String events) {
        return events.lines()
                .filter(line -> line.startsWith("id:"))
                .map(line -> line.substring(3))
                .toList();
    }

    private static List<JsonPath> lines(Asking asking, String path, Object... parameters) {
        String body = asking.ok(path, parameters)
                .contentType("application/x-ndjson")
                .extract()
                .asString();
        return body.lines().map(JsonPath::from).toList();
    }

    private static List<String> touched(JsonPath change) {
        return change.getList("touched.instanceIds");
    }

    private List<String> revisions() {
        return history.events.stream()
                .map(EventRecord::envelope)
                .map(envelope -> envelope.revision().toString())
                .toList();
    }

    private Rule tcp(String ports, Peer peer) {
        return history.rule(Direction.INGRESS, RuleAction.ACCEPT, 1, Protocol.TCP, ports, peer);
    }
}
