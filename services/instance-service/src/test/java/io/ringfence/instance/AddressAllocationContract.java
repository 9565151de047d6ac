package io.ringfence.instance;

import static io.ringfence.instance.Sample.ACME;
import static io.ringfence.instance.Sample.DATABASE;
import static io.ringfence.instance.Sample.ETH0;
import static io.ringfence.instance.Sample.ETH1;
import static io.ringfence.instance.Sample.ONE;
import static io.ringfence.instance.Sample.OTHER;
import static io.ringfence.instance.Sample.TWO;
import static io.ringfence.instance.Sample.WEB;
import static io.ringfence.instance.Sample.at;
import static io.ringfence.instance.Sample.by;
import static io.ringfence.instance.Sample.claim;
import static io.ringfence.instance.Sample.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ringfence.events.problem.Blocker;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.SecurityGroupType;
import org.junit.jupiter.api.Test;

/** What every allocation promises; a BASIC group has four places here, an ADVANCED one six. */
abstract class AddressAllocationContract {
    static final Capacity FEW = new Capacity(4, 6);

    /** The allocation under test, empty; each call on it is a transaction of its own. */
    abstract AddressAllocation allocation();

    private Problem refusal(Claim claim) {
        return catchThrowableOfType(Refusal.class, () -> allocation().take(claim))
                .problem();
    }

    private void assertFree(Claim claim) {
        assertThatNoException().isThrownBy(() -> allocation().take(claim));
    }

    @Test
    void anAddressHasOneOwnerAndTheParameterNamesIt() {
        allocation().take(claim(ONE, "10.0.0.1"));

        Problem problem = refusal(claim(TWO, "10.0.0.2", "10.0.0.1"));

        assertThat(problem.code()).isEqualTo(ProblemCode.ADDRESS_IN_USE);
        assertThat(problem.parameter()).isEqualTo("addresses[1]");
        assertThat(problem.blockers()).containsExactly(new Blocker(Blocker.Kind.INSTANCE, ONE.value(), WEB));
        assertThat(problem.count()).isEqualTo(1);
        assertFree(claim(TWO, "10.0.0.2"));
    }

    @Test
    void ofSeveralAddressesInUseTheFirstIsNamed() {
        allocation().take(claim(ONE, "10.0.0.1", "10.0.0.2"));

        assertThat(refusal(claim(TWO, "10.0.0.2", "10.0.0.1")).parameter()).isEqualTo("addresses[0]");
    }

    @Test
    void theOwnerIsNotNamedToAnotherAccount() {
        allocation().take(at(claim(ONE, "10.0.0.1"), ETH0));

        Problem address = refusal(by(OTHER, claim(TWO, "10.0.0.1")));
        Problem port = refusal(by(OTHER, at(claim(TWO, "10.0.0.2"), ETH0)));

        assertThat(address.code()).isEqualTo(ProblemCode.ADDRESS_IN_USE);
        assertThat(port.code()).isEqualTo(ProblemCode.INTERFACE_IN_USE);
        assertThat(address.blockers()).isEmpty();
        assertThat(port.blockers()).isEmpty();
        assertThat(address.toString() + port).doesNotContain(ONE.value(), WEB.value(), ACME.value());
    }

    @Test
    void anInterfaceHasOneOwnerAndARefusalTakesNoAddress() {
        allocation().take(at(claim(ONE, "10.0.0.1"), ETH0));

        Problem problem = refusal(at(claim(TWO, "10.0.0.2"), ETH0));

        assertThat(problem.code()).isEqualTo(ProblemCode.INTERFACE_IN_USE);
        assertThat(problem.parameter()).isEqualTo("interface");
        assertThat(problem.blockers()).containsExactly(new Blocker(Blocker.Kind.INSTANCE, ONE.value(), WEB));
        assertFree(claim(TWO, "10.0.0.2"));
    }

    @Test
    void eachAddressCountsAndTheLimitRefusesWithNothingHalfTaken() {
        allocation().take(claim(ONE, "10.0.0.1", "fd00::1", "10.0.0.2"));

        Problem problem = refusal(at(claim(TWO, "10.0.0.3", "fd00::3"), ETH0));

        assertThat(problem.code()).isEqualTo(ProblemCode.LIMIT_EXCEEDED);
        assertThat(problem.parameter()).isEqualTo("securityGroupId");
        assertThat(problem.limit()).isEqualTo(4);
        assertThat(problem.count()).isEqualTo(5);
        assertFree(at(in(DATABASE, SecurityGroupType.BASIC, claim(TWO, "10.0.0.3", "fd00::3")), ETH0));
    }

    @Test
    void theLastPlaceCanBeTaken() {
        allocation().take(claim(ONE, "10.0.0.1", "10.0.0.2", "10.0.0.3"));

        assertFree(claim(TWO, "10.0.0.4"));
    }

    @Test
    void aSingleClaimCanBeTooMuchForAnEmptyGroup() {
        Problem problem = refusal(claim(ONE, "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5"));

        assertThat(problem.code()).isEqualTo(ProblemCode.LIMIT_EXCEEDED);
        assertThat(problem.count()).isEqualTo(5);
    }

    @Test
    void anAdvancedGroupHasPlacesOfItsOwnNumber() {
        Claim five = claim(ONE, "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5");
        allocation().take(in(DATABASE, SecurityGroupType.ADVANCED, five));

        Problem problem = refusal(in(DATABASE, SecurityGroupType.ADVANCED, claim(TWO, "10.0.1.1", "10.0.1.2")));

        assertThat(problem.limit()).isEqualTo(6);
        assertThat(problem.count()).isEqualTo(7);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        allocation().take(at(claim(ONE, "10.0.0.1", "10.0.0.2", "10.0.0.3"), ETH0));
        allocation().giveBack(ONE, WEB);

        assertFree(at(claim(TWO, "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"), ETH0));
    }

    @Test
    void aMoveTakesTheNewInterfaceAndFreesTheOldOne() {
        Claim one = at(claim(ONE, "10.0.0.1"), ETH0);
        allocation().take(one);
        allocation().move(one.owner(), ETH1);

        assertThat(refusal(at(claim(TWO, "10.0.0.2"), ETH1)).code()).isEqualTo(ProblemCode.INTERFACE_IN_USE);
        assertFree(at(claim(TWO, "10.0.0.2"), ETH0));
    }

    @Test
    void aMoveToAnInterfaceInUseLeavesEverybodyWhereTheyAre() {
        Claim one = at(claim(ONE, "10.0.0.1"), ETH0);
        allocation().take(one);
        allocation().take(at(claim(TWO, "10.0.0.2"), ETH1));

        Problem problem = catchThrowableOfType(Refusal.class, () -> allocation().move(one.owner(), ETH1))
                .problem();

        assertThat(problem.code()).isEqualTo(ProblemCode.INTERFACE_IN_USE);
        assertThat(problem.parameter()).isEqualTo("interface");
        assertThat(problem.blockers()).containsExactly(new Blocker(Blocker.Kind.INSTANCE, TWO.value(), WEB));
        assertThat(refusal(at(claim(new InstanceId("eci-three"), "10.0.0.3"), ETH0))
                        .blockers())
                .containsExactly(new Blocker(Blocker.Kind.INSTANCE, ONE.value(), WEB));
    }

    @Test
    void whoLeavesItsInterfaceKeepsItsAddressesAndPlaces() {
        Claim one = at(claim(ONE, "10.0.0.1", "10.0.0.2"), ETH0);
        allocation().take(one);
        allocation().move(one.owner(), null);

        assertThat(refusal(claim(TWO, "10.0.0.1")).code()).isEqualTo(ProblemCode.ADDRESS_IN_USE);
        assertThat(refusal(claim(TWO, "10.0.0.3", "10.0.0.4", "10.0.0.5")).count())
                .isEqualTo(5);
        assertFree(at(claim(TWO, "10.0.0.3"), ETH0));
    }

    @Test
    void givingBackLeavesTheOthersTheirs() {
        allocation().take(claim(ONE, "10.0.0.1"));
        allocation().take(claim(TWO, "10.0.0.2"));
        allocation().giveBack(ONE, WEB);

        assertThat(refusal(claim(ONE, "10.0.0.2")).code()).isEqualTo(ProblemCode.ADDRESS_IN_USE);
    }
}
