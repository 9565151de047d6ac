package io.ringfence.instance;

import static io.ringfence.instance.Sample.ACME;
import static io.ringfence.instance.Sample.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.store.CommandTarget;
import io.ringfence.events.DomainEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.instance.MembershipCommand.OpenMembership;
import io.ringfence.events.instance.MembershipEvent.MembershipClosed;
import io.ringfence.events.instance.MembershipEvent.MembershipOpened;
import io.ringfence.events.instance.MembershipEvent.MembershipReopened;
import io.ringfence.events.instance.MembershipEvent.MembershipStillHeld;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import java.util.List;
import java.util.Map;
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
    }

    private Decided whenOpened(DomainEvent... history) {
        return new Decided(fixture.given(Decided.history(history))
                .when(OPEN, Decided.by(ACME).asMetaData()));
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
    void aNewGroupAsksForItAndNothingElseDoes() {
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

        assertThat(InstanceService.onGroupEvent(created)).contains(OPEN);
        assertThat(InstanceService.onGroupEvent(new SecurityGroupDeletionRequested(WEB)))
                .isEmpty();
    }
}
