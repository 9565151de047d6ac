package io.ringfence.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.instance.InstanceCommand.DeleteInstance;
import io.ringfence.events.instance.InstanceCommand.RegisterInstance;
import io.ringfence.events.instance.MembershipCommand.OpenMembership;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomeLanesTest {
    private static final SecurityGroupId GROUP = new SecurityGroupId("sg-00000000000000001");
    private static final InstanceId ONE = new InstanceId("eci-00000000000000001");
    private static final InstanceId STRANGER = new InstanceId("eci-00000000000000002");

    private final HomeLanes lanes = new HomeLanes();

    @Test
    void what_changes_the_places_of_a_group_shares_its_lane() {
        String lane = lanes.of(new RegisterInstance(ONE, "one", null, GROUP, List.of(), null, null, Map.of()));

        assertThat(lanes.of(new DeleteInstance(ONE))).isEqualTo(lane);
        assertThat(lanes.of(new OpenMembership(GROUP, AccountId.DEFAULT, VpcId.DEFAULT, SecurityGroupType.BASIC)))
                .isEqualTo(lane);
    }

    @Test
    void an_instance_that_is_not_remembered_has_a_lane_of_its_own() {
        assertThat(lanes.of(new DeleteInstance(STRANGER))).isEqualTo(STRANGER.value());
    }
}
