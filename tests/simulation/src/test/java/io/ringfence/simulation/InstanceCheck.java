package io.ringfence.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.instance.InstanceEvent.InstanceDeleted;
import io.ringfence.events.instance.InstanceEvent.InstanceModified;
import io.ringfence.events.instance.InstanceEvent.InstanceRegistered;
import io.ringfence.events.instance.MembershipEvent;
import io.ringfence.events.instance.MembershipEvent.MembershipClosed;
import io.ringfence.events.instance.MembershipEvent.MembershipStillHeld;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.simulation.Rejections.Attempt;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold for instances and memberships at every revision (semantics 1 and 2). */
final class InstanceCheck {
    private final Map<InstanceId, InstanceRegistered> live = new HashMap<>();
    private final Map<IpAddress, InstanceId> addresses = new HashMap<>();
    private final Map<String, InstanceId> interfaces = new HashMap<>();
    private final Set<SecurityGroupId> open = new HashSet<>();
    private final Map<SecurityGroupId, Attempt> closed = new HashMap<>();
    private final Rejections rejections;

    private InstanceCheck(Rejections rejections) {
        this.rejections = rejections;
    }

    static InstanceCheck check(World world) {
        InstanceCheck check = new InstanceCheck(Rejections.of(world));
        Stored.of(world.instances()).forEach(check::next);
        assertThat(world.instanceTables().addresses()).isEqualTo(check.addresses);
        assertThat(world.instanceTables().interfaces()).isEqualTo(check.interfaces);
        return check;
    }

    /** The groups that instances may join. */
    Set<SecurityGroupId> open() {
        return open;
    }

    /** The groups that have an instance. */
    Set<SecurityGroupId> inhabited() {
        Set<SecurityGroupId> groups = new HashSet<>();
        live.values().forEach(instance -> groups.add(instance.securityGroupId()));
        return groups;
    }

    private void next(Stored stored) {
        if (stored.event() instanceof InstanceRegistered registered) {
            Attempt attempt = closed.get(registered.securityGroupId());
            if (attempt != null) {
                rejections.requireRejected(attempt, stored);
            }
            register(registered);
        } else if (stored.event() instanceof InstanceModified modified) {
            interfaces.values().remove(modified.instanceId());
            place(modified.instanceId(), modified.host() + "/" + modified.interfaceName(), modified.host());
        } else if (stored.event() instanceof InstanceDeleted deleted) {
            live.remove(deleted.instanceId());
            addresses.values().removeIf(deleted.instanceId()::equals);
            interfaces.values().remove(deleted.instanceId());
        } else if (stored.event() instanceof MembershipEvent membership) {
            nextOfMembership(membership);
        }
    }

    private void register(InstanceRegistered instance) {
        assertThat(live.put(instance.instanceId(), instance)).isNull();
        instance.addresses()
                .forEach(address -> assertThat(addresses.put(address, instance.instanceId()))
                        .as("owner of %s before", address)
                        .isNull());
        place(instance.instanceId(), instance.host() + "/" + instance.interfaceName(), instance.host());
        assertThat(live.values().stream()
                        .filter(other -> other.securityGroupId().equals(instance.securityGroupId()))
                        .mapToInt(other -> other.addresses().size())
                        .sum())
                .isLessThanOrEqualTo(World.PLACES);
    }

    private void place(InstanceId instance, String place, @Nullable Object host) {
        if (host != null) {
            assertThat(interfaces.put(place, instance))
                    .as("owner of %s before", place)
                    .isNull();
        }
    }

    private void nextOfMembership(MembershipEvent event) {
        if (event instanceof MembershipClosed one) {
            assertThat(inhabited()).doesNotContain(one.securityGroupId());
            open.remove(one.securityGroupId());
            closed.put(one.securityGroupId(), new Attempt(one.securityGroupId(), one.attempt()));
        } else if (!(event instanceof MembershipStillHeld)) {
            open.add(event.securityGroupId());
            closed.remove(event.securityGroupId());
        }
    }
}
