package io.ringfence.endtoend;

import io.ringfence.testing.infrastructure.Database;
import io.ringfence.testing.infrastructure.Infrastructure;
import io.ringfence.testing.process.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A whole Ringfence: five services and the agent of one host, each a process, on databases of their own. */
final class Installation implements AutoCloseable {
    static final String HOST = "h1";

    private final Infrastructure infrastructure = Infrastructure.shared();
    private final Map<String, Database> databases = new LinkedHashMap<>();
    private final Map<String, ServiceProcess> processes = new LinkedHashMap<>();

    private Installation() {}

    /** Starts everything and waits until all of it is ready. The agent works inside the namespace. */
    static Installation start(String agentNamespace) {
        Installation installation = new Installation();
        try {
            installation.startServices();
            installation.startAgent(agentNamespace);
            installation.processes.values().forEach(ServiceProcess::awaitReady);
            return installation;
        } catch (RuntimeException | Error e) {
            installation.close();
            throw e;
        }
    }

    private void startServices() {
        for (String service : List.of("group-service", "rule-service", "instance-service", "projection-service")) {
            Database database = infrastructure.database(service.replace('-', '_'));
            databases.put(service, database);
            start(
                    service,
                    Map.of(
                            "kafka.bootstrap.servers", infrastructure.bootstrapServers(),
                            "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                            "quarkus.datasource.reactive.url", database.reactiveUrl(),
                            "quarkus.datasource.username", database.user(),
                            "quarkus.datasource.password", database.password()));
        }
        start(
                "api-gateway",
                Map.of(
                        "ringfence.gateway.group-service", address("group-service"),
                        "ringfence.gateway.rule-service", address("rule-service"),
                        "ringfence.gateway.instance-service", address("instance-service"),
                        "ringfence.gateway.projection-service", address("projection-service")));
    }

    private void startAgent(String namespace) {
        start(
                "enforcement-agent",
                Map.of(
                        "kafka.bootstrap.servers",
                        infrastructure.bootstrapServers(),
                        "ringfence.agent.host",
                        HOST,
                        "ringfence.agent.network-namespace",
                        namespace,
                        "ringfence.agent.state-directory",
                        temporaryDirectory()));
    }

    private void start(String service, Map<String, String> properties) {
        processes.put(service, new ServiceProcess(service, "services/" + service, properties).start());
    }

    private static String temporaryDirectory() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "agent")
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String address(String service) {
        return "http://127.0.0.1:" + process(service).port();
    }

    ServiceProcess process(String service) {
        ServiceProcess process = processes.get(service);
        if (process == null) {
            throw new IllegalArgumentException("no service " + service);
        }
        return process;
    }

    /** The database that is a service's own. */
    Database database(String service) {
        Database database = databases.get(service);
        if (database == null) {
            throw new IllegalArgumentException("no database of " + service);
        }
        return database;
    }

    Gateway gateway() {
        return new Gateway(address("api-gateway"));
    }

    String bootstrapServers() {
        return infrastructure.bootstrapServers();
    }

    @Override
    public void close() {
        processes.values().forEach(ServiceProcess::close);
    }
}
