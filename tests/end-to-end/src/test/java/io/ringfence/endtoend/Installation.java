package io.ringfence.endtoend;

import io.ringfence.testing.infrastructure.Database;
import io.ringfence.testing.process.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A whole Ringfence: Kafka, PostgreSQL, five services and the agent of one host, each a process that can be killed. */
final class Installation implements AutoCloseable {
    /** The services that decide: each has an event store. */
    static final List<String> WRITE_SIDE = List.of("group-service", "rule-service", "instance-service");

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Map<String, ServiceProcess> processes = new LinkedHashMap<>();
    private final OneHost host;
    private final Ground ground;
    private final Bus bus;
    private final ResultFollower results;

    private Installation() {
        try {
            host = opened(new OneHost());
            ground = opened(Ground.start(databases()));
            startServices();
            startAgent();
            processes.values().forEach(ServiceProcess::awaitReady);
            bus = opened(new Bus(ground.bootstrapServers()));
            results = opened(new ResultFollower(bus));
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    /** Starts everything and waits until all of it is ready. */
    static Installation start() {
        return new Installation();
    }

    private static List<String> databases() {
        List<String> services = new ArrayList<>(WRITE_SIDE);
        services.add("projection-service");
        return services.stream().map(Installation::databaseName).toList();
    }

    private static String databaseName(String service) {
        return service.replace('-', '_');
    }

    private void startServices() {
        WRITE_SIDE.forEach(service -> start(service, stores(service)));
        Map<String, String> projection = new HashMap<>(stores("projection-service"));
        projection.put("ringfence.heads.directory", temporaryDirectory());
        projection.put("ringfence.heads.every", "2s");
        WRITE_SIDE.forEach(service -> projection.put("ringfence.verification." + service, address(service)));
        start("projection-service", projection);
        start(
                "api-gateway",
                Map.of(
                        "ringfence.gateway.group-service", address("group-service"),
                        "ringfence.gateway.rule-service", address("rule-service"),
                        "ringfence.gateway.instance-service", address("instance-service"),
                        "ringfence.gateway.projection-service", address("projection-service")));
    }

    private Map<String, String> stores(String service) {
        Database database = database(service);
        return Map.of(
                "kafka.bootstrap.servers", ground.bootstrapServers(),
                "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                "quarkus.datasource.reactive.url", database.reactiveUrl(),
                "quarkus.datasource.username", database.user(),
                "quarkus.datasource.password", database.password());
    }

    private void startAgent() {
        start(
                "enforcement-agent",
                Map.of(
                        "kafka.bootstrap.servers", ground.bootstrapServers(),
                        "ringfence.agent.host", OneHost.NAME,
                        "ringfence.agent.network-namespace", host.namespace(),
                        "ringfence.agent.state-directory", temporaryDirectory(),
                        "ringfence.agent.rule-usage-every", "1s"));
    }

    private void start(String service, Map<String, String> properties) {
        ServiceProcess process = new ServiceProcess(service, "services/" + service, properties);
        processes.put(service, opened(process).start());
    }

    private static String temporaryDirectory() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "agent")
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    private String address(String service) {
        return "http://127.0.0.1:" + process(service).port();
    }

    /** The names of all services and the agent. */
    List<String> services() {
        return List.copyOf(processes.keySet());
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
        return ground.database(databaseName(service));
    }

    Gateway gateway() {
        return new Gateway(address("api-gateway"));
    }

    OneHost host() {
        return host;
    }

    Ground ground() {
        return ground;
    }

    Bus bus() {
        return bus;
    }

    ResultFollower results() {
        return results;
    }

    /** Each gets its chance; the first failure is thrown after the last. */
    @Override
    public void close() {
        List<Exception> failures = new ArrayList<>();
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("could not clean up", failures.get(0));
        }
    }
}
