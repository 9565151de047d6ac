package io.ringfence.instance;

import static io.ringfence.instance.Sample.ACME;
import static io.ringfence.instance.Sample.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.store.CommandTarget;
import io.ringfence.events.DomainEvent;
import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRejected;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.instance.MembershipCommand;
import io.ringfence.events.instance.MembershipCommand.CloseMembership;
import io.ringfence.events.instance.MembershipCommand.OpenMembership;
import io.ringfence.events.instance.MembershipCommand.ReopenMembership;
import io.ringfence.events.instance.MembershipEvent.MembershipClosed;
import io.ringfence.events.instance.MembershipEvent.MembershipOpened;
import io.ringfence.events.instance.MembershipEvent.MembershipReopened;
import io.ringfence.events.instance.MembershipEvent.MembershipStillHeld;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private static final OpenMembership OPEN = new OpenMembership(WEB, ACME, VpcId.DEFAULT, SecurityGroupType.ADVANCED);
    private static final MembershipOpened OPENED =
            new MembershipOpened(WEB, ACME, VpcId.DEFAULT, SecurityGroupType.ADVANCED);
    private static final String ANSWER = "{\"securityGroupId\":\"" + WEB + "\",\"state\":\"%s\",\"revision\":%d}";

    private final AggregateTestFixture<Membership> fixture = new AggregateTestFixture<>(Membership.class);

    MembershipTest() {
        fixture.registerCommandTargetResolver(new CommandTarget());
        fixture.registerInjectableResource((Members) group -> holders);
    }

    private Holders holders = new Holders(List.of(), 0);

    private Decided whenOpened(DomainEvent... history) {
        return when(OPEN, history);
    }

    private Decided when(MembershipCommand command, DomainEvent... history) {
        return new Decided(fixture.given(Decided.history(history))
                .when(command, Decided.by(ACME).asMetaData()));
    }

    @Test
    void itOpensOnce() {
        whenOpened().event(OPENED, ANSWER.formatted("OPEN", 1));
        whenOpened(OPENED).nothing(ANSWER.formatted("OPEN", 1));
    }

    @Test
    void itIsClosedByItsDeletionAndOpenAgainWhenThatIsRejected() {
        MembershipClosed closed = new MembershipClosed(WEB, 2);

        whenOpened(OPENED, closed).nothing(ANSWER.formatted("CLOSED", 2));
        whenOpened(OPENED, closed, new MembershipReopened(WEB, 2)).nothing(ANSWER.formatted("OPEN", 3));
    }

    @Test
    void itStaysOpenWhileInstancesHoldIt() {
        whenOpened(OPENED, new MembershipStillHeld(WEB, 2, List.of(), 1)).nothing(ANSWER.formatted("OPEN", 2));
    }

    @Test
    void anEmptyGroupIsClosedToANewAttemptAndEachAttemptIsAnsweredOnce() {
        when(new CloseMembership(WEB, 2), OPENED).event(new MembershipClosed(WEB, 2), ANSWER.formatted("CLOSED", 2));
        when(new CloseMembership(WEB, 2), OPENED, new MembershipClosed(WEB, 2)).nothing(ANSWER.formatted("CLOSED", 2));
    }

    @Test
    void aGroupWithInstancesIsHeldByThemAndStaysOpen() {
        holders = new Holders(List.of(new Blocker(Blocker.Kind.INSTANCE, "eci-one", WEB)), 7);
        MembershipStillHeld held = new MembershipStillHeld(WEB, 2, holders.named(), 7);

        when(new CloseMembership(WEB, 2), OPENED).event(held, ANSWER.formatted("OPEN", 2));
        when(new CloseMembership(WEB, 2), OPENED, held).nothing(ANSWER.formatted("OPEN", 2));
    }

    @Test
    void aRejectionReopensWhatThatAttemptClosed() {
        MembershipClosed closed = new MembershipClosed(WEB, 2);

        when(new ReopenMembership(WEB, 2), OPENED, closed)
                .event(new MembershipReopened(WEB, 2), ANSWER.formatted("OPEN", 3));
        when(new ReopenMembership(WEB, 2), OPENED, closed, new MembershipReopened(WEB, 2))
                .nothing(ANSWER.formatted("OPEN", 3));
    }

    @Test
    void aRejectionOfAnAttemptThatClosedNothingOpensNothing() {
        when(new ReopenMembership(WEB, 2), OPENED, new MembershipStillHeld(WEB, 2, List.of(), 1))
                .nothing(ANSWER.formatted("OPEN", 2));
    }

    @Test
    void whatIsLateForAnOldAttemptChangesNothing() {
        MembershipClosed newer = new MembershipClosed(WEB, 5);

        when(new ReopenMembership(WEB, 2), OPENED, newer).nothing(ANSWER.formatted("CLOSED", 2));
        when(new CloseMembership(WEB, 2), OPENED, newer).nothing(ANSWER.formatted("CLOSED", 2));
    }

    @Test
    void aNewAttemptIsAnsweredAlsoBeforeTheOldOneIsReopened() {
        when(new CloseMembership(WEB, 5), OPENED, new MembershipClosed(WEB, 2))
                .event(new MembershipClosed(WEB, 5), ANSWER.formatted("CLOSED", 3));
    }

    @Test
    void whatAGroupsEventsAskOfIt() {
        SecurityGroupCreated created = new SecurityGroupCreated(
                WEB,
                ACME,
                "web",
                "",
                SecurityGroupType.ADVANCED,
                VpcId.DEFAULT,
                RegionId.DEFAULT,
                InnerAccessPolicy.DROP,
                Map.of(),
                true);

        assertThat(asked(1, created)).contains(OPEN);
        assertThat(asked(2, new SecurityGroupModified(WEB, "web", "", InnerAccessPolicy.DROP, Map.of())))
                .isEmpty();
        assertThat(asked(3, new SecurityGroupDeletionRequested(WEB))).contains(new CloseMembership(WEB, 3));
        assertThat(asked(5, new SecurityGroupDeletionRejected(WEB, 3, List.of(), 0)))
                .contains(new ReopenMembership(WEB, 3));
        assertThat(asked(7, new SecurityGroupDeleted(WEB, 6))).isEmpty();
    }

    private static Optional<MembershipCommand> asked(long revision, SecurityGroupEvent event) {
        return event.accept(new MembershipReaction(revision));
    }
}
