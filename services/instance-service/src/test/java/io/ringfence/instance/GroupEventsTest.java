package io.ringfence.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.ringfence.axon.react.KnownGroups;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRejected;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.instance.MembershipEvent.MembershipClosed;
import io.ringfence.events.instance.MembershipEvent.MembershipOpened;
import io.ringfence.events.instance.MembershipEvent.MembershipReopened;
import io.ringfence.events.instance.MembershipEvent.MembershipStillHeld;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.BlockedTransactions;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.common.transaction.Transaction;
import org.junit.jupiter.api.Test;

@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields before each test
class GroupEventsTest extends RunningServiceTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    @Inject
    JdbcTransactions transactions;

    @Inject
    KnownGroups knownGroups;

    @Inject
    AddressAllocation allocation;

    @Inject
    AgroalDataSource source;

    @Test
    void aNewGroupGetsItsMembership() {
        SecurityGroupId group = kafka.newGroup();

        EventRecord opened = kafka.await(AggregateRef.membership(group), 1);

        assertThat(opened.event())
                .isEqualTo(new MembershipOpened(group, AccountId.DEFAULT, VpcId.DEFAULT, SecurityGroupType.BASIC));
        assertThat(opened.envelope().channel()).isEqualTo(Channel.SYSTEM);
        assertThat(opened.envelope().correlationId())
                .isEqualTo(opened.envelope().causationId());
    }

    @Test
    void aGroupThatIsBeingDeletedTakesNoInstanceUntilThatIsRejected() {
        SecurityGroupId group = kafka.newGroup();
        registered(group, freshAddress());

        kafka.publish(new SecurityGroupDeletionRequested(group), 2);
        awaitStatus(group, 409);
        register(group, freshAddress())
                .statusCode(409)
                .body("code", equalTo("GROUP_BEING_DELETED"))
                .body("parameter", equalTo("securityGroupId"));

        kafka.publish(new SecurityGroupDeletionRejected(group, 2, List.of(), 0), 3);
        awaitStatus(group, 201);
    }

    @Test
    void anEmptyGroupIsClosedAndOpenedAgainAndEveryEventMayComeTwice() {
        SecurityGroupId group = kafka.newGroup();
        AggregateRef membership = AggregateRef.membership(group);
        Envelope requested = kafka.publish(new SecurityGroupDeletionRequested(group), 2);
        assertThat(kafka.await(membership, 2).event()).isEqualTo(new MembershipClosed(group, 2));

        kafka.publish(requested, new SecurityGroupDeletionRequested(group));
        SecurityGroupDeletionRejected rejected = new SecurityGroupDeletionRejected(group, 2, List.of(), 0);
        kafka.publish(kafka.publish(rejected, 3), rejected);
        kafka.publish(new SecurityGroupDeletionRequested(group), 4);

        assertThat(kafka.await(membership, 3).event()).isEqualTo(new MembershipReopened(group, 2));
        assertThat(kafka.await(membership, 4).event()).isEqualTo(new MembershipClosed(group, 4));
    }

    @Test
    void aRegistrationThatIsUnderWayWhenTheGroupIsClosedIsWaitedForAndHoldsIt() {
        SecurityGroupId group = kafka.newGroup();
        kafka.await(AggregateRef.membership(group), 1);
        InstanceId late = new InstanceId("eci-late-" + group.value().substring(3));
        Transaction registering = transactions.startTransaction();
        knownGroups.require(group, AccountId.DEFAULT, "securityGroupId");
        allocation.take(new Claim(
                late,
                AccountId.DEFAULT,
                VpcId.DEFAULT,
                group,
                SecurityGroupType.BASIC,
                List.of(IpAddress.parse(freshAddress())),
                null));

        kafka.publish(new SecurityGroupDeletionRequested(group), 2);
        BlockedTransactions.await(source);
        registering.commit();

        assertThat(kafka.await(AggregateRef.membership(group), 2).event())
                .isEqualTo(new MembershipStillHeld(
                        group, 2, List.of(new Blocker(Blocker.Kind.INSTANCE, late.value(), group)), 1));
    }

    @Test
    void aRegistrationThatComesWhileTheGroupIsBeingClosedWaitsAndIsRefused() {
        SecurityGroupId group = kafka.newGroup();
        kafka.await(AggregateRef.membership(group), 1);
        Transaction closing = transactions.startTransaction();
        transactions.call(connection -> connection
                .createStatement()
                .executeUpdate("update known_group set life = 'CLOSING' where id = '" + group + "'"));

        CompletableFuture<ValidatableResponse> registration =
                CompletableFuture.supplyAsync(() -> register(group, freshAddress()));
        BlockedTransactions.await(source);
        closing.commit();

        registration.join().statusCode(409).body("code", equalTo("GROUP_BEING_DELETED"));
    }

    @Test
    void aDeletedGroupIsUnknown() {
        SecurityGroupId group = kafka.newGroup();
        registered(group, freshAddress());

        kafka.publish(new SecurityGroupDeletionRequested(group), 2);
        kafka.publish(new SecurityGroupDeleted(group, 2), 3);

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
