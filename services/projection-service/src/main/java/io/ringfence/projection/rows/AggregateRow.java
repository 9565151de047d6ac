package io.ringfence.projection.rows;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.policy.image.Hold;
import io.ringfence.policy.image.PolicyImage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** How far an aggregate has been followed; a deleted one keeps its last revision, so that a duplicate revives nothing. */
@Entity
@Immutable
@Table(name = "aggregate")
public class AggregateRow {
    /** The aggregate as {@code kind:id}. */
    @Id
    public String ref;

    /** The last revision followed; 0 where only later ones have been seen. */
    public long revision;

    public boolean gone;

    /** Why the aggregate stands still; null while it does not. */
    @Column(name = "held_reason")
    public @Nullable String heldReason;

    /** See {@link Hold#heals}; 0 while the aggregate does not stand still. */
    public long heals;

    /** Of all its events that were followed, one upon the other (EventChain). */
    @Column(name = "chain_hash")
    public byte[] chainHash;

    /** When the last of them occurred, in microseconds since 1970; 0 where there is none. */
    @Column(name = "changed_at")
    public long changedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields in
    protected AggregateRow() {}

    /** What an image knows of an aggregate, and its hash chain. */
    public AggregateRow(PolicyImage image, AggregateRef aggregate, ChainEnd chain) {
        Hold hold = image.held().get(aggregate);
        this.ref = aggregate.toString();
        this.revision = image.revision(aggregate);
        this.gone = image.gone().containsKey(aggregate);
        this.heldReason = hold == null ? null : hold.reason();
        this.heals = hold == null ? 0 : hold.heals();
        this.chainHash = chain.chain().bytes();
        this.changedAt = chain.at();
    }

    /** Where its hash chain ends. */
    public ChainEnd chain() {
        return ChainEnd.of(this);
    }
}
