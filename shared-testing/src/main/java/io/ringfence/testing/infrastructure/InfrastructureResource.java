package io.ringfence.testing.infrastructure;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives a Quarkus test Kafka and an empty database:
 * {@code @WithTestResource(value = InfrastructureResource.class, initArgs = @ResourceArg(name = "database", value =
 * "rule_service"))}. Without the argument it gives Kafka only.
 */
public final class InfrastructureResource implements QuarkusTestResourceLifecycleManager {
    private String databaseName = "";

    @Override
    public void init(Map<String, String> initArgs) {
        databaseName = initArgs.getOrDefault("database", "");
    }

    /** The settings that point Kafka clients and data sources at the servers; each call has a database of its own. */
    @Override
    public Map<String, String> start() {
        Infrastructure infrastructure = Infrastructure.shared();
        String bootstrapServers = infrastructure.bootstrapServers();
        if (databaseName.isEmpty()) {
            return Map.of("kafka.bootstrap.servers", bootstrapServers);
        }
        Database database = infrastructure.database(databaseName);
        return Map.of(
                "kafka.bootstrap.servers", bootstrapServers,
                "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                "quarkus.datasource.reactive.url", database.reactiveUrl(),
                "quarkus.datasource.username", database.user(),
                "quarkus.datasource.password", database.password());
    }

    /** Nothing to do: the servers serve the other tests of this JVM too. */
    @Override
    public void stop() {}
}
