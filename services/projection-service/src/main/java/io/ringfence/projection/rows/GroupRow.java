package io.ringfence.projection.rows;

import io.ringfence.policy.image.GroupImage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A version of a security group. */
@Entity
@Immutable
@Table(name = "group_version")
@IdClass(VersionKey.class)
public class GroupRow extends VersionRow {
    public String account;

    public String name;

    public String description;

    public String type;

    @Column(name = "vpc_id")
    public String vpcId;

    @Column(name = "region_id")
    public String regionId;

    @Column(name = "inner_access_policy")
    public String innerAccessPolicy;

    /** An object of texts, see {@link JsonText#texts}. */
    public String tags;

    @Column(name = "being_deleted")
    public boolean beingDeleted;

    @Column(name = "created_at")
    public long createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields in
    protected GroupRow() {}

    /** The version that the group's last change made; {@code createdAt} is when its first event happened. */
    public GroupRow(GroupImage group, long createdAt) {
        super(group.securityGroupId().value(), group.lastChange());
        this.account = group.accountId().value();
        this.name = group.name();
        this.description = group.description();
        this.type = group.type().name();
        this.vpcId = group.vpcId().value();
        this.regionId = group.regionId().value();
        this.innerAccessPolicy = group.innerAccessPolicy().name();
        this.tags = JsonText.of(group.tags());
        this.beingDeleted = group.beingDeleted();
        this.createdAt = createdAt;
    }
}
