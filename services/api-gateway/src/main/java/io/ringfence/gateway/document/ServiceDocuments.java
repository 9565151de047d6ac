package io.ringfence.gateway.document;

import io.ringfence.gateway.Backend;
import io.ringfence.gateway.BackendClient;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The services' OpenAPI documents: each is kept once its service gave it, and asked for again until then. */
@Singleton
final class ServiceDocuments {
    private static final Logger LOG = Logger.getLogger(ServiceDocuments.class);
    private static final String DOCUMENT = "/q/openapi?format=json";
    private static final int OK = 200;

    private final BackendClient client;
    private final Map<Backend, byte[]> kept = new ConcurrentHashMap<>();

    ServiceDocuments(BackendClient client) {
        this.client = client;
    }

    /** All documents that can be had now, in the order of {@link Backend}. Never fails. */
    Future<List<byte[]>> get() {
        List<Future<Void>> asked = Arrays.stream(Backend.values())
                .filter(backend -> !kept.containsKey(backend))
                .map(this::ask)
                .toList();
        return Future.all(asked)
                .map(all -> Arrays.stream(Backend.values())
                        .map(kept::get)
                        .filter(Objects::nonNull)
                        .toList());
    }

    private Future<Void> ask(Backend backend) {
        return client.get(backend, DOCUMENT)
                .<Void>map(answer -> {
                    if (answer.status() == OK) {
                        kept.put(backend, answer.body().getBytes());
                    }
                    return null;
                })
                .otherwise(failure -> {
                    LOG.infof("The OpenAPI document of %s is missing for now: %s", backend, failure.getMessage());
                    return null;
                });
    }
}
