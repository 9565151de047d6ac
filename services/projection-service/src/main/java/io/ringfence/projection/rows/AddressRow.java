package io.ringfence.projection.rows;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.Immutable;

/** That an instance claims an address, for as long as it lives. */
@Entity
@Immutable
@Table(name = "address_claim")
@IdClass(AddressRow.Key.class)
public class AddressRow {
    /** Identity of a claim. */
    public record Key(String address, String instanceId) implements Serializable {}

    @Id
    public String address;

    @Id
    @Column(name = "instance_id")
    public String instanceId;

    @Column(name = "valid_from")
    public long validFrom;

    @Column(name = "valid_to")
    public long validTo;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields in
    protected AddressRow() {}

    /** A claim that begins at this time and holds still. */
    public AddressRow(String address, String instanceId, long validFrom) {
        this.address = address;
        this.instanceId = instanceId;
        this.validFrom = validFrom;
        this.validTo = VersionRow.OPEN;
    }
}
