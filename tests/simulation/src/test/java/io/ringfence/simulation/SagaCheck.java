package io.ringfence.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.react.KnownGroup.Life;
import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.value.SecurityGroupId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What must hold between the services once everything has come to its end: a group is there as a whole or not at all. */
final class SagaCheck {
    private final Set<SecurityGroupId> live = new HashSet<>();
    private final Map<SecurityGroupId, Long> revisions = new HashMap<>();

    private SagaCheck() {}

    static void check(World world) {
        SagaCheck check = new SagaCheck();
        Stored.of(world.groups()).forEach(check::next);
        assertThat(world.groupTables().attempts())
                .as("attempts to delete that have not ended")
                .isZero();
        assertThat(world.groupTables().counted()).isEqualTo(check.live.size());
        RuleCheck rules = RuleCheck.check(world);
        assertThat(rules.groups()).as("groups that have rules").isEqualTo(check.live);
        assertThat(rules.closed()).as("groups that no rule may name").isEmpty();
        assertThat(check.live).as("groups that rules name").containsAll(rules.named());
        InstanceCheck instances = InstanceCheck.check(world);
        assertThat(instances.open()).as("groups that instances may join").isEqualTo(check.live);
        assertThat(check.live).as("groups that have instances").containsAll(instances.inhabited());
        check.knownAsTheyAre(world.rules());
        check.knownAsTheyAre(world.instances());
    }

    private void next(Stored stored) {
        SecurityGroupEvent event = (SecurityGroupEvent) stored.event();
        revisions.put(event.securityGroupId(), stored.revision());
        if (event instanceof SecurityGroupCreated) {
            live.add(event.securityGroupId());
            assertThat(live).hasSizeLessThanOrEqualTo(World.GROUPS);
        } else if (event instanceof SecurityGroupDeleted) {
            live.remove(event.securityGroupId());
        }
    }

    private void knownAsTheyAre(Service service) {
        Map<SecurityGroupId, Long> known = new HashMap<>();
        service.parts().groups().all().forEach(row -> {
            known.put(row.group().id(), row.revision());
            assertThat(row.group().life())
                    .as("life of %s in %s", row.group().id(), service.name())
                    .isEqualTo(live.contains(row.group().id()) ? Life.OPEN : Life.DELETED);
        });
        assertThat(known).isEqualTo(revisions);
    }
}
