package io.ringfence.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.react.KnownGroupRows;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.rule.PrefixListCommand.CreatePrefixList;
import io.ringfence.events.rule.PrefixListCommand.DeletePrefixList;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetCommand.AuthorizeRules;
import io.ringfence.events.rule.RuleSetCommand.CloseReferences;
import io.ringfence.events.rule.RuleSetCommand.OpenRuleSet;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Outcome.Rejected;
import io.ringfence.testing.Seeds;
import io.ringfence.testing.Waiting;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A rule that names a group, at the very moment at which the group is deleted: real transactions, side by side. */
class DeletionRaceTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final RuleDatabase DATABASE = RuleDatabase.fresh();
    private static final RuleProcess PROCESS = new RuleProcess(DATABASE, InstantSource.system());
    private static final String CLOSING = "update known_group set life = 'CLOSING' where id = '%s'";
    private static final String BLOCKERS =
            "select coalesce(max((convert_from(payload, 'UTF8')::jsonb ->> 'blockerCount')::int), 0)"
                    + " from domainevententry where aggregateidentifier = 'rules:%s'";
    private static final int NAMING = 6;

    private static int lastRule;
    private static int lastGroup;

    @AfterAll
    static void stop() {
        PROCESS.close();
    }

    private static SecurityGroupId newGroup() {
        SecurityGroupId group = Sample.group("g" + ++lastGroup);
        DATABASE.learn(group);
        assertThat(PROCESS.decided(new OpenRuleSet(group, Sample.ACME, Sample.VPC, SecurityGroupType.BASIC, List.of())))
                .isInstanceOf(Accepted.class);
        return group;
    }

    private static AuthorizeRules naming(SecurityGroupId group, SecurityGroupId peer) {
        return new AuthorizeRules(group, List.of(Sample.rule(++lastRule, Sample.fromGroup(peer))));
    }

    private static long events(SecurityGroupId peer, String type) {
        return DATABASE.count("select count(*) from domainevententry where aggregateidentifier = 'rules:" + peer
                + "' and payloadtype like '%" + type + "'");
    }

    @Test
    void aRuleThatIsAboutToNameTheGroupIsWaitedForAndHoldsIt() {
        SecurityGroupId peer = newGroup();
        var transactions = DATABASE.transactions();
        Rule rule = Sample.rule(++lastRule, Sample.fromGroup(peer));
        var authorizing = transactions.startTransaction();
        new KnownGroupRows(transactions).require(peer, Sample.ACME, "peerSecurityGroupId");
        new ReferenceRows(transactions).change(newGroup(), List.of(), List.of(rule));

        CompletionStage<Outcome> closing = PROCESS.submit(new CloseReferences(peer, 2));
        Waiting.until(SOON, "the closing waits", DATABASE::somebodyWaits);
        authorizing.commit();

        assertThat(closing.toCompletableFuture().join()).isInstanceOf(Accepted.class);
        assertThat(events(peer, "ReferencesStillHeld")).isEqualTo(1);
    }

    @Test
    void aRuleThatComesWhileTheDeletionIsBeingLearnedWaitsAndIsRefused() {
        SecurityGroupId peer = newGroup();
        var transactions = DATABASE.transactions();
        var learning = transactions.startTransaction();
        transactions.call(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(CLOSING.formatted(peer));
            }
        });

        CompletionStage<Outcome> naming = PROCESS.submit(naming(newGroup(), peer));
        Waiting.until(SOON, "the rule waits", DATABASE::somebodyWaits);
        learning.commit();

        assertRefused(naming, ProblemCode.GROUP_BEING_DELETED);
        assertThat(PROCESS.decided(new CloseReferences(peer, 2))).isInstanceOf(Accepted.class);
        assertThat(events(peer, "ReferencesClosed")).isEqualTo(1);
    }

    @Test
    void aRuleThatIsAboutToNameAListIsWaitedForAndHoldsIt() {
        PrefixListId list = newList();
        var transactions = DATABASE.transactions();
        Rule rule = Sample.rule(++lastRule, Sample.fromList(list));
        var authorizing = transactions.startTransaction();
        assertThat(new ListRows(transactions).find(list)).isPresent();
        new ReferenceRows(transactions).change(newGroup(), List.of(), List.of(rule));

        CompletionStage<Outcome> deleting = PROCESS.submit(new DeletePrefixList(list));
        Waiting.until(SOON, "the deletion waits", DATABASE::somebodyWaits);
        authorizing.commit();

        assertRefused(deleting, ProblemCode.PREFIX_LIST_IN_USE);
    }

    @Test
    void aRuleThatComesWhileAListIsBeingDeletedWaitsAndIsRefused() {
        PrefixListId list = newList();
        SecurityGroupId group = newGroup();
        var transactions = DATABASE.transactions();
        var deleting = transactions.startTransaction();
        assertThat(new ReferenceRows(transactions)
                        .holdersOf(list, Instant.now())
                        .isNone())
                .isTrue();
        new ListRows(transactions).gone(list);

        CompletionStage<Outcome> naming =
                PROCESS.submit(new AuthorizeRules(group, List.of(Sample.rule(++lastRule, Sample.fromList(list)))));
        Waiting.until(SOON, "the rule waits", DATABASE::somebodyWaits);
        deleting.commit();

        assertRefused(naming, ProblemCode.PREFIX_LIST_NOT_FOUND);
    }

    private static PrefixListId newList() {
        PrefixListId list = Sample.list("l" + ++lastGroup);
        assertThat(PROCESS.decided(new CreatePrefixList(list, "a list", AddressFamily.IPV4, 5, List.of())))
                .isInstanceOf(Accepted.class);
        return list;
    }

    private static void assertRefused(CompletionStage<Outcome> outcome, ProblemCode code) {
        assertThat(outcome.toCompletableFuture().join())
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.problem().code()).isEqualTo(code));
    }

    @Test
    void whoeverComesFirstTheGroupIsClosedExactlyIfNoRuleNamesIt() {
        Seeds.forEach(6, DeletionRaceTest::race);
    }

    private static void race(RandomGenerator random) {
        SecurityGroupId peer = newGroup();
        List<SecurityGroupId> groups =
                Stream.generate(DeletionRaceTest::newGroup).limit(NAMING).toList();
        int before = random.nextInt(NAMING / 2 + 1);
        List<CompletionStage<Outcome>> naming = new ArrayList<>();
        groups.subList(0, before).forEach(group -> naming.add(PROCESS.submit(naming(group, peer))));
        DATABASE.execute(CLOSING.formatted(peer));
        CompletionStage<Outcome> closing = PROCESS.submit(new CloseReferences(peer, 2));
        groups.subList(before, NAMING).forEach(group -> naming.add(PROCESS.submit(naming(group, peer))));

        long accepted = naming.stream()
                .map(outcome -> outcome.toCompletableFuture().join())
                .filter(Accepted.class::isInstance)
                .count();
        assertThat(closing.toCompletableFuture().join()).isInstanceOf(Accepted.class);
        assertThat(events(peer, accepted == 0 ? "ReferencesClosed" : "ReferencesStillHeld"))
                .as("the answer to a deletion that %s rules came before", accepted)
                .isEqualTo(1);
        assertThat(DATABASE.count(BLOCKERS.formatted(peer))).isEqualTo(accepted);
    }
}
