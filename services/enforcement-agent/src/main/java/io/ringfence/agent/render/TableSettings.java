package io.ringfence.agent.render;

import io.ringfence.agent.table.MarkMask;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.policy.verdict.AlwaysAllowed;
import io.ringfence.policy.verdict.Exemptions;
import java.util.List;

/**
 * What the host's configuration, and not its policy, says about the table.
 *
 * @param guarded interfaces that are closed until an instance on them is known
 * @param marks where connections carry what became of them
 */
public record TableSettings(List<GuardedPattern> guarded, Exemptions exemptions, MarkMask marks) {

    public TableSettings {
        guarded = List.copyOf(guarded);
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
