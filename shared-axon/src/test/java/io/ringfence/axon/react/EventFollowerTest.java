package io.ringfence.axon.react;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.axon.Submissions;
import io.ringfence.axon.TestStore;
import io.ringfence.axon.decide.NotYetKnown;
import io.ringfence.axon.gate.Answer;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.Patience;
import io.ringfence.axon.gate.WaitLimits;
import io.ringfence.events.Command;
import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRejected;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.rule.RuleSetCommand.OpenRuleSet;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.EventType;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.feed.EventFeed;
import io.ringfence.feed.FeedBatch;
import io.ringfence.feed.FeedRecord;
import io.ringfence.feed.Positions;
import io.ringfence.feed.memory.InMemoryTopics;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.BlockedTransactions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.transaction.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Learning of groups and reacting to them: once each, also after a crash, and never past a gap. */
class EventFollowerTest {
    private static final AccountId ACCOUNT = AccountId.DEFAULT;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestStore store = TestStore.fresh();
    private final CommandGate gate = store.gate(Duration.ZERO);
    private final FeedPositions positions = new FeedPositions(store.transactions());
    private final InMemoryTopics topics = new InMemoryTopics(Set.of(Topics.GROUP_EVENTS), 3, 100);
    private final KnownGroups groups = new KnownGroupRows(store.transactions());
    private final SecurityGroupId group = Submissions.newGroup();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_created_group_is_known_and_answered_by_a_command() {
        happened(1, created());

        follow();

        KnownGroup known = require();
        assertThat(known.vpc()).isEqualTo(VpcId.DEFAULT);
        assertThat(known.type()).isEqualTo(SecurityGroupType.BASIC);
        assertThat(store.count("select count(*) from domainevententry where aggregateidentifier = 'rules:" + group
                        + "' and convert_from(metadata, 'UTF8') like '%\"causationId\":\"event-1-" + group + "\"%'"))
                .isEqualTo(1);
    }

    @Test
    void events_that_come_again_change_nothing_and_cause_nothing_twice() {
        happened(1, created());
        happened(2, new SecurityGroupDeletionRequested(group));
        follow();

        positions.store(Positions.EMPTY);
        followFrom(Positions.EMPTY);

        assertThatThrownBy(this::require)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo(ProblemCode.GROUP_BEING_DELETED));
        assertThat(store.count("select count(*) from domainevententry")).isEqualTo(1);
    }

    @Test
    void positions_are_stored_with_the_topic_and_read_on_from() {
        happened(1, created());
        follow();

        assertThat(positions.load()).isEqualTo(topics.ends(Set.of(Topics.GROUP_EVENTS)));
    }

    @Test
    void nothing_is_learned_past_a_gap_until_the_missing_event_comes() {
        happened(1, created());
        happened(3, new SecurityGroupDeletionRequested(group));
        follow();
        assertThat(require().life()).isEqualTo(KnownGroup.Life.OPEN);

        happened(2, new SecurityGroupModified(group, "web", "", InnerAccessPolicy.DROP, Map.of()));
        happened(3, new SecurityGroupDeletionRequested(group));
        happened(4, new SecurityGroupDeleted(group, 3));
        follow();

        assertThatThrownBy(this::require)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.problem().code()).isEqualTo(ProblemCode.SECURITY_GROUP_NOT_FOUND));
    }

    @Test
    void the_commands_for_one_aggregate_are_decided_in_the_order_of_their_events() {
        happened(1, created());
        for (int revision = 2; revision <= 9; revision++) {
            happened(revision, new SecurityGroupModified(group, "web", "", InnerAccessPolicy.DROP, Map.of()));
        }

        follow();

        assertThat(store.count("select count(*) from domainevententry where aggregateidentifier = 'rules:" + group
                        + "' and convert_from(metadata, 'UTF8')"
                        + " like '%\"causationId\":\"event-' || sequencenumber + 1 || '-%'"))
                .isEqualTo(9);
    }

    @Test
    void an_event_whose_reaction_could_not_be_decided_is_heard_again() {
        happened(1, created());
        follow();
        Positions before = positions.load();
        happened(2, new SecurityGroupDeletionRequested(group));
        happened(3, new SecurityGroupDeletionRejected(group, 2, List.of(), 0));

        assertThatThrownBy(this::follow).hasMessageContaining("group:" + group + "@3 has not been reacted to");

        assertThat(positions.load()).isEqualTo(before);
    }

    @Test
    void what_is_not_wanted_is_passed_over_and_how_far_is_stored_when_nothing_more_comes() {
        happened(1, created());
        EventFollower uninterested = new EventFollower(
                store.transactions(),
                Learning.NOTHING,
                new Reaction() {
                    @Override
                    public Set<EventType> wanted() {
                        return Set.of(EventType.of(new SecurityGroupDeletionRequested(group)));
                    }

                    @Override
                    public Optional<Command> on(EventRecord record) {
                        return Optional.of(Submissions.open(group).command());
                    }
                },
                new Reactions(gate, new Patience(Duration.ofMillis(1), Duration.ofMillis(10)), "/ringfence/test"),
                positions,
                store.clock(),
                gate::heard);
        EventFeed feed = topics.open(Positions.EMPTY);

        uninterested.follow(feed.poll(Duration.ZERO));
        assertThat(positions.load()).isEqualTo(Positions.EMPTY);
        uninterested.follow(feed.poll(Duration.ZERO));

        assertThat(positions.load()).isEqualTo(topics.ends(Set.of(Topics.GROUP_EVENTS)));
        assertThat(store.count("select count(*) from domainevententry")).isZero();
        assertThat(store.count("select count(*) from known_group")).isZero();
    }

    @Test
    void what_is_learned_of_one_group_does_not_wait_for_commands_that_hold_another() throws Exception {
        SecurityGroupId other = Submissions.newGroup();
        happened(1, created());
        happened(1, created(other));
        follow();
        happened(2, new SecurityGroupDeletionRequested(group));
        happened(2, new SecurityGroupDeletionRequested(other));
        EventFeed feed = topics.open(positions.load());
        FeedBatch batch = feed.poll(Duration.ZERO);
        SecurityGroupId first = ((SecurityGroupEvent)
                        ((FeedRecord.Decoded) batch.records().get(0)).record().event())
                .securityGroupId();
        SecurityGroupId last = first.equals(group) ? other : group;
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Transaction command = store.transactions().startTransaction();
            assertThat(groups.find(last)).isPresent();
            Future<?> following = thread.submit(() -> follower().follow(batch));
            BlockedTransactions.await(TestStore.source(store.database()));

            assertThat(groups.find(first)).map(KnownGroup::life).contains(KnownGroup.Life.CLOSING);
            command.commit();
            following.get(SOON.toSeconds(), TimeUnit.SECONDS);
        } finally {
            thread.shutdownNow();
        }
        Optional<KnownGroup> known = store.transactions().inTransaction(c -> groups.find(last));
        assertThat(known).map(KnownGroup::life).contains(KnownGroup.Life.CLOSING);
    }

    @Test
    void a_command_that_waits_for_a_group_is_decided_as_soon_as_the_group_is_heard_of() {
        CommandGate patient = store.gate(new WaitLimits(Duration.ofMinutes(5), Duration.ZERO));
        CompletableFuture<Answer> waiting =
                patient.submit(Submissions.authorize(group)).toCompletableFuture();
        happened(1, created());

        follower(patient).follow(topics.open(Positions.EMPTY).poll(Duration.ZERO));

        assertThat(waiting.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join().outcome())
                .isInstanceOf(Accepted.class);
    }

    @Test
    void an_unreadable_event_does_not_stop_those_behind_it() {
        topics.append(Topics.GROUP_EVENTS, new WireRecord(group.value(), Map.of(), new byte[] {1}));
        happened(1, created());

        follow();

        assertThat(require().id()).isEqualTo(group);
    }

    @Test
    void a_group_not_heard_of_may_only_be_late_and_one_of_another_account_is_unknown() {
        assertThatThrownBy(this::require).isInstanceOf(NotYetKnown.class);
        happened(1, created());
        follow();

        assertThatThrownBy(() -> store.transactions()
                        .inTransaction(c -> groups.require(group, new AccountId("stranger"), "securityGroupId")))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void decisions_by_a_group_are_later_than_what_was_heard_of_it() {
        long ahead = store.clock().next() + 2_000_000;
        happened(1, created(), ahead);

        follow();

        assertThat(require().learnedAt()).isGreaterThan(ahead);
        assertThat(store.clock().next()).isGreaterThan(require().learnedAt());
    }

    @Test
    void the_thread_follows_until_it_is_closed() throws InterruptedException {
        FollowerThread thread = new FollowerThread(topics, positions, follower());
        thread.start();
        try {
            happened(1, created());

            Waiting.until(
                    SOON,
                    "the group is known",
                    () -> store.transactions()
                            .inTransaction(c -> groups.find(group).isPresent()));
            assertThat(thread.isFollowing()).isTrue();
        } finally {
            thread.close();
        }
        assertThat(thread.isFollowing()).isFalse();
    }

    private KnownGroup require() {
        return store.transactions().inTransaction(c -> groups.require(group, ACCOUNT, "securityGroupId"));
    }

    private void follow() {
        followFrom(positions.load());
    }

    private void followFrom(Positions start) {
        follower().follow(topics.open(start).poll(Duration.ZERO));
    }

    private EventFollower follower() {
        return follower(gate);
    }

    private EventFollower follower(CommandGate decider) {
        Reactions reactions =
                new Reactions(decider, new Patience(Duration.ofMillis(1), Duration.ofMillis(10)), "/ringfence/test");
        return new EventFollower(
                store.transactions(),
                new GroupLearning(new KnownGroupRows(store.transactions())),
                (GroupReaction) EventFollowerTest::react,
                reactions,
                positions,
                store.clock(),
                decider::heard);
    }

    /** Opens a rule set for a new group, adds a rule to it when the group is modified, and fails when a deletion is rejected. */
    private static Optional<Command> react(Envelope envelope, SecurityGroupEvent event) {
        if (event instanceof SecurityGroupCreated created) {
            return Optional.of(new OpenRuleSet(
                    created.securityGroupId(), created.accountId(), created.vpcId(), created.type(), List.of()));
        }
        if (event instanceof SecurityGroupModified) {
            return Optional.of(Submissions.authorize(event.securityGroupId()).command());
        }
        return event instanceof SecurityGroupDeletionRejected
                ? Optional.of(Submissions.mistaken(event.securityGroupId()).command())
                : Optional.empty();
    }

    private SecurityGroupCreated created() {
        return created(group);
    }

    private static SecurityGroupCreated created(SecurityGroupId id) {
        return new SecurityGroupCreated(
                id,
                ACCOUNT,
                "web",
                "",
                SecurityGroupType.BASIC,
                VpcId.DEFAULT,
                RegionId.DEFAULT,
                InnerAccessPolicy.ACCEPT,
                Map.of(),
                true);
    }

    private void happened(long revision, SecurityGroupEvent event) {
        happened(revision, event, store.clock().next());
    }

    private void happened(long revision, SecurityGroupEvent event, long at) {
        topics.append(new EventRecord(
                new Envelope(
                        "event-" + revision + "-" + event.securityGroupId(),
                        EventType.of(event),
                        "/ringfence/group-service",
                        event.aggregate(),
                        revision,
                        Micros.toInstant(at),
                        ACCOUNT,
                        "alice",
                        Channel.REST,
                        "command-" + revision,
                        null,
                        null),
                event));
    }
}
