package io.ringfence.axon.store;

import io.ringfence.axon.decide.CommandContextParameter;
import io.ringfence.events.wire.Evolution;
import java.time.Duration;
import java.util.List;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurationParameterResolverFactory;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.serialization.Serializer;

/**
 * Axon, configured: events and tokens in PostgreSQL, one form of bytes everywhere, the service's aggregates. The
 * caller adds what reads the store, and starts it.
 */
public final class AxonSetup {
    /** After a kill the publisher's claim must be free soon: Axon's default is ten seconds. */
    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(3);

    private AxonSetup() {}

    /** A configurer with everything but event processors. */
    public static Configurer configurer(
            JdbcTransactions transactions, Cache recent, List<AggregateDefinition> aggregates) {
        StoredEvolution evolution = new StoredEvolution(Evolution.OF_THE_CONTRACT);
        Serializer serializer = StoredForm.serializer(evolution);
        EventStorageEngine engine = engine(transactions, serializer, evolution);
        return configurer(transactions, serializer, engine, recent, aggregates)
                .registerComponent(TokenStore.class, c -> tokens(transactions, serializer));
    }

    /** The same on another store, without a place for tokens. */
    public static Configurer configurer(
            TransactionManager transactions,
            EventStorageEngine engine,
            Cache recent,
            List<AggregateDefinition> aggregates) {
        Serializer serializer = StoredForm.serializer(new StoredEvolution(Evolution.OF_THE_CONTRACT));
        return configurer(transactions, serializer, engine, recent, aggregates);
    }

    /** One serializer for all of it: what one has read, another would have to read and write again to pass it on. */
    private static Configurer configurer(
            TransactionManager transactions,
            Serializer serializer,
            EventStorageEngine engine,
            Cache recent,
            List<AggregateDefinition> aggregates) {
        // Axon prints an advertisement otherwise.
        System.setProperty("disable-axoniq-console-message", "true");
        Configurer configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(c -> serializer)
                .configureEventSerializer(c -> serializer)
                .configureMessageSerializer(c -> serializer)
                .registerComponent(ParameterResolverFactory.class, AxonSetup::parameters)
                .configureTransactionManager(c -> transactions)
                // Who and why stand in each event's metadata by name; Axon's own correlation would only repeat it.
                .configureCorrelationDataProviders(c -> List.of())
                .configureEmbeddedEventStore(c -> engine);
        configurer.configureCommandBus(c -> SimpleCommandBus.builder()
                .transactionManager(transactions)
                .rollbackConfiguration(new KeepAfterRefusal())
                .build());
        aggregates.forEach(aggregate -> add(configurer, recent, aggregate));
        return configurer;
    }

    private static ParameterResolverFactory parameters(Configuration configuration) {
        return MultiParameterResolverFactory.ordered(
                new CommandContextParameter(),
                ClasspathParameterResolverFactory.forClass(AxonSetup.class),
                new ConfigurationParameterResolverFactory(configuration));
    }

    private static void add(Configurer configurer, Cache recent, AggregateDefinition definition) {
        configurer.configureAggregate(AggregateConfigurer.defaultConfiguration(definition.type())
                .configureCache(c -> recent)
                .configureCommandTargetResolver(c -> new CommandTarget()));
        definition.collaborators().forEach((type, collaborator) -> register(configurer, type, collaborator));
    }

    private static <T> void register(Configurer configurer, Class<T> type, Object collaborator) {
        T typed = type.cast(collaborator);
        configurer.registerComponent(type, c -> typed);
    }

    static EventStorageEngine engine(JdbcTransactions transactions, Serializer serializer, StoredEvolution evolution) {
        return JdbcEventStorageEngine.builder()
                .connectionProvider(transactions)
                .transactionManager(transactions)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .upcasterChain(evolution)
                .persistenceExceptionResolver(new DuplicateKeyResolver())
                .build();
    }

    private static TokenStore tokens(JdbcTransactions transactions, Serializer serializer) {
        return JdbcTokenStore.builder()
                .connectionProvider(transactions)
                .serializer(serializer)
                .claimTimeout(CLAIM_TIMEOUT)
                .build();
    }
}
