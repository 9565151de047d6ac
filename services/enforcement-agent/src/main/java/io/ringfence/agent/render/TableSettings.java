package io.ringfence.agent.render;

import io.ringfence.agent.table.MarkMask;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.policy.verdict.AlwaysAllowed;
import io.ringfence.policy.verdict.Exemptions;
import java.util.List;
import java.util.Optional;

/**
 * What the host's configuration, and not its policy, says about the table.
 *
 * @param guarded interfaces that are closed until an instance on them is known
 * @param marks where connections carry what became of them
 * @param deniedLog empty where nobody is told of denied packets
 */
public record TableSettings(
        List<GuardedPattern> guarded, Exemptions exemptions, MarkMask marks, Optional<DeniedLog> deniedLog) {

    public TableSettings {
        guarded = List.copyOf(guarded);
    }

    /** Of a host that tells nobody of denied packets. */
    public TableSettings(List<GuardedPattern> guarded, Exemptions exemptions, MarkMask marks) {
        this(guarded, exemptions, marks, Optional.empty());
    }

    /** The same, which tells nobody of denied packets. */
    public TableSettings withoutDeniedLog() {
        return new TableSettings(guarded, exemptions, marks);
    }

    boolean coveredByPattern(InterfaceName name) {
        return guarded.stream().anyMatch(pattern -> pattern.covers(name));
    }

    List<AlwaysAllowed> alwaysAllowed(Direction direction) {
        return exemptions.alwaysAllowed().stream()
                .filter(entry -> entry.direction() == direction)
                .toList();
    }
}
