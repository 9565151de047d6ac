package io.ringfence.agent.enforce;

import io.ringfence.events.value.SecurityGroupId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds those groups whose policy makes the kernel refuse a table, by halving. */
final class GuiltyGroups {

    private final Function<Set<SecurityGroupId>, Optional<String>> complaint;
    private final Map<SecurityGroupId, String> found = new HashMap<>();

    private GuiltyGroups(Function<Set<SecurityGroupId>, Optional<String>> complaint) {
        this.complaint = complaint;
    }

    /**
     * The guilty among the suspects, each with the kernel's reason; none where the table is refused whatever groups are
     * in it, which is nobody's fault.
     *
     * @param complaint what the kernel says of the table in which of all suspects only these are open
     */
    static Map<SecurityGroupId, String> among(
            Set<SecurityGroupId> suspects, Function<Set<SecurityGroupId>, Optional<String>> complaint) {
        if (complaint.apply(Set.of()).isPresent()) {
            return Map.of();
        }
        GuiltyGroups search = new GuiltyGroups(complaint);
        search.search(suspects.stream().sorted().toList());
        return search.found;
    }

    private void search(List<SecurityGroupId> suspects) {
        Optional<String> reason = complaint.apply(Set.copyOf(suspects));
        if (reason.isEmpty()) {
            return;
        }
        if (suspects.size() == 1) {
            found.put(suspects.get(0), reason.get());
            return;
        }
        int half = suspects.size() / 2;
        search(new ArrayList<>(suspects.subList(0, half)));
        search(new ArrayList<>(suspects.subList(half, suspects.size())));
    }
}
