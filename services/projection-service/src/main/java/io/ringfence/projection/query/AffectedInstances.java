package io.ringfence.projection.query;

import io.ringfence.events.value.IpAddress;
import io.ringfence.policy.space.Box;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The members of a group that a change of its policy concerns: those with an address that what it opens or closes has on
 * their side.
 *
 * @param instanceIds the first {@value #MOST_NAMED} of them
 */
@Schema(name = "AffectedInstances")
record AffectedInstances(int count, List<String> instanceIds) {
    private static final int MOST_NAMED = 20;

    /**
     * Of these members with their addresses.
     *
     * @param more whether there are other boxes than these, which may concern anyone
     */
    static AffectedInstances of(SortedMap<String, List<IpAddress>> members, List<Box> boxes, boolean more) {
        List<String> affected = members.entrySet().stream()
                .filter(member -> more || boxes.stream().anyMatch(box -> concerns(box, member.getValue())))
                .map(Map.Entry::getKey)
                .toList();
        return new AffectedInstances(affected.size(), affected.subList(0, Math.min(MOST_NAMED, affected.size())));
    }

    private static boolean concerns(Box box, List<IpAddress> addresses) {
        return addresses.stream()
                .anyMatch(address -> (box.family() == null || box.family() == address.family())
                        && (box.local().isEmpty() || box.local().stream().anyMatch(range -> range.contains(address))));
    }
}
