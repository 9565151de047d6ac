package io.ringfence.events.rule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InvalidValue;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says; impossible combinations cannot be built (semantics, section 1).
 *
 * @param priority 1 (strongest) to 100
 * @param portRange destination ports; {@code -1/-1} for protocols without ports
 * @param peer the packet's source for INGRESS, its destination for EGRESS
 * @param sourcePortRange source ports of a five-tuple rule, tcp and udp only
 * @param localCidr the side of the connection that is not the peer
 * @param description 0 to 512 characters
 * @param expiresAt the instant from which the rule is no longer in force, in microseconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuleSpec(
        Direction direction,
        RuleAction policy,
        int priority,
        Protocol protocol,
        PortRange portRange,
        @JsonIgnore Peer peer,
        @Nullable PortRange sourcePortRange,
        @Nullable Cidr localCidr,
        String description,
        @Nullable Instant expiresAt) {
    public static final int MIN_PRIORITY = 1;
    public static final int MAX_PRIORITY = 100;
    public static final int MAX_DESCRIPTION = 512;

    /** Refuses what cannot be with an {@link InvalidValue} that names the part. */
    public RuleSpec {
        if (priority < MIN_PRIORITY || priority > MAX_PRIORITY) {
            throw new InvalidValue("priority", "must be 1 to 100, and not " + priority);
        }
        if (protocol.hasPorts() == portRange.isAll()) {
            throw new InvalidValue(
                    "portRange",
                    protocol.hasPorts()
                            ? "must name the ports of " + protocol + ", such as 80/80 or 1/65535"
                            : "must be -1/-1 for " + protocol + ", and not " + portRange);
        }
        if (sourcePortRange != null && (!protocol.hasPorts() || sourcePortRange.isAll())) {
            throw new InvalidValue("sourcePortRange", "must name ports, and only for tcp or udp");
        }
        if (description.length() > MAX_DESCRIPTION) {
            throw new InvalidValue("description", "must have at most 512 characters");
        }
        requireOneFamily(protocol, peerCidr(peer), localCidr);
    }

    private static void requireOneFamily(Protocol protocol, @Nullable Cidr cidr, @Nullable Cidr localCidr) {
        if (cidr != null && !protocol.speaks(cidr.family())) {
            throw new InvalidValue("cidr", "is of the other address family than " + protocol);
        }
        if (localCidr != null && !protocol.speaks(localCidr.family())) {
            throw new InvalidValue("localCidr", "is of the other address family than " + protocol);
        }
        if (cidr != null && localCidr != null && cidr.family() != localCidr.family()) {
            throw new InvalidValue("localCidr", "is of the other address family than the peer");
        }
    }

    /** Reads the flat form of the wire; exactly one of the three peers must be there. */
    @JsonCreator
    static RuleSpec of(
            @JsonProperty("direction") Direction direction,
            @JsonProperty("policy") RuleAction policy,
            @JsonProperty("priority") int priority,
            @JsonProperty("protocol") Protocol protocol,
            @JsonProperty("portRange") PortRange portRange,
            @JsonProperty("cidr") @Nullable Cidr cidr,
            @JsonProperty("peerSecurityGroupId") @Nullable SecurityGroupId group,
            @JsonProperty("prefixListId") @Nullable PrefixListId list,
            @JsonProperty("sourcePortRange") @Nullable PortRange sourcePortRange,
            @JsonProperty("localCidr") @Nullable Cidr localCidr,
            @JsonProperty("description") @Nullable String description,
            @JsonProperty("expiresAt") @Nullable Instant expiresAt) {
        return new RuleSpec(
                direction,
                policy,
                priority,
                protocol,
                portRange,
                peerOf(cidr, group, list),
                sourcePortRange,
                localCidr,
                description == null ? "" : description,
                expiresAt);
    }

    /** The one peer that is not null; none or several are an {@link InvalidValue}. */
    public static Peer peerOf(@Nullable Cidr cidr, @Nullable SecurityGroupId group, @Nullable PrefixListId list) {
        Stream<Peer> given = Stream.of(
                        Optional.ofNullable(cidr).<Peer>map(Peer.CidrPeer::new),
                        Optional.ofNullable(group).<Peer>map(Peer.GroupPeer::new),
                        Optional.ofNullable(list).<Peer>map(Peer.PrefixListPeer::new))
                .flatMap(Optional::stream);
        return given.reduce((first, second) -> {
                    throw new InvalidValue(PEER_PARAMETERS + " exclude each other: name exactly one");
                })
                .orElseThrow(() -> new InvalidValue("names no peer: give one of " + PEER_PARAMETERS));
    }

    private static final String PEER_PARAMETERS = "cidr, peerSecurityGroupId and prefixListId";

    private static @Nullable Cidr peerCidr(Peer peer) {
        return peer instanceof Peer.CidrPeer p ? p.cidr() : null;
    }

    @JsonProperty
    public @Nullable Cidr cidr() {
        return peerCidr(peer);
    }

    @JsonProperty
    public @Nullable SecurityGroupId peerSecurityGroupId() {
        return peer instanceof Peer.GroupPeer p ? p.securityGroupId() : null;
    }

    @JsonProperty
    public @Nullable PrefixListId prefixListId() {
        return peer instanceof Peer.PrefixListPeer p ? p.prefixListId() : null;
    }

    /** What makes this the same rule as another. */
    public RuleKey key() {
        return new RuleKey(direction, policy, priority, protocol, portRange, peer, sourcePortRange, localCidr);
    }

    /** Whether the rule is still in force at an instant; the deadline itself is past it. */
    public boolean inForceAt(Instant instant) {
        return expiresAt == null || instant.isBefore(expiresAt);
    }

    /** Whether packets of the family can match: by protocol, peer block and local block. */
    public boolean speaks(AddressFamily family) {
        Cidr cidr = cidr();
        return protocol.speaks(family)
                && (cidr == null || cidr.family() == family)
                && (localCidr == null || localCidr.family() == family);
    }
}
