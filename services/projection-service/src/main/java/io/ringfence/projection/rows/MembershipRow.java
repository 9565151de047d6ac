package io.ringfence.projection.rows;

import io.ringfence.policy.image.MembershipImage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A version of a group's membership: whether instances may join. Who has joined follows from the instances. */
@Entity
@Immutable
@Table(name = "membership_version")
@IdClass(VersionKey.class)
public class MembershipRow extends VersionRow {
    public String account;

    @Column(name = "vpc_id")
    public String vpcId;

    public String type;

    public boolean open;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields in
    protected MembershipRow() {}

    /** The version that the membership's last change made. */
    public MembershipRow(MembershipImage membership) {
        super(membership.securityGroupId().value(), membership.lastChange());
        this.account = membership.accountId().value();
        this.vpcId = membership.vpcId().value();
        this.type = membership.type().name();
        this.open = membership.open();
    }
}
