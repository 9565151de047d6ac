package io.ringfence.agent.snapshot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Where an agent may start from instead of the topics' beginnings. A snapshot that cannot be used is said and passed over.
 */
public final class Snapshots {

    private static final Logger LOG = Logger.getLogger(Snapshots.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A million instances take a quarter of a minute. */
    private static final Duration WHOLE_WITHIN = Duration.ofMinutes(2);

    private final SnapshotFile own;
    private final Optional<URI> projection;

    /**
     * Looks nowhere yet.
     *
     * @param projection where the projection's snapshot is, such as {@code http://127.0.0.1:8084/v1/snapshot}
     */
    public Snapshots(SnapshotFile own, Optional<URI> projection) {
        this.own = own;
        this.projection = projection;
    }

    /** The agent's own snapshot, if there is one that can be read: of a moment at which all of it was in force. */
    public Optional<Snapshot> own() {
        try {
            Optional<Snapshot> found = own.read();
            found.ifPresent(snapshot -> told(snapshot, own.path().toString()));
            return found;
        } catch (SnapshotUnreadable unreadable) {
            LOG.warnf("The snapshot of an earlier run is passed over: %s", unreadable.getMessage());
            return Optional.empty();
        }
    }

    /**
     * The projection's, if it answers; of no one moment, so nothing is to be enforced by it before what is behind it has been
     * read.
     */
    public Optional<Snapshot> ofProjection() {
        return projection.flatMap(uri -> {
            HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
            try {
                return client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                        .thenApply(answer -> snapshotIn(answer, uri))
                        .get(WHOLE_WITHIN.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException failed) {
                return without(uri, failed);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        });
    }

    private static Optional<Snapshot> snapshotIn(HttpResponse<InputStream> answer, URI uri) {
        try (InputStream body = new BufferedInputStream(answer.body())) {
            return answer.statusCode() == 200 ? Optional.of(read(body, uri)) : refused(uri, answer.statusCode());
        } catch (IOException | SnapshotUnreadable unreadable) {
            return without(uri, unreadable);
        }
    }

    private static Optional<Snapshot> without(URI uri, Exception reason) {
        LOG.warnf("There is no snapshot at %s: %s", uri, reason);
        return Optional.empty();
    }

    private static Snapshot read(InputStream body, URI uri) throws IOException, SnapshotUnreadable {
        Snapshot snapshot = SnapshotLines.read(body);
        told(snapshot, uri.toString());
        return snapshot;
    }

    private static Optional<Snapshot> refused(URI uri, int status) {
        LOG.warnf("There is no snapshot at %s: it answers %d", uri, status);
        return Optional.empty();
    }

    private static void told(Snapshot snapshot, String where) {
        LOG.infof(
                "Starting from %s: %d groups and %d instances",
                where,
                snapshot.image().groups().size(),
                snapshot.image().instances().size());
    }
}
