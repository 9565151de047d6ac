package io.ringfence.projection.rows;

import io.ringfence.policy.image.Provenance;
import io.ringfence.policy.image.RuleSetImage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/**
 * A version of a group's rule set: that it is there, and its revision. The rules have rows of their own. It holds until
 * the next one begins, whatever its {@code validTo} says, but for the last: that one ends as it begins.
 */
@Entity
@Immutable
@Table(name = "rule_set_version")
@IdClass(VersionKey.class)
public class RuleSetRow extends VersionRow {
    /** The rule sets with {@code :ids} that were there at {@code :at}, in SQL. */
    public static final String HELD = """
            select r.* from unnest(cast(:ids as text[])) as wanted (id)
            cross join lateral (
                select v.* from rule_set_version v where v.id = wanted.id and v.valid_from <= :at
                order by v.valid_from desc, v.revision desc limit 1) as r
            where r.valid_to > :at""";

    public String account;

    @Column(name = "vpc_id")
    public String vpcId;

    public String type;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields in
    protected RuleSetRow() {}

    /** The version that the rule set's last change made. */
    public RuleSetRow(RuleSetImage rules) {
        this(rules, rules.lastChange());
    }

    private RuleSetRow(RuleSetImage rules, Provenance change) {
        super(rules.securityGroupId().value(), change);
        this.account = rules.accountId().value();
        this.vpcId = rules.vpcId().value();
        this.type = rules.type().name();
    }

    /** The version after which there is none. */
    public static RuleSetRow ending(RuleSetImage before, Provenance change) {
        RuleSetRow row = new RuleSetRow(before, change);
        row.validTo = row.validFrom;
        return row;
    }
}
