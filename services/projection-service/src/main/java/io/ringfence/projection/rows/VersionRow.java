package io.ringfence.projection.rows;

import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Micros;
import io.ringfence.policy.image.Provenance;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/** What every version has: which event made it, who asked for that, and how long it holds. */
@MappedSuperclass
public abstract class VersionRow {
    /** The {@code validTo} of a version that holds still. */
    public static final long OPEN = Long.MAX_VALUE;

    @Id
    public String id;

    @Id
    public long revision;

    @Column(name = "valid_from")
    public long validFrom;

    @Column(name = "valid_to")
    public long validTo;

    public String actor;

    public String channel;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields in
    protected VersionRow() {}

    /** An open version made by this change. */
    protected VersionRow(String id, Provenance change) {
        this.id = id;
        this.revision = change.revision();
        this.validFrom = Micros.of(change.at());
        this.validTo = OPEN;
        this.actor = change.actor();
        this.channel = change.channel().text();
    }

    /** The change that made this version. */
    public Provenance change() {
        return new Provenance(actor, Channel.parse(channel), Micros.toInstant(validFrom), revision);
    }
}
