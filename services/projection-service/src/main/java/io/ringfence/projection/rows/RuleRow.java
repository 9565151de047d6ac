package io.ringfence.projection.rows;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Micros;
import io.ringfence.policy.image.Provenance;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.Optional;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A version of a rule. It is in force at an instant of its validity that is before its deadline. */
@Entity
@Immutable
@Table(name = "rule_version")
@IdClass(RuleVersionKey.class)
public class RuleRow extends VersionRow {
    @Id
    @Column(name = "security_group_id")
    public String securityGroupId;

    public String direction;

    /** The rule's deadline in microseconds since 1970; {@link VersionRow#OPEN} without one. */
    @Column(name = "expires_at")
    public long expiresAt;

    /** The group or prefix list that the rule names as its peer; null where it names addresses. */
    @Column(name = "peer_id")
    public @Nullable String peerId;

    /** The flat rule of the wire, see {@link JsonText#rule}. */
    @Column(name = "rule")
    public String json;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields in
    protected RuleRow() {}

    /** The rule as this change made it. */
    public RuleRow(SecurityGroupId group, Rule rule, Provenance change) {
        super(rule.ruleId().value(), change);
        this.securityGroupId = group.value();
        this.direction = rule.spec().direction().name();
        this.expiresAt =
                rule.spec().expiresAt() == null ? OPEN : Micros.of(rule.spec().expiresAt());
        this.peerId = rule.spec().peer().accept(new NamedPeer()).orElse(null);
        this.json = JsonText.of(rule);
    }

    public Rule rule() {
        return JsonText.rule(json);
    }

    private static final class NamedPeer implements Peer.Visitor<Optional<String>> {
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
    }
}
