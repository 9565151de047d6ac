package io.ringfence.projection.rows;

import io.ringfence.events.wire.Micros;
import io.ringfence.policy.image.InstanceImage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A version of a container instance. */
@Entity
@Immutable
@Table(name = "instance_version")
@IdClass(VersionKey.class)
public class InstanceRow extends VersionRow {
    public String account;

    public String name;

    @Column(name = "vpc_id")
    public String vpcId;

    @Column(name = "security_group_id")
    public String securityGroupId;

    /** The list of addresses, see {@link JsonText#addresses}. */
    public String addresses;

    public @Nullable String host;

    @Column(name = "interface_name")
    public @Nullable String interfaceName;

    /** An object of texts, see {@link JsonText#texts}. */
    public String labels;

    @Column(name = "registered_at")
    public long registeredAt;

    @Column(name = "placed_at")
    public long placedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields in
    protected InstanceRow() {}

    /** The version that the instance's last change made. */
    public InstanceRow(InstanceImage instance) {
        super(instance.instanceId().value(), instance.lastChange());
        this.account = instance.accountId().value();
        this.name = instance.name();
        this.vpcId = instance.vpcId().value();
        this.securityGroupId = instance.securityGroupId().value();
        this.addresses = JsonText.of(instance.addresses());
        this.host = instance.host() == null ? null : instance.host().value();
        this.interfaceName = instance.interfaceName() == null
                ? null
                : instance.interfaceName().value();
        this.labels = JsonText.of(instance.labels());
        this.registeredAt = Micros.of(instance.registeredAt());
        this.placedAt = Micros.of(instance.placedAt());
    }
}
