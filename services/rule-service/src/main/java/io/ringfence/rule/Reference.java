package io.ringfence.rule;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That a rule names a group or a prefix list.
 *
 * @param peer the id of what it names
 * @param expiresAt from this instant on the rule holds nothing any more
 */
record Reference(RuleId rule, String peer, @Nullable Instant expiresAt) {
    private static final Peer.Visitor<Optional<String>> PEER_ID = new Peer.Visitor<>() {
        @Override
        public Optional<String> cidr(Cidr cidr) {
            return Optional.empty();
        }

        @Override
        public Optional<String> group(SecurityGroupId group) {
            return Optional.of(group.value());
        }

        @Override
        public Optional<String> prefixList(PrefixListId list) {
            return Optional.of(list.value());
        }
    };

    /** The references that are among these rules. */
    static Set<Reference> of(List<Rule> rules) {
        Set<Reference> references = new LinkedHashSet<>();
        for (Rule rule : rules) {
            Instant expiresAt = rule.spec().expiresAt();
            rule.spec()
                    .peer()
                    .accept(PEER_ID)
                    .ifPresent(peer -> references.add(new Reference(rule.ruleId(), peer, expiresAt)));
        }
        return references;
    }
}
