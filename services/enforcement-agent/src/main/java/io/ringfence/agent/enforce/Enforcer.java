package io.ringfence.agent.enforce;

import io.ringfence.agent.apply.TableInForce;
import io.ringfence.agent.apply.TableRefused;
import io.ringfence.agent.link.Links;
import io.ringfence.agent.render.TableRenderer;
import io.ringfence.agent.render.Withheld;
import io.ringfence.events.enforcement.EnforcementReport.Failure;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.resolve.GroupPolicy;
import io.ringfence.policy.resolve.HostPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Puts policies in force. A group that the kernel refuses is found and kept closed until its policy changes, or the kernel
 * would take it after all; when the kernel refuses everything, what was in force before stays so.
 */
public final class Enforcer {

    static final String REFUSED = "KERNEL_REFUSED";
    private static final Logger LOG = Logger.getLogger(Enforcer.class);

    private final TableInForce table;
    private final TableRenderer renderer;
    private final Map<SecurityGroupId, Refused> refused = new HashMap<>();

    public Enforcer(TableInForce table, TableRenderer renderer) {
        this.table = table;
        this.renderer = renderer;
    }

    /** Said once, however often it is tried again; empty while the kernel takes everything. */
    private String lastReason = "";

    private record Refused(GroupPolicy policy, String reason) {}

    /**
     * Writes only what is not in force yet; never throws for what the kernel says.
     *
     * @param moved the addresses whose owner may have changed since the last policy that was put in force
     */
    public Enforcement enforce(HostPolicy policy, Links links, Set<IpAddress> moved) {
        refused.entrySet()
                .removeIf(entry ->
                        !entry.getValue().policy().equals(policy.groups().get(entry.getKey())));
        Withheld withheld = new Withheld(InterfaceObjections.bridged(policy, links), refused.keySet());
        Optional<String> refusal = put(policy, withheld, moved);
        return new Enforcement(policy, withheld.and(refused.keySet()), failures(policy, links, refusal), refusal);
    }

    /** Whether any group stays closed because the kernel refused its policy. */
    public boolean holdsAnyClosed() {
        return !refused.isEmpty();
    }

    /**
     * Whether the kernel would take a group now that it refused before. Such a group is not held closed any more: the next
     * {@link #enforce} opens it.
     */
    public boolean wouldTakeAny(HostPolicy policy, Links links) {
        Withheld bridged = new Withheld(InterfaceObjections.bridged(policy, links), Set.of());
        return refused.keySet().removeIf(group -> {
            Set<SecurityGroupId> others = new HashSet<>(refused.keySet());
            others.remove(group);
            return table.complaint(renderer.render(policy, bridged.and(others))).isEmpty();
        });
    }

    private Optional<String> put(HostPolicy policy, Withheld withheld, Set<IpAddress> moved) {
        try {
            table.put(renderer.render(policy, withheld), moved);
            lastReason = "";
            return Optional.empty();
        } catch (TableRefused wholeTable) {
            if (!wholeTable.reason().equals(lastReason)) {
                LOG.errorf("The kernel refused the table: %s", wholeTable.reason());
                lastReason = wholeTable.reason();
            }
            return putWithoutGuilty(policy, withheld, moved, wholeTable);
        }
    }

    private Optional<String> putWithoutGuilty(
            HostPolicy policy, Withheld withheld, Set<IpAddress> moved, TableRefused wholeTable) {
        Set<SecurityGroupId> suspects = new HashSet<>(policy.groups().keySet());
        suspects.removeAll(withheld.groups());
        Map<SecurityGroupId, String> guilty = GuiltyGroups.among(suspects, open -> {
            Set<SecurityGroupId> others = new HashSet<>(suspects);
            others.removeAll(open);
            return table.complaint(renderer.render(policy, withheld.and(others)));
        });
        if (guilty.isEmpty()) {
            return Optional.of(wholeTable.reason());
        }
        guilty.forEach((group, reason) -> {
            LOG.errorf("%s stays closed, the kernel refuses its policy: %s", group, reason);
            refused.put(group, new Refused(policyOf(policy, group), reason));
        });
        try {
            table.put(renderer.render(policy, withheld.and(guilty.keySet())), moved);
            return Optional.empty();
        } catch (TableRefused again) {
            return Optional.of(again.reason());
        }
    }

    private static GroupPolicy policyOf(HostPolicy policy, SecurityGroupId group) {
        GroupPolicy found = policy.groups().get(group);
        if (found == null) {
            throw new IllegalStateException("no policy of " + group);
        }
        return found;
    }

    private List<Failure> failures(HostPolicy policy, Links links, Optional<String> refusal) {
        List<Failure> failures = new ArrayList<>(policy.failures());
        failures.addAll(InterfaceObjections.failures(policy, links));
        refused.forEach((group, what) -> failures.add(refused(group, what.reason())));
        refusal.ifPresent(reason -> policy.groups().keySet().stream()
                .filter(group -> !refused.containsKey(group))
                .forEach(group -> failures.add(refused(group, reason))));
        return failures;
    }

    private static Failure refused(SecurityGroupId group, String reason) {
        return new Failure(AggregateRef.rules(group).toString(), REFUSED, reason);
    }
}
