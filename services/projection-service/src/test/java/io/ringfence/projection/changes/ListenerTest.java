package io.ringfence.projection.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.Revision;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.EventType;
import io.ringfence.events.wire.Topics;
import io.ringfence.feed.Position;
import io.ringfence.projection.changes.LiveChange.Step;
import io.ringfence.projection.enforcement.Enforcement;
import io.ringfence.projection.enforcement.Enforcement.Total;
import io.ringfence.projection.enforcement.HostEnforcement;
import io.ringfence.projection.enforcement.HostEnforcement.State;
import io.ringfence.projection.query.Watermark;
import io.ringfence.projection.rows.ChainEnd;
import io.ringfence.projection.rows.HistoryRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListenerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final AccountId ACCOUNT = new AccountId("a");
    private static final SecurityGroupId GROUP = new SecurityGroupId("sg-00000000000000001");
    private static final SecurityGroupId OTHER = new SecurityGroupId("sg-00000000000000002");

    private final List<LiveChange> told = new ArrayList<>();

    @Test
    void each_host_is_told_once_until_the_last_has_it() {
        Listener listener = new Listener(ACCOUNT, null, told::add);
        HistoryRow change = change(GROUP, 3);
        listener.decided(List.of(change), NOW);
        listener.projected(List.of(change), NOW);
        Revision revision = new Revision(change.aggregate(), 3);
        assertThat(listener.awaited()).containsExactly(revision);

        listener.stands(standing(revision, Total.REALIZING, 1, State.REALIZED, State.LAGGING), NOW);
        listener.stands(standing(revision, Total.REALIZING, 1, State.REALIZED, State.LAGGING), NOW);
        listener.stands(standing(revision, Total.FAILED, 1, State.REALIZED, State.FAILED), NOW);
        listener.stands(standing(revision, Total.REALIZED, 2, State.REALIZED, State.REALIZED), NOW);

        assertThat(told)
                .extracting(LiveChange::step)
                .containsExactly(Step.DECIDED, Step.PROJECTED, Step.ENFORCED, Step.ENFORCED, Step.ENFORCED);
        assertThat(told.subList(2, 5))
                .extracting(step -> Objects.requireNonNull(step.enforced()).host())
                .containsExactly("h0", "h1", "h1");
        assertThat(listener.awaited()).isEmpty();
    }

    @Test
    void only_what_is_wanted_is_told() {
        Listener listener = new Listener(ACCOUNT, GROUP, told::add);

        listener.projected(List.of(change(OTHER, 1), change(GROUP, 1)), NOW);

        assertThat(told).extracting(LiveChange::revision).containsExactly("group:" + GROUP + "@1");
        new Listener(new AccountId("b"), null, told::add).decided(List.of(change(GROUP, 2)), NOW);
        assertThat(told).hasSize(1);
    }

    @Test
    void only_the_newest_changes_are_awaited() {
        Listener listener = new Listener(ACCOUNT, null, told::add);

        listener.projected(
                IntStream.rangeClosed(1, Listener.MOST_AWAITED + 5)
                        .mapToObj(revision -> change(GROUP, revision))
                        .toList(),
                NOW);

        assertThat(listener.awaited()).hasSize(Listener.MOST_AWAITED);
        assertThat(listener.awaited()).extracting(Revision::number).startsWith(6L);
    }

    private static HistoryRow change(SecurityGroupId group, long revision) {
        SecurityGroupDeletionRequested event = new SecurityGroupDeletionRequested(group);
        Envelope envelope = new Envelope(
                "id",
                EventType.of(event),
                "/test",
                event.aggregate(),
                revision,
                NOW,
                ACCOUNT,
                "jane",
                Channel.REST,
                "command",
                null,
                null);
        return new HistoryRow(
                new EventRecord(envelope, event),
                new Position(Topics.GROUP_EVENTS, "id", 0, revision),
                ChainEnd.before(event.aggregate()),
                group.value(),
                null);
    }

    private static Enforcement standing(Revision revision, Total total, int realized, State... states) {
        List<HostEnforcement> hosts = IntStream.range(0, states.length)
                .mapToObj(i -> new HostEnforcement("h" + i, states[i], null, null, NOW, 5L, List.of(), NOW, null))
                .toList();
        return new Enforcement(revision, total, realized, states.length, hosts, new Watermark(Map.of(), null, false));
    }
}
