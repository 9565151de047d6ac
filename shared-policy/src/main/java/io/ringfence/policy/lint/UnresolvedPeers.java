package io.ringfence.policy.lint;

import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.PrefixListImage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** UNRESOLVED: peers that stand for no address. */
record UnresolvedPeers(LintSubject subject) implements Peer.Visitor<Optional<String>> {
    /** What a peer lacks, or null. */
    @Nullable
    String shortfall(Peer peer) {
        return peer.accept(this).orElse(null);
    }

    @Override
    public Optional<String> cidr(Cidr cidr) {
        return Optional.empty();
    }

    @Override
    public Optional<String> group(SecurityGroupId id) {
        if (!subject.image().groups().containsKey(id)) {
            return Optional.of("matches nothing: there is no group " + id + ". Revoke it, or name another peer");
        }
        return subject.addresses(id) == 0
                ? Optional.of("matches nothing: group " + id
                        + " has no member. Register an instance in it, or revoke the rule")
                : Optional.empty();
    }

    @Override
    public Optional<String> prefixList(PrefixListId id) {
        PrefixListImage list = subject.image().prefixLists().get(id);
        if (list == null) {
            return Optional.of("matches nothing: there is no prefix list " + id + ". Revoke it, or name another peer");
        }
        return list.entries().isEmpty()
                ? Optional.of("matches nothing: prefix list " + id + " has no entry. Give it one, or revoke the rule")
                : Optional.empty();
    }
}
