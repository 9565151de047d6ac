package io.ringfence.instance;

import static io.ringfence.instance.Sample.ACME;
import static io.ringfence.instance.Sample.ETH0;
import static io.ringfence.instance.Sample.ETH1;
import static io.ringfence.instance.Sample.LEARNED_AT;
import static io.ringfence.instance.Sample.ONE;
import static io.ringfence.instance.Sample.OTHER;
import static io.ringfence.instance.Sample.TWO;
import static io.ringfence.instance.Sample.at;
import static io.ringfence.instance.Sample.claim;
import static io.ringfence.instance.Sample.group;
import static io.ringfence.instance.Sample.register;
import static io.ringfence.instance.Sample.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.ringfence.axon.react.KnownGroup;
import io.ringfence.axon.react.KnownGroup.Life;
import io.ringfence.axon.react.KnownGroups;
import io.ringfence.axon.store.CommandTarget;
import io.ringfence.events.Command;
import io.ringfence.events.DomainEvent;
import io.ringfence.events.instance.InstanceCommand.DeleteInstance;
import io.ringfence.events.instance.InstanceCommand.ModifyInstance;
import io.ringfence.events.instance.InstanceEvent.InstanceDeleted;
import io.ringfence.events.instance.InstanceEvent.InstanceModified;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.MapPatch;
import io.ringfence.events.value.Patch;
import io.ringfence.events.value.VpcId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InstanceTest {
    private static final String ANSWER = "{\"instanceId\":\"eci-one\",\"revision\":%d}";

    private final AddressAllocation allocation = new AddressesInMemory(new Capacity(2, 4));
    private Optional<KnownGroup> known = Optional.of(group(Life.OPEN));

    private Decided when(AccountId account, Command command, DomainEvent... history) {
        KnownGroups groups = id -> known.filter(group -> group.id().equals(id));
        var fixture = new AggregateTestFixture<>(Instance.class)
                .registerCommandTargetResolver(new CommandTarget())
                .registerInjectableResource(allocation)
                .registerInjectableResource(groups);
        return new Decided(fixture.given(Decided.history(history))
                .when(command, Decided.by(account).asMetaData()));
    }

    private Decided when(Command command, DomainEvent... history) {
        return when(ACME, command, history);
    }

    @Test
    void registeringGivesTheInstanceItsGroupsVpcAndTakesItsAddresses() {
        when(register(ONE, null, "10.0.0.1", "fd00::1"))
                .event(registered(ONE, "10.0.0.1", "fd00::1"), ANSWER.formatted(1));

        when(register(TWO, null, "fd00::1")).refusal(ProblemCode.ADDRESS_IN_USE);
    }

    @Test
    void theVpcMayBeNamedIfItIsTheGroups() {
        when(register(ONE, VpcId.DEFAULT, "10.0.0.1")).event(registered(ONE, "10.0.0.1"), ANSWER.formatted(1));
    }

    @Test
    void anotherVpcThanTheGroupsIsRefused() {
        Problem problem =
                when(register(ONE, new VpcId("vpc-other"), "10.0.0.1")).refusal(ProblemCode.VPC_MISMATCH);

        assertThat(problem.parameter()).isEqualTo("vpcId");
        assertThat(problem.detail()).contains(VpcId.DEFAULT.value());
    }

    @Test
    void itHappensAfterWhatWasLearnedOfTheGroup() {
        known = Optional.of(new KnownGroup(
                Sample.WEB,
                ACME,
                VpcId.DEFAULT,
                group(Life.OPEN).region(),
                group(Life.OPEN).type(),
                Life.OPEN,
                Decided.AT + 1_000));

        when(register(ONE, null, "10.0.0.1")).laterThan(Decided.AT + 1_000);
        assertThat(LEARNED_AT).isLessThan(Decided.AT);
    }

    @Test
    void anIdIsUsedOnceAlsoAfterDeletionAndByWhomever() {
        when(register(ONE, null, "10.0.0.2"), registered(ONE, "10.0.0.1")).refusal(ProblemCode.ID_ALREADY_USED);
        when(register(ONE, null, "10.0.0.2"), registered(ONE, "10.0.0.1"), new InstanceDeleted(ONE))
                .refusal(ProblemCode.ID_ALREADY_USED);
        Problem problem = when(OTHER, register(ONE, null, "10.0.0.2"), registered(ONE, "10.0.0.1"))
                .refusal(ProblemCode.ID_ALREADY_USED);

        assertThat(problem.parameter()).isEqualTo("instanceId");
    }

    @Test
    void aGroupThatIsNotKnownYetMayStillCome() {
        known = Optional.empty();

        Problem problem = when(register(ONE, null, "10.0.0.1")).notYet(ProblemCode.SECURITY_GROUP_NOT_FOUND);

        assertThat(problem.parameter()).isEqualTo("securityGroupId");
    }

    @Test
    void aGroupOfAnotherAccountIsUnknown() {
        when(OTHER, register(ONE, null, "10.0.0.1")).refusal(ProblemCode.SECURITY_GROUP_NOT_FOUND);
    }

    @Test
    void aGroupThatIsBeingDeletedTakesNoInstance() {
        known = Optional.of(group(Life.CLOSING));

        Problem problem = when(register(ONE, null, "10.0.0.1")).refusal(ProblemCode.GROUP_BEING_DELETED);

        assertThat(problem.parameter()).isEqualTo("securityGroupId");
    }

    @Test
    void aDeletedGroupIsUnknown() {
        known = Optional.of(group(Life.DELETED));

        when(register(ONE, null, "10.0.0.1")).refusal(ProblemCode.SECURITY_GROUP_NOT_FOUND);
    }

    @Test
    void anAddressInUseIsRefused() {
        allocation.take(claim(TWO, "10.0.0.2"));

        when(register(ONE, null, "10.0.0.1", "10.0.0.2")).refusal(ProblemCode.ADDRESS_IN_USE);
    }

    @Test
    void anInterfaceInUseIsRefused() {
        allocation.take(at(claim(TWO, "10.0.0.2"), ETH0));

        when(register(ONE, null, "10.0.0.1")).refusal(ProblemCode.INTERFACE_IN_USE);
    }

    @Test
    void aDualStackInstanceThatFindsOnePlaceIsRefused() {
        allocation.take(claim(TWO, "10.0.0.2"));

        Problem problem = when(register(ONE, null, "10.0.0.1", "fd00::1")).refusal(ProblemCode.LIMIT_EXCEEDED);

        assertThat(problem.limit()).isEqualTo(2);
        assertThat(problem.count()).isEqualTo(3);
    }

    @Test
    void deletingGivesBackWhatTheInstanceHad() {
        allocation.take(at(claim(ONE, "10.0.0.1", "fd00::1"), ETH0));

        when(new DeleteInstance(ONE), registered(ONE, "10.0.0.1", "fd00::1"))
                .event(new InstanceDeleted(ONE), ANSWER.formatted(2));

        assertThatNoException().isThrownBy(() -> allocation.take(at(claim(TWO, "10.0.0.1", "fd00::1"), ETH0)));
    }

    @Test
    void anInstanceThatWasMovedCanBeDeleted() {
        InstanceModified moved = new InstanceModified(ONE, "one", null, null, Map.of());

        when(new DeleteInstance(ONE), registered(ONE, "10.0.0.1"), moved)
                .event(new InstanceDeleted(ONE), ANSWER.formatted(3));
    }

    @Test
    void whatIsDeletedIsUnknown() {
        when(new DeleteInstance(ONE), registered(ONE, "10.0.0.1"), new InstanceDeleted(ONE))
                .refusal(ProblemCode.INSTANCE_NOT_FOUND);
        when(renaming(), registered(ONE, "10.0.0.1"), new InstanceDeleted(ONE)).refusal(ProblemCode.INSTANCE_NOT_FOUND);
    }

    @Test
    void whatBelongsToAnotherAccountIsUnknown() {
        when(OTHER, new DeleteInstance(ONE), registered(ONE, "10.0.0.1")).refusal(ProblemCode.INSTANCE_NOT_FOUND);
    }

    @Test
    void aPatchChangesWhatItNamesAndLeavesTheRest() {
        when(renaming(), registered(ONE, "10.0.0.1"))
                .event(
                        new InstanceModified(ONE, "two", ETH0.host(), ETH0.interfaceName(), Map.of("tier", "front")),
                        ANSWER.formatted(2));
        when(labels("tier", null), registered(ONE, "10.0.0.1"))
                .event(
                        new InstanceModified(ONE, "one", ETH0.host(), ETH0.interfaceName(), Map.of()),
                        ANSWER.formatted(2));
    }

    @Test
    void aPatchThatChangesNothingIsAcceptedWithoutAnEvent() {
        ModifyInstance same = new ModifyInstance(
                ONE,
                Patch.of("one"),
                Patch.of(ETH0.host()),
                Patch.of(ETH0.interfaceName()),
                new MapPatch(false, Map.of("tier", "front")));

        when(same, registered(ONE, "10.0.0.1")).nothing(ANSWER.formatted(1));
    }

    @Test
    void aMoveTakesTheNewInterfaceAndFreesTheOldOne() {
        allocation.take(at(claim(ONE, "10.0.0.1"), ETH0));

        when(moving(Patch.of(ETH1.host()), Patch.of(ETH1.interfaceName())), registered(ONE, "10.0.0.1"))
                .event(
                        new InstanceModified(ONE, "one", ETH1.host(), ETH1.interfaceName(), Map.of("tier", "front")),
                        ANSWER.formatted(2));

        assertThatNoException().isThrownBy(() -> allocation.take(at(claim(TWO, "10.0.0.2"), ETH0)));
        when(register(new InstanceId("eci-three"), null, "10.0.0.3")).refusal(ProblemCode.INTERFACE_IN_USE);
    }

    @Test
    void oneOfHostAndInterfaceMayMoveAlone() {
        when(moving(Patch.absent(), Patch.of(ETH1.interfaceName())), registered(ONE, "10.0.0.1"))
                .event(
                        new InstanceModified(ONE, "one", ETH0.host(), ETH1.interfaceName(), Map.of("tier", "front")),
                        ANSWER.formatted(2));
    }

    @Test
    void aMoveToAnInterfaceInUseIsRefused() {
        allocation.take(at(claim(ONE, "10.0.0.1"), ETH0));
        allocation.take(at(claim(TWO, "10.0.0.2"), ETH1));

        Problem problem = when(
                        moving(Patch.of(ETH1.host()), Patch.of(ETH1.interfaceName())), registered(ONE, "10.0.0.1"))
                .refusal(ProblemCode.INTERFACE_IN_USE);

        assertThat(problem.blockers()).extracting(Blocker::id).containsExactly(TWO.value());
    }

    @Test
    void anInstanceMayLeaveItsHostAndComeToOneAgain() {
        when(moving(Patch.removed(), Patch.removed()), registered(ONE, "10.0.0.1"))
                .event(new InstanceModified(ONE, "one", null, null, Map.of("tier", "front")), ANSWER.formatted(2));
        when(
                        moving(Patch.of(ETH1.host()), Patch.of(ETH1.interfaceName())),
                        registered(ONE, "10.0.0.1"),
                        new InstanceModified(ONE, "one", null, null, Map.of()))
                .event(
                        new InstanceModified(ONE, "one", ETH1.host(), ETH1.interfaceName(), Map.of()),
                        ANSWER.formatted(3));
    }

    @Test
    void hostAndInterfaceAreBothThereOrBothNotAfterAPatch() {
        InstanceModified nowhere = new InstanceModified(ONE, "one", null, null, Map.of());

        assertThat(when(moving(Patch.removed(), Patch.absent()), registered(ONE, "10.0.0.1"))
                        .refusal(ProblemCode.INVALID_PARAMETER)
                        .parameter())
                .isEqualTo("host");
        assertThat(when(moving(Patch.absent(), Patch.removed()), registered(ONE, "10.0.0.1"))
                        .refusal(ProblemCode.INVALID_PARAMETER)
                        .parameter())
                .isEqualTo("interface");
        assertThat(when(moving(Patch.of(ETH1.host()), Patch.absent()), registered(ONE, "10.0.0.1"), nowhere)
                        .refusal(ProblemCode.INVALID_PARAMETER)
                        .parameter())
                .isEqualTo("interface");
    }

    @Test
    void aPatchCannotLeaveMoreThanSixtyFourLabels() {
        Map<String, @Nullable String> labels =
                IntStream.range(0, 64).boxed().collect(Collectors.toMap(i -> "label" + i, i -> "value"));
        ModifyInstance tooMany =
                new ModifyInstance(ONE, Patch.absent(), Patch.absent(), Patch.absent(), new MapPatch(false, labels));

        Problem problem = when(tooMany, registered(ONE, "10.0.0.1")).refusal(ProblemCode.INVALID_PARAMETER);

        assertThat(problem.parameter()).isEqualTo("labels");
    }

    @Test
    void aStrangerCannotChangeAnInstance() {
        when(OTHER, renaming(), registered(ONE, "10.0.0.1")).refusal(ProblemCode.INSTANCE_NOT_FOUND);
    }

    private static ModifyInstance renaming() {
        return new ModifyInstance(ONE, Patch.of("two"), Patch.absent(), Patch.absent(), MapPatch.UNCHANGED);
    }

    private static ModifyInstance moving(Patch<HostName> host, Patch<InterfaceName> interfaceName) {
        return new ModifyInstance(ONE, Patch.absent(), host, interfaceName, MapPatch.UNCHANGED);
    }

    private static ModifyInstance labels(String key, @Nullable String value) {
        Map<String, @Nullable String> entries = new HashMap<>();
        entries.put(key, value);
        return new ModifyInstance(ONE, Patch.absent(), Patch.absent(), Patch.absent(), new MapPatch(false, entries));
    }
}
