package io.ringfence.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.decide.CommandContext;
import io.ringfence.axon.decide.EventMetadata;
import io.ringfence.axon.decide.Requester;
import io.ringfence.axon.gate.PendingOutcomes;
import io.ringfence.axon.store.CommandTarget;
import io.ringfence.events.group.SecurityGroupCommand.CreateSecurityGroup;
import io.ringfence.events.group.SecurityGroupCommand.ModifySecurityGroup;
import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.MapPatch;
import io.ringfence.events.value.Patch;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Outcome.Accepted;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.hamcrest.CustomMatcher;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every decision of a security group and every refusal. */
class SecurityGroupTest {
    private static final SecurityGroupId ID = new SecurityGroupId("sg-webwebwebwebweb00");
    private static final Requester ALICE = new Requester(AccountId.DEFAULT, "alice", Channel.REST);
    private static final long NOW = 1_000_000;
    private static final CommandContext CONTEXT = new CommandContext("c1", ALICE, NOW, null, null, null);
    private static final Map<String, String> TAGS = Map.of("team", "shop");

    private final AggregateTestFixture<SecurityGroup> fixture = new AggregateTestFixture<>(SecurityGroup.class);

    SecurityGroupTest() {
        fixture.registerCommandTargetResolver(new CommandTarget());
        fixture.registerInjectableResource(new AttemptsInMemory());
        fixture.registerInjectableResource((PendingOutcomes) (attempt, outcome) -> {});
    }

    @Test
    void a_group_is_created_as_asked_for() {
        given().when(create(SecurityGroupType.BASIC, InnerAccessPolicy.ACCEPT), CONTEXT.asMetaData())
                .expectEvents(created(SecurityGroupType.BASIC, InnerAccessPolicy.ACCEPT))
                .expectResultMessageMatching(accepted(1));
    }

    @Test
    void an_advanced_group_is_created_without_inner_access() {
        given().when(create(SecurityGroupType.ADVANCED, InnerAccessPolicy.DROP), CONTEXT.asMetaData())
                .expectEvents(created(SecurityGroupType.ADVANCED, InnerAccessPolicy.DROP));
    }

    @Test
    void an_advanced_group_cannot_be_created_with_inner_access() {
        refused(
                given().when(create(SecurityGroupType.ADVANCED, InnerAccessPolicy.ACCEPT), CONTEXT.asMetaData()),
                ProblemCode.NOT_ALLOWED_FOR_ADVANCED);
    }

    @Test
    void an_id_is_used_once_for_ever() {
        refused(
                given(basic(), new SecurityGroupDeletionRequested(ID), new SecurityGroupDeleted(ID, 2))
                        .when(create(SecurityGroupType.BASIC, InnerAccessPolicy.ACCEPT), CONTEXT.asMetaData()),
                ProblemCode.ID_ALREADY_USED);
    }

    @Test
    void a_group_beyond_the_limit_is_refused() {
        fixture.registerInjectableResource(new Places(0));

        refused(
                fixture.givenNoPriorActivity()
                        .when(create(SecurityGroupType.BASIC, InnerAccessPolicy.ACCEPT), CONTEXT.asMetaData()),
                ProblemCode.LIMIT_EXCEEDED);
    }

    @Test
    void a_patch_changes_what_it_names_and_leaves_the_rest() {
        given(basic())
                .when(
                        new ModifySecurityGroup(
                                ID,
                                Patch.of("shop"),
                                Patch.absent(),
                                Patch.of(InnerAccessPolicy.DROP),
                                tags("stage", "test")),
                        CONTEXT.asMetaData())
                .expectEvents(new SecurityGroupModified(
                        ID, "shop", "the web tier", InnerAccessPolicy.DROP, Map.of("team", "shop", "stage", "test")))
                .expectResultMessageMatching(accepted(2));
    }

    @Test
    void a_removed_description_is_empty_and_a_removed_tag_is_gone() {
        given(basic())
                .when(
                        new ModifySecurityGroup(
                                ID, Patch.absent(), Patch.removed(), Patch.absent(), tags("team", null)),
                        CONTEXT.asMetaData())
                .expectEvents(new SecurityGroupModified(ID, "web", "", InnerAccessPolicy.ACCEPT, Map.of()));
    }

    @Test
    void a_patch_that_changes_nothing_is_accepted_without_an_event() {
        given(basic())
                .when(
                        new ModifySecurityGroup(
                                ID, Patch.of("web"), Patch.absent(), Patch.absent(), MapPatch.UNCHANGED),
                        CONTEXT.asMetaData())
                .expectNoEvents()
                .expectResultMessageMatching(accepted(1));
    }

    @Test
    void a_patch_cannot_leave_more_than_twenty_tags() {
        Map<String, @Nullable String> twenty =
                IntStream.range(0, 20).boxed().collect(Collectors.toMap(i -> "tag" + i, i -> "value"));

        refused(
                given(basic())
                        .when(
                                new ModifySecurityGroup(
                                        ID,
                                        Patch.absent(),
                                        Patch.absent(),
                                        Patch.absent(),
                                        new MapPatch(false, twenty)),
                                CONTEXT.asMetaData()),
                ProblemCode.INVALID_PARAMETER);
    }

    @Test
    void an_advanced_group_cannot_be_given_inner_access() {
        refused(
                given(created(SecurityGroupType.ADVANCED, InnerAccessPolicy.DROP))
                        .when(
                                new ModifySecurityGroup(
                                        ID,
                                        Patch.absent(),
                                        Patch.absent(),
                                        Patch.of(InnerAccessPolicy.ACCEPT),
                                        MapPatch.UNCHANGED),
                                CONTEXT.asMetaData()),
                ProblemCode.NOT_ALLOWED_FOR_ADVANCED);
    }

    @Test
    void a_stale_revision_is_refused() {
        CommandContext stale = new CommandContext("c1", ALICE, NOW, 7L, null, null);

        refused(given(basic()).when(rename(), stale.asMetaData()), ProblemCode.PRECONDITION_FAILED);
    }

    @Test
    void a_group_of_another_account_is_unknown() {
        Requester stranger = new Requester(new AccountId("stranger"), "mallory", Channel.REST);
        CommandContext context = new CommandContext("c1", stranger, NOW, null, null, null);

        refused(given(basic()).when(rename(), context.asMetaData()), ProblemCode.SECURITY_GROUP_NOT_FOUND);
    }

    @Test
    void a_deleted_group_is_unknown() {
        refused(
                given(basic(), new SecurityGroupDeletionRequested(ID), new SecurityGroupDeleted(ID, 2))
                        .when(rename(), CONTEXT.asMetaData()),
                ProblemCode.SECURITY_GROUP_NOT_FOUND);
    }

    @Test
    void an_event_says_who_and_why_and_is_later_than_the_one_before() {
        CommandContext earlier = new CommandContext("c2", ALICE, 5, null, "e1", "t1");

        given(basic()).when(rename(), earlier.asMetaData()).expectSuccessfulHandlerExecution();

        assertThat(fixture.getEventStore()
                        .readEvents("group:" + ID)
                        .asStream()
                        .reduce((first, last) -> last)
                        .map(last -> EventMetadata.from(last.getMetaData())))
                .contains(new EventMetadata(NOW + 1, AccountId.DEFAULT, "alice", Channel.REST, "c2", "e1", "t1"));
    }

    /** So many places for groups. */
    private record Places(int free) implements GroupCount {
        @Override
        public void add(AccountId account, RegionId region) {
            if (free == 0) {
                throw Problem.of(ProblemCode.LIMIT_EXCEEDED, "full")
                        .limit(1_000, 1_001)
                        .refusal();
            }
        }

        @Override
        public void remove(AccountId account, RegionId region) {
            throw new AssertionError("no group is deleted here");
        }
    }

    private TestExecutor<SecurityGroup> given(SecurityGroupEvent... events) {
        fixture.registerInjectableResource(new Places(1));
        return events.length == 0
                ? fixture.givenNoPriorActivity()
                : fixture.given(
                        Arrays.stream(events).map(SecurityGroupTest::stored).toList());
    }

    private static EventMessage<SecurityGroupEvent> stored(SecurityGroupEvent event) {
        return new GenericEventMessage<>(event, EventMetadata.of(CONTEXT, NOW).toMap());
    }

    private static SecurityGroupCreated basic() {
        return created(SecurityGroupType.BASIC, InnerAccessPolicy.ACCEPT);
    }

    private static SecurityGroupCreated created(SecurityGroupType type, InnerAccessPolicy policy) {
        return new SecurityGroupCreated(
                ID,
                AccountId.DEFAULT,
                "web",
                "the web tier",
                type,
                VpcId.DEFAULT,
                RegionId.DEFAULT,
                policy,
                TAGS,
                true);
    }

    private static CreateSecurityGroup create(SecurityGroupType type, InnerAccessPolicy policy) {
        return new CreateSecurityGroup(
                ID, "web", "the web tier", type, VpcId.DEFAULT, RegionId.DEFAULT, policy, TAGS, true);
    }

    private static ModifySecurityGroup rename() {
        return new ModifySecurityGroup(ID, Patch.of("shop"), Patch.absent(), Patch.absent(), MapPatch.UNCHANGED);
    }

    private static MapPatch tags(String key, @Nullable String value) {
        Map<String, @Nullable String> entries = new HashMap<>();
        entries.put(key, value);
        return new MapPatch(false, entries);
    }

    private static Matcher<CommandResultMessage<?>> accepted(long revision) {
        return matching(
                "accepted at revision " + revision,
                (CommandResultMessage<?> result) ->
                        ((Accepted) result.getPayload()).revision().number() == revision);
    }

    private static Matcher<Refusal> refusal(ProblemCode code) {
        return matching(
                "a refusal " + code, (Refusal refusal) -> refusal.problem().code() == code);
    }

    private static <T> Matcher<T> matching(String description, Predicate<T> wanted) {
        return new CustomMatcher<>(description) {
            @Override
            @SuppressWarnings("unchecked") // Axon hands over what it was told to expect
            public boolean matches(Object actual) {
                return wanted.test((T) actual);
            }
        };
    }

    private static void refused(ResultValidator<SecurityGroup> result, ProblemCode code) {
        result.expectNoEvents().expectException(refusal(code));
    }
}
