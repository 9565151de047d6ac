package io.ringfence.group;

import io.ringfence.axon.gate.PendingOutcomes;
import io.ringfence.axon.react.Reaction;
import io.ringfence.axon.store.AggregateDefinition;
import io.ringfence.axon.store.JdbcTransactions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The wiring of this service.
 *
 * <pre>
 *   a request -----------------------> SecurityGroup --> GroupCount, DeletionAttempts (rows, in the event's transaction)
 *   an answer of another service -----------^     '----> PendingOutcomes: whoever asked for the deletion hears of its end
 * </pre>
 */
@Singleton
final class GroupService {
    @Produces
    @Singleton
    static AggregateDefinition securityGroup(
            JdbcTransactions transactions,
            PendingOutcomes pending,
            @ConfigProperty(name = "ringfence.limits.groups", defaultValue = "1000") int limit) {
        return AggregateDefinition.of(SecurityGroup.class)
                .with(GroupCount.class, new GroupCountRows(transactions, limit))
                .with(DeletionAttempts.class, new DeletionAttemptRows(transactions))
                .with(PendingOutcomes.class, pending);
    }

    @Produces
    @Singleton
    static Reaction reaction() {
        return new AnswerReaction();
    }
}
