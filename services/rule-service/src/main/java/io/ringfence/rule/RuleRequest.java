package io.ringfence.rule;

import io.ringfence.events.value.Direction;
import io.ringfence.events.value.RuleAction;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Bodies as the OpenAPI document shows them; the readers of the contract judge the bytes. */
final class RuleRequest {
    private static final String PEERS = "Exactly one of cidr, peerSecurityGroupId and prefixListId";

    private RuleRequest() {}

    @Schema(name = "AuthorizeRules", description = "1 to 100 rules to add")
    record Authorize(
            @Schema(required = true, minItems = 1, maxItems = 100)
            List<Spec> rules) {}

    @Schema(name = "RuleSpec", description = "What a rule says")
    record Spec(
            @Schema(required = true) Direction direction,

            @Schema(defaultValue = "ACCEPT") @Nullable RuleAction policy,

            @Schema(description = "1 is the strongest", minimum = "1", maximum = "100", defaultValue = "1") @Nullable
            Integer priority,

            @Schema(required = true, description = "tcp, udp, icmp, icmpv6, gre or all", examples = "tcp")
            String protocol,

            @Schema(description = "Destination ports; -1/-1 or absent for protocols without", examples = "80/80")
            @Nullable
            String portRange,

            @Schema(description = PEERS, examples = "10.0.0.0/8") @Nullable
            String cidr,

            @Schema(description = PEERS) @Nullable String peerSecurityGroupId,

            @Schema(description = PEERS) @Nullable String prefixListId,

            @Schema(description = "Source ports, for tcp and udp", examples = "1024/65535") @Nullable
            String sourcePortRange,

            @Schema(description = "The side of the connection that is not the peer") @Nullable
            String localCidr,

            @Schema(maxLength = 512) @Nullable String description,

            @Schema(description = "The instant from which it is no longer in force") @Nullable
            String expiresAt) {}

    @Schema(name = "Rule", description = "A rule with its identity")
    record Stored(
            String ruleId,
            Direction direction,
            RuleAction policy,
            int priority,
            String protocol,
            String portRange,
            @Nullable String cidr,
            @Nullable String peerSecurityGroupId,
            @Nullable String prefixListId,
            @Nullable String sourcePortRange,
            @Nullable String localCidr,
            String description,
            @Nullable String expiresAt) {}

    @Schema(name = "AuthorizedRules", description = "The rules in the order of the request, as the group has them")
    record Authorized(long revision, List<AuthorizedRule> rules) {}

    @Schema(name = "AuthorizedRule", description = "A rule, and whether the group had it before", allOf = Stored.class)
    record AuthorizedRule(boolean existing) {}

    @Schema(name = "ModifyRule", description = "A merge patch (RFC 7396): absent stays, null removes")
    record Modify(
            @Nullable RuleAction policy,

            @Schema(minimum = "1", maximum = "100") @Nullable
            Integer priority,

            @Nullable String protocol,

            @Nullable String portRange,

            @Schema(description = "For a rule whose peer is a CIDR") @Nullable
            String cidr,

            @Schema(description = "For a rule whose peer is a group") @Nullable
            String peerSecurityGroupId,

            @Schema(description = "For a rule whose peer is a prefix list") @Nullable
            String prefixListId,

            @Nullable String sourcePortRange,

            @Nullable String localCidr,

            @Schema(maxLength = 512) @Nullable String description,

            @Schema(description = "The instant from which it is no longer in force; null for never") @Nullable
            String expiresAt) {}

    @Schema(name = "ModifiedRule", description = "The rule and the revision that holds it")
    record Modified(long revision, Stored rule) {}

    @Schema(name = "RevokeRules", description = "One of the two lists")
    record Revoke(
            @Nullable List<String> ruleIds,

            @Schema(description = "Each equal to a rule in everything but description and expiry") @Nullable
            List<Match> rules) {}

    @Schema(name = "RuleMatch", description = "All that makes two rules the same rule")
    record Match(
            @Schema(required = true) Direction direction,
            @Nullable RuleAction policy,
            @Nullable Integer priority,
            @Schema(required = true) String protocol,
            @Nullable String portRange,
            @Nullable String cidr,
            @Nullable String peerSecurityGroupId,
            @Nullable String prefixListId,
            @Nullable String sourcePortRange,
            @Nullable String localCidr) {}

    @Schema(name = "RevokedRules", description = "What is gone")
    record Revoked(long revision, List<String> ruleIds) {}
}
