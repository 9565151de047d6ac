package io.ringfence.projection.rows;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A command that was refused. What it shares with {@link HistoryRow} has the same names, for one filter over both. */
@Entity
@Immutable
@Table(name = "refusal")
public class RefusalRow {
    /** The same however often the same command is answered. */
    @Id
    public String id;

    public String account;

    /** Sorts among the places of events, by time. */
    public String place;

    /** Microseconds since 1970. */
    @Column(name = "occurred_at")
    public long occurredAt;

    /** The group that the command was for; null where it was for something else. */
    @Column(name = "security_group_id")
    public @Nullable String securityGroupId;

    @Column(name = "instance_id")
    public @Nullable String instanceId;

    /** The id that the command was sent to; empty where it had none. */
    public String target;

    public String actor;

    public String channel;

    /** The name of the result on the wire. */
    public String type;

    /** The name of the command, such as {@code AuthorizeRules}; null where that is not known. */
    @Column(name = "command_type")
    public @Nullable String commandType;

    @Column(name = "command_id")
    public String commandId;

    /** The problem, as JSON. */
    public String body;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields in
    protected RefusalRow() {}
}
