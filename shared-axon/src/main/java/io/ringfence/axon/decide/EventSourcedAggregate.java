package io.ringfence.axon.decide;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.Command;
import io.ringfence.events.DomainEvent;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Revision;
import io.ringfence.events.wire.Outcome.Accepted;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CommandHandlerInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * What every aggregate is: a sequence of events of one sealed interface, owned by one account.
 *
 * <p>Promises: only the owner's commands reach a handler (others are answered as unknown); an {@code If-Match} is
 * checked before any handler; an event's time is later than that of the event before it; no event is passed over in
 * silence, as the one sourcing handler takes them all and {@link #evolve} folds them by the sealed visitor.
 *
 * <p>A subclass needs a constructor without arguments. Its handlers take the command and the {@link CommandContext};
 * those that create carry {@code @CreationPolicy(CREATE_IF_MISSING)} and must look at {@link #exists()} themselves.
 */
public abstract class EventSourcedAggregate<E extends DomainEvent> {
    @AggregateIdentifier
    private @Nullable String ref;

    private final Class<E> events;
    private @Nullable AccountId account;
    private long lastOccurredAt;

    protected EventSourcedAggregate(Class<E> events) {
        this.events = events;
    }

    /** Folds one event into the state. Must be total and must not decide anything. */
    protected abstract void evolve(E event);

    /**
     * Whether this command creates the aggregate. Such a one reaches its handler whoever owns the id by now, to be
     * answered {@code ID_ALREADY_USED} there.
     */
    protected boolean creates(Command command) {
        return false;
    }

    /** Whether any event has happened to it. */
    protected final boolean exists() {
        return ref != null;
    }

    /** The account that owns it; only for an aggregate that exists. */
    protected final AccountId account() {
        if (account == null) {
            throw new IllegalStateException("an aggregate without events has no account");
        }
        return account;
    }

    /** The number of its last event, from 1; 0 before the first. */
    protected final long revision() {
        Long version = AggregateLifecycle.getVersion();
        return version == null ? 0 : version + 1;
    }

    /**
     * Makes the event happen, in this transaction. At most once for each command, and as the last thing that a handler
     * does: one that refuses has recorded nothing.
     */
    protected final void record(E event, CommandContext context) {
        long occurredAt = Math.max(context.at(), lastOccurredAt + 1);
        AggregateLifecycle.apply(
                event, MetaData.from(EventMetadata.of(context, occurredAt).toMap()));
    }

    /** The answer to an accepted command: these members, and the revision as it is now. */
    protected final Accepted accepted(ObjectNode members) {
        return new Accepted(new Revision(ref(), revision()), members.put("revision", revision()));
    }

    /** The refusal of a command on an aggregate that is gone: the same as if it had never been. */
    protected final Refusal unknown() {
        return Unknown.aggregate(ref()).refusal();
    }

    /** An empty JSON object, to put an answer's members in. */
    protected static ObjectNode members() {
        return JsonNodeFactory.instance.objectNode();
    }

    @CommandHandlerInterceptor
    void admit(Command command, CommandContext context) {
        SeenRevisions.note(command.target(), revision());
        if (exists()
                && !creates(command)
                && !account().equals(context.requester().account())) {
            throw unknown();
        }
        Long expected = context.expectedRevision();
        if (expected != null && expected != revision()) {
            throw Problem.of(
                            ProblemCode.PRECONDITION_FAILED,
                            "The revision is " + revision() + " and not " + expected
                                    + ": read again, then send the change with the new one")
                    .refusal();
        }
    }

    @EventSourcingHandler
    void replay(DomainEvent event, MetaData metaData) {
        EventMetadata stored = EventMetadata.from(metaData);
        if (ref == null) {
            ref = event.aggregate().toString();
            account = stored.account();
        }
        lastOccurredAt = stored.occurredAt();
        evolve(events.cast(event));
    }

    private AggregateRef ref() {
        if (ref == null) {
            throw new IllegalStateException("an aggregate without events has no identity");
        }
        return AggregateRef.parse(ref);
    }
}
