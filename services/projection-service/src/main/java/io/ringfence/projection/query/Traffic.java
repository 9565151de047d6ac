package io.ringfence.projection.query;

import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.Members;
import io.ringfence.policy.space.Box;
import io.ringfence.policy.space.Owners;
import io.ringfence.policy.space.PacketSpace;
import io.ringfence.policy.space.PolicyDifference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Exactly the packets that are accepted after a change and not before, and the reverse, ingress first, as disjoint boxes;
 * of each the first {@value #MOST_BOXES}.
 *
 * @param more whether there are more boxes than are shown
 */
@Schema(name = "Traffic")
public record Traffic(List<BoxView> opened, List<BoxView> closed, boolean more) {
    static final int MOST_BOXES = 100;

    public Traffic {
        opened = List.copyOf(opened);
        closed = List.copyOf(closed);
    }

    /** What these differences come to, given whose the addresses are after the change. */
    public static Traffic of(Collection<PolicyDifference> differences, Map<SecurityGroupId, Members> members) {
        List<Box> opened = boxes(differences, PolicyDifference::opened);
        List<Box> closed = boxes(differences, PolicyDifference::closed);
        return new Traffic(
                shown(opened, members),
                shown(closed, members),
                opened.size() > MOST_BOXES || closed.size() > MOST_BOXES);
    }

    /** The first, one more than is shown. */
    static List<Box> boxes(Collection<PolicyDifference> differences, Function<PolicyDifference, PacketSpace> side) {
        List<Box> boxes = new ArrayList<>();
        for (PolicyDifference difference : differences) {
            Owners owners = difference.owners();
            boxes.addAll(side.apply(difference).boxes(owners, MOST_BOXES + 1 - boxes.size()));
        }
        return boxes;
    }

    private static List<BoxView> shown(List<Box> boxes, Map<SecurityGroupId, Members> members) {
        return boxes.stream()
                .limit(MOST_BOXES)
                .map(box -> BoxView.of(box, members))
                .toList();
    }
}
