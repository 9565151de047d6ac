package io.ringfence.projection.rows;

import io.ringfence.policy.image.PrefixListImage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A version of a prefix list. */
@Entity
@Immutable
@Table(name = "prefix_list_version")
@IdClass(VersionKey.class)
public class PrefixListRow extends VersionRow {
    public String account;

    public String name;

    @Column(name = "address_family")
    public String addressFamily;

    @Column(name = "max_entries")
    public long maxEntries;

    /** The list of entries, see {@link JsonText#entries}. */
    public String entries;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields in
    protected PrefixListRow() {}

    /** The version that the list's last change made. */
    public PrefixListRow(PrefixListImage list) {
        super(list.prefixListId().value(), list.lastChange());
        this.account = list.accountId().value();
        this.name = list.name();
        this.addressFamily = list.addressFamily().name();
        this.maxEntries = list.maxEntries();
        this.entries = JsonText.of(list.entries());
    }
}
