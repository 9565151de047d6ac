package io.ringfence.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** One server for each service, for as long as the gateway under test runs; fields of type TestBackends are set to it. */
public final class TestBackends implements QuarkusTestResourceLifecycleManager {
    private final Map<Backend, TestBackend> backends = new EnumMap<>(Backend.class);

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>();
        settings.put("ringfence.gateway.body-limit", "64K");
        settings.put("ringfence.gateway.answer-timeout", "4s");
        settings.put("ringfence.gateway.health-timeout", "3s");
        try {
            for (Backend backend : Backend.values()) {
                TestBackend server = new TestBackend(backend.toString());
                backends.put(backend, server);
                settings.put("ringfence.gateway." + backend, server.address());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, field -> field.getType().equals(TestBackends.class));
    }

    /** The server in place of this service. */
    public TestBackend of(Backend backend) {
        return Objects.requireNonNull(backends.get(backend));
    }

    /** All alive, answering with their names, having been asked nothing. */
    public void reset() throws IOException {
        for (TestBackend backend : backends.values()) {
            backend.reset();
        }
    }

    @Override
    public void stop() {
        backends.values().forEach(TestBackend::close);
    }
}
