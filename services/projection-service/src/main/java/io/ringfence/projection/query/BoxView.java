package io.ringfence.projection.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.Members;
import io.ringfence.policy.space.AddressRange;
import io.ringfence.policy.space.Box;
import io.ringfence.policy.space.NumberRange;
import io.ringfence.policy.space.Peers;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Packets in one line and as data. An empty list asks nothing, but for {@code peers}.
 *
 * @param text a line for a person
 * @param family absent for both
 * @param protocols Internet protocol numbers
 * @param ports destination ports
 * @param local the side of the connection that is not the peer
 * @param more whether a list is longer than what is shown of it
 */
@Schema(name = "TrafficBox")
@JsonInclude(JsonInclude.Include.NON_NULL)
record BoxView(
        String text,
        Direction direction,
        @Nullable AddressFamily family,
        List<Range> protocols,
        List<Range> ports,
        PeersView peers,
        List<Range> sourcePorts,
        List<String> local,
        boolean more) {
    private static final int MOST_RANGES = 50;

    /** Both ends included. */
    @Schema(name = "NumberRange")
    record Range(int from, int to) {
        static List<Range> of(List<NumberRange> ranges) {
            return ranges.stream()
                    .map(range -> new Range(range.from(), range.to()))
                    .toList();
        }
    }

    /**
     * The other side: an address is in it if {@code also} has it; not if {@code except} has; else, if its owner is one of
     * {@code groups}, if what stands there has it; else if {@code blocks} have.
     */
    @Schema(name = "TrafficPeers")
    record PeersView(List<String> blocks, List<GroupPeer> groups, List<String> also, List<String> except) {}

    /**
     * The members of a group.
     *
     * @param addresses how many private addresses they have now
     * @param in which of them are meant; none for not one of them
     */
    @Schema(name = "TrafficGroup")
    record GroupPeer(SecurityGroupId securityGroupId, int addresses, List<String> in) {}

    static BoxView of(Box whole, Map<SecurityGroupId, Members> members) {
        Box box = shortened(whole);
        boolean more = !box.equals(whole);
        List<GroupPeer> groups = box.peers().members().entrySet().stream()
                .map(entry ->
                        new GroupPeer(entry.getKey(), count(members.get(entry.getKey())), texts(entry.getValue())))
                .toList();
        return new BoxView(
                more ? box + ", and more" : box.toString(),
                box.direction(),
                box.family(),
                Range.of(box.protocols()),
                Range.of(box.ports()),
                new PeersView(
                        texts(box.peers().blocks()),
                        groups,
                        texts(box.peers().also()),
                        texts(box.peers().except())),
                Range.of(box.sourcePorts()),
                texts(box.local()),
                more);
    }

    private static int count(@Nullable Members members) {
        return members == null ? 0 : members.ipv4().size() + members.ipv6().size();
    }

    private static List<String> texts(List<AddressRange> ranges) {
        return ranges.stream().map(AddressRange::toString).toList();
    }

    private static Box shortened(Box box) {
        SortedMap<SecurityGroupId, List<AddressRange>> members = new TreeMap<>();
        box.peers().members().forEach((group, in) -> members.put(group, first(in)));
        Peers peers = new Peers(
                first(box.peers().blocks()),
                members,
                first(box.peers().also()),
                first(box.peers().except()));
        return new Box(
                box.direction(),
                box.family(),
                first(box.protocols()),
                first(box.ports()),
                peers,
                first(box.sourcePorts()),
                first(box.local()));
    }

    private static <T> List<T> first(List<T> list) {
        return list.size() <= MOST_RANGES ? list : list.subList(0, MOST_RANGES);
    }
}
