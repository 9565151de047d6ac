package io.ringfence.policy.space;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The other side of a box, as a reader would say it. An address is in it if {@code also} holds it; not if {@code except}
 * does; else, if its owner is a key of {@code members}, if the ranges there hold it; else if {@code blocks} do.
 *
 * @param blocks addresses, whoever owns them but for what follows
 * @param members the groups of which other addresses are meant than {@code blocks} says; none means not its members
 * @param also addresses that changed hands and are meant all the same
 * @param except addresses that changed hands and are not meant
 */
public record Peers(
        List<AddressRange> blocks,
        SortedMap<SecurityGroupId, List<AddressRange>> members,
        List<AddressRange> also,
        List<AddressRange> except) {
    public Peers {
        blocks = List.copyOf(blocks);
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        also = List.copyOf(also);
        except = List.copyOf(except);
    }

    /** Whether an address is in it that a group owns, or nobody where that is null. */
    public boolean contain(IpAddress address, @Nullable SecurityGroupId owner) {
        if (holds(also, address) || holds(except, address)) {
            return holds(also, address);
        }
        List<AddressRange> ofOwner = owner == null ? null : members.get(owner);
        return holds(ofOwner == null ? blocks : ofOwner, address);
    }

    private static boolean holds(List<AddressRange> ranges, IpAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /** Whether any address is named, so that the family is plain. */
    boolean nameAddresses() {
        return !blocks.isEmpty() || !also.isEmpty() || members.values().stream().anyMatch(in -> !isAll(in));
    }

    private static boolean isAll(List<AddressRange> ranges) {
        return Arrays.stream(AddressFamily.values()).map(AddressRange::all).anyMatch(ranges::contains);
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (blocks.size() == AddressFamily.values().length
                && blocks.stream().allMatch(range -> isAll(List.of(range)))) {
            parts.add("anywhere");
        } else if (!blocks.isEmpty()) {
            parts.add(join(blocks));
        }
        members.forEach((group, in) -> {
            if (!in.isEmpty()) {
                parts.add("members of " + group + (isAll(in) ? "" : " in " + join(in)));
            }
        });
        if (!also.isEmpty()) {
            parts.add(join(also));
        }
        return String.join(", ", parts) + (excluded().isEmpty() ? "" : " except " + excluded());
    }

    private String excluded() {
        List<String> parts = new ArrayList<>();
        members.forEach((group, in) -> {
            if (!blocks.isEmpty() && !isAll(in)) {
                parts.add((in.isEmpty() ? "" : "other ") + "members of " + group);
            }
        });
        if (!except.isEmpty()) {
            parts.add(join(except));
        }
        return String.join(", ", parts);
    }

    private static String join(List<AddressRange> ranges) {
        return ranges.stream().map(AddressRange::toString).collect(Collectors.joining(", "));
    }
}
