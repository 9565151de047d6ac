package io.ringfence.group;

import io.ringfence.axon.store.AggregateDefinition;
import io.ringfence.axon.store.JdbcTransactions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The wiring of this service: its one aggregate with its one collaborator. */
@Singleton
final class GroupService {
    @Produces
    @Singleton
    static AggregateDefinition securityGroup(
            JdbcTransactions transactions,
            @ConfigProperty(name = "ringfence.limits.groups", defaultValue = "1000") int limit) {
        return AggregateDefinition.of(SecurityGroup.class)
                .with(GroupCount.class, new GroupCountRows(transactions, limit));
    }
}
