package io.ringfence.projection.rows;

import io.ringfence.policy.image.RuleSetImage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A version of a group's rule set: that it is there, and its revision. The rules have rows of their own. */
@Entity
@Immutable
@Table(name = "rule_set_version")
@IdClass(VersionKey.class)
public class RuleSetRow extends VersionRow {
    public String account;

    @Column(name = "vpc_id")
    public String vpcId;

    public String type;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields in
    protected RuleSetRow() {}

    /** The version that the rule set's last change made. */
    public RuleSetRow(RuleSetImage rules) {
        super(rules.securityGroupId().value(), rules.lastChange());
        this.account = rules.accountId().value();
        this.vpcId = rules.vpcId().value();
        this.type = rules.type().name();
    }
}
