package io.ringfence.policy.resolve;

import io.ringfence.events.rule.PrefixListEntry;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.Hold;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.PrefixListImage;
import io.ringfence.policy.resolve.ClosedInstance.Reason;
import io.ringfence.policy.resolve.ResolvedPeer.Blocks;
import io.ringfence.policy.resolve.ResolvedPeer.MembersOf;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the peers of a group's rules, and remembers what they name and what is missing. A group or list that was
 * deleted has no address; one never seen may have any, so nothing can be said.
 */
final class PeerResolver implements Peer.Visitor<ResolvedPeer> {
    private static final ResolvedPeer NOBODY = new Blocks(List.of());

    private final PolicyImage image;
    private final Set<AggregateRef> named = new HashSet<>();
    private @Nullable Shortfall shortfall;

    PeerResolver(PolicyImage image) {
        this.image = image;
    }

    /** The groups and lists that were named. */
    Set<AggregateRef> named() {
        return named;
    }

    /** The first that is missing, or null when all were found. */
    @Nullable
    Shortfall shortfall() {
        return shortfall;
    }

    @Override
    public ResolvedPeer cidr(Cidr cidr) {
        return new Blocks(List.of(cidr));
    }

    @Override
    public ResolvedPeer group(SecurityGroupId id) {
        AggregateRef ref = AggregateRef.group(id);
        named.add(ref);
        if (!image.groups().containsKey(id) && !image.gone().containsKey(ref)) {
            missing(ref, Reason.POLICY_UNKNOWN, "a rule names it, and no event of it came yet");
        }
        return new MembersOf(id);
    }

    @Override
    public ResolvedPeer prefixList(PrefixListId id) {
        AggregateRef ref = AggregateRef.prefixList(id);
        named.add(ref);
        Hold hold = image.held().get(ref);
        if (hold != null) {
            missing(ref, Reason.HELD, hold.reason());
        }
        PrefixListImage list = image.prefixLists().get(id);
        if (list == null) {
            if (!image.gone().containsKey(ref)) {
                missing(ref, Reason.POLICY_UNKNOWN, "a rule names it, and no event of it came yet");
            }
            return NOBODY;
        }
        return new Blocks(list.entries().stream().map(PrefixListEntry::cidr).toList());
    }

    private void missing(AggregateRef subject, Reason reason, String detail) {
        if (shortfall == null) {
            shortfall = new Shortfall(subject, reason, detail);
        }
    }
}
