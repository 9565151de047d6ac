package io.ringfence.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.decide.CommandContext;
import io.ringfence.axon.decide.EventMetadata;
import io.ringfence.axon.decide.Requester;
import io.ringfence.axon.gate.PendingOutcomes;
import io.ringfence.axon.store.CommandTarget;
import io.ringfence.events.Command;
import io.ringfence.events.group.DeletionPart;
import io.ringfence.events.group.SecurityGroupCommand.AnswerDeletion;
import io.ringfence.events.group.SecurityGroupCommand.DeleteSecurityGroup;
import io.ringfence.events.group.SecurityGroupCommand.ModifySecurityGroup;
import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRejected;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.MapPatch;
import io.ringfence.events.value.Patch;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.Revision;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Outcome.Pending;
import io.ringfence.events.wire.Outcome.Rejected;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.hamcrest.CustomMatcher;
import org.junit.jupiter.api.Test;

/** Every decision about the deletion of a group. */
class DeletionTest {
    private static final SecurityGroupId ID = new SecurityGroupId("sg-webwebwebwebweb00");
    private static final SecurityGroupId OTHER = new SecurityGroupId("sg-otherotherother00");
    private static final Revision ATTEMPT = Revision.parse("group:" + ID + "@2");
    private static final Held FREE = Held.BY_NOTHING;
    private static final Held BY_RULE = new Held(List.of(new Blocker(Blocker.Kind.RULE, "sgr-one", OTHER)), 3);
    private static final Held BY_INSTANCE = new Held(List.of(new Blocker(Blocker.Kind.INSTANCE, "eci-one", ID)), 1);
    private static final SecurityGroupDeletionRequested REQUESTED = new SecurityGroupDeletionRequested(ID);

    private final AttemptsInMemory attempts = new AttemptsInMemory();
    private final Recorded recorded = new Recorded();

    /** What the collaborators were told. */
    private static final class Recorded implements GroupCount, PendingOutcomes {
        private int removed;
        private final Map<Revision, Outcome> concluded = new HashMap<>();

        @Override
        public void add(AccountId account, RegionId region) {
            throw new AssertionError("a deletion adds no group");
        }

        @Override
        public void remove(AccountId account, RegionId region) {
            assertThat(account).isEqualTo(AccountId.DEFAULT);
            assertThat(region).isEqualTo(RegionId.DEFAULT);
            removed++;
        }

        @Override
        public void conclude(Revision attempt, Outcome outcome) {
            concluded.put(attempt, outcome);
        }
    }

    @Test
    void a_deletion_begins_with_the_question_to_the_others_and_is_pending_on_it() {
        pending(when(new DeleteSecurityGroup(ID), created()).expectEvents(REQUESTED));

        assertThat(attempts.join(ID, 2)).isTrue();
    }

    @Test
    void a_second_deletion_joins_the_attempt_under_way() {
        attempts.begin(ID, 2);

        pending(when(new DeleteSecurityGroup(ID), created(), REQUESTED).expectNoEvents());
    }

    @Test
    void who_would_join_an_attempt_that_ended_elsewhere_is_decided_again() {
        when(new DeleteSecurityGroup(ID), created(), REQUESTED)
                .expectNoEvents()
                .expectException(ConcurrencyException.class);
    }

    @Test
    void one_answer_decides_nothing() {
        attempts.begin(ID, 2);

        when(answer(DeletionPart.RULES, FREE), created(), REQUESTED)
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();

        assertThat(recorded.concluded).isEmpty();
    }

    @Test
    void when_nothing_stands_in_the_way_the_group_is_deleted_and_its_place_given_back() {
        answered(DeletionPart.MEMBERSHIP, FREE);

        when(answer(DeletionPart.RULES, FREE), created(), REQUESTED).expectEvents(new SecurityGroupDeleted(ID, 2));

        assertThat(recorded.removed).isEqualTo(1);
        assertThat(recorded.concluded.get(ATTEMPT))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.revision()).hasToString("group:" + ID + "@3"));
        assertThat(attempts.join(ID, 2)).isFalse();
    }

    @Test
    void when_anything_stands_in_the_way_the_group_lives_on_and_what_it_is_is_named() {
        answered(DeletionPart.RULES, BY_RULE);
        List<Blocker> both =
                Stream.concat(BY_RULE.by().stream(), BY_INSTANCE.by().stream()).toList();

        when(answer(DeletionPart.MEMBERSHIP, BY_INSTANCE), created(), REQUESTED)
                .expectEvents(new SecurityGroupDeletionRejected(ID, 2, both, 4));

        assertThat(recorded.removed).isZero();
        assertThat(recorded.concluded.get(ATTEMPT)).isInstanceOfSatisfying(Rejected.class, rejected -> {
            Problem problem = rejected.problem();
            assertThat(problem.code()).isEqualTo(ProblemCode.SECURITY_GROUP_IN_USE);
            assertThat(problem.blockers()).isEqualTo(both);
            assertThat(problem.count()).isEqualTo(4);
        });
        assertThat(attempts.join(ID, 2)).isFalse();
    }

    @Test
    void one_service_that_does_not_consent_is_enough() {
        answered(DeletionPart.RULES, FREE);

        when(answer(DeletionPart.MEMBERSHIP, BY_INSTANCE), created(), REQUESTED)
                .expectEvents(new SecurityGroupDeletionRejected(ID, 2, BY_INSTANCE.by(), 1));
    }

    @Test
    void an_answer_that_comes_twice_decides_nothing() {
        answered(DeletionPart.RULES, FREE);

        when(answer(DeletionPart.RULES, FREE), created(), REQUESTED)
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void late_answers_to_an_old_attempt_are_ignored() {
        SecurityGroupDeletionRejected rejected = new SecurityGroupDeletionRejected(ID, 2, List.of(), 1);
        attempts.begin(ID, 4);
        attempts.answer(ID, 4, DeletionPart.MEMBERSHIP, FREE);

        when(answer(DeletionPart.RULES, FREE), created(), REQUESTED, rejected, REQUESTED)
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
        when(answer(DeletionPart.RULES, FREE), created(), REQUESTED, rejected)
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
        when(answer(DeletionPart.RULES, FREE), created(), REQUESTED, new SecurityGroupDeleted(ID, 2))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void an_answer_to_an_attempt_that_ended_elsewhere_is_decided_again() {
        when(answer(DeletionPart.RULES, FREE), created(), REQUESTED)
                .expectNoEvents()
                .expectException(ConcurrencyException.class);
    }

    @Test
    void a_group_whose_deletion_was_rejected_can_be_deleted_again() {
        when(new DeleteSecurityGroup(ID), created(), REQUESTED, new SecurityGroupDeletionRejected(ID, 2, List.of(), 1))
                .expectEvents(REQUESTED);

        assertThat(attempts.join(ID, 4)).isTrue();
    }

    @Test
    void a_change_of_attributes_while_it_is_deleted_leaves_the_attempt_as_it_is() {
        answered(DeletionPart.MEMBERSHIP, FREE);
        SecurityGroupModified modified = new SecurityGroupModified(ID, "shop", "", InnerAccessPolicy.ACCEPT, Map.of());

        when(answer(DeletionPart.RULES, FREE), created(), REQUESTED, modified)
                .expectEvents(new SecurityGroupDeleted(ID, 2));
    }

    @Test
    void a_deleted_group_is_unknown_to_every_command() {
        ModifySecurityGroup rename =
                new ModifySecurityGroup(ID, Patch.of("shop"), Patch.absent(), Patch.absent(), MapPatch.UNCHANGED);

        for (Command command : List.of(new DeleteSecurityGroup(ID), rename)) {
            when(command, created(), REQUESTED, new SecurityGroupDeleted(ID, 2))
                    .expectNoEvents()
                    .expectException(matching(
                            "unknown",
                            (Refusal refusal) -> assertThat(refusal.problem().code())
                                    .isEqualTo(ProblemCode.SECURITY_GROUP_NOT_FOUND)));
        }
    }

    @Test
    void at_most_twenty_blockers_are_named_half_of_each_kind_where_there_are_many() {
        Held rules = many(Blocker.Kind.RULE, 20);
        Held instances = many(Blocker.Kind.INSTANCE, 20);

        assertThat(new Answers(rules, instances).blockers())
                .hasSize(20)
                .filteredOn(blocker -> blocker.kind() == Blocker.Kind.RULE)
                .hasSize(10);
        assertThat(new Answers(many(Blocker.Kind.RULE, 3), instances).blockers())
                .hasSize(20)
                .filteredOn(blocker -> blocker.kind() == Blocker.Kind.RULE)
                .hasSize(3);
        assertThat(new Answers(rules, FREE).blockers()).hasSize(20);
        assertThat(new Answers(rules, instances).blockerCount()).isEqualTo(2_000);
    }

    private static Held many(Blocker.Kind kind, int named) {
        return new Held(
                IntStream.range(0, named)
                        .mapToObj(i -> new Blocker(kind, "id-" + i, ID))
                        .toList(),
                1_000);
    }

    private void answered(DeletionPart part, Held held) {
        attempts.begin(ID, 2);
        attempts.answer(ID, 2, part, held);
    }

    private static AnswerDeletion answer(DeletionPart part, Held held) {
        return new AnswerDeletion(ID, 2, part, held.by(), held.count());
    }

    private ResultValidator<SecurityGroup> when(Command command, SecurityGroupEvent... history) {
        CommandContext context = new CommandContext(
                "c1", new Requester(AccountId.DEFAULT, "alice", Channel.REST), 1_000_000, null, null, null);
        List<EventMessage<SecurityGroupEvent>> events = Arrays.stream(history)
                .<EventMessage<SecurityGroupEvent>>map(event -> new GenericEventMessage<>(
                        event, EventMetadata.of(context, 5).toMap()))
                .toList();
        AggregateTestFixture<SecurityGroup> fixture = new AggregateTestFixture<>(SecurityGroup.class);
        return fixture.registerCommandTargetResolver(new CommandTarget())
                .registerInjectableResource(attempts)
                .registerInjectableResource(recorded)
                .given(events)
                .when(command, context.asMetaData());
    }

    private static SecurityGroupCreated created() {
        return new SecurityGroupCreated(
                ID,
                AccountId.DEFAULT,
                "web",
                "",
                SecurityGroupType.BASIC,
                VpcId.DEFAULT,
                RegionId.DEFAULT,
                InnerAccessPolicy.ACCEPT,
                Map.of(),
                true);
    }

    private static void pending(ResultValidator<SecurityGroup> result) {
        result.expectResultMessageMatching(matching(
                "pending on " + ATTEMPT,
                (CommandResultMessage<?> message) -> assertThat(message.getPayload())
                        .isInstanceOfSatisfying(Pending.class, pending -> {
                            assertThat(pending.attempt()).isEqualTo(ATTEMPT);
                            assertThat(pending.answer())
                                    .hasToString("{\"securityGroupId\":\"" + ID + "\",\"revision\":2}");
                        })));
    }

    private static <T> CustomMatcher<T> matching(String description, Consumer<T> check) {
        return new CustomMatcher<>(description) {
            @Override
            @SuppressWarnings("unchecked") // a wrong type fails the test with a ClassCastException, as it should
            public boolean matches(Object actual) {
                check.accept((T) actual);
                return true;
            }
        };
    }
}
