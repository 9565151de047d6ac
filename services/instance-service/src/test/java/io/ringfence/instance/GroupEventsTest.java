package io.ringfence.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRejected;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.instance.MembershipEvent.MembershipOpened;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.testing.Waiting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GroupEventsTest extends RunningServiceTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    @Test
    void aNewGroupGetsItsMembership() {
        SecurityGroupId group = groups.create();

        EventRecord opened = kafka.await(AggregateRef.membership(group), 1);

        assertThat(opened.event())
                .isEqualTo(new MembershipOpened(group, AccountId.DEFAULT, VpcId.DEFAULT, SecurityGroupType.BASIC));
        assertThat(opened.envelope().channel()).isEqualTo(Channel.SYSTEM);
        assertThat(opened.envelope().correlationId())
                .isEqualTo(opened.envelope().causationId());
    }

    @Test
    void aGroupThatIsBeingDeletedTakesNoInstanceUntilThatIsRejected() {
        SecurityGroupId group = groups.create();
        registered(group, freshAddress());

        groups.publish(new SecurityGroupDeletionRequested(group), 2);
        awaitStatus(group, 409);
        register(group, freshAddress())
                .statusCode(409)
                .body("code", equalTo("GROUP_BEING_DELETED"))
                .body("parameter", equalTo("securityGroupId"));

        groups.publish(new SecurityGroupDeletionRejected(group, 2, List.of(), 0), 3);
        awaitStatus(group, 201);
    }

    @Test
    void aDeletedGroupIsUnknown() {
        SecurityGroupId group = groups.create();
        registered(group, freshAddress());

        groups.publish(new SecurityGroupDeletionRequested(group), 2);
        groups.publish(new SecurityGroupDeleted(group, 2), 3);

        awaitStatus(group, 404);
    }

    /** Registers one instance after the other until the answer is this one. */
    private static void awaitStatus(SecurityGroupId group, int status) {
        Waiting.until(BOUND, "registering answers " + status, () -> {
            var answer = register(group, freshAddress()).extract();
            if (answer.statusCode() == 201 && status != 201) {
                request().delete("/v1/instances/{id}", answer.<String>path("instanceId"));
            }
            return answer.statusCode() == status;
        });
    }
}
