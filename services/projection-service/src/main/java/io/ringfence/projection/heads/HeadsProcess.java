package io.ringfence.projection.heads;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ringfence.events.proof.HeadKey;
import io.ringfence.projection.settle.SettledTimes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Signs every so often, from the start of the process to its end; what fails is tried again the next time. */
@ApplicationScoped
public class HeadsProcess {
    private static final Logger LOG = Logger.getLogger(HeadsProcess.class);
    private static final Duration END_WITHIN = Duration.ofSeconds(5);
    private static final String KEY_FILE = "signing-key.pem";

    private final HeadsSettings settings;
    private final String bootstrapServers;
    private final DataSource database;
    private final SettledTimes settled;
    private final Counter signed;
    private final Counter failed;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "heads");
    private volatile @Nullable HeadKey key;

    @Inject
    public HeadsProcess(
            HeadsSettings settings,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            DataSource database,
            SettledTimes settled,
            MeterRegistry metrics) {
        this.settings = settings;
        this.bootstrapServers = bootstrapServers;
        this.database = database;
        this.settled = settled;
        this.signed = metrics.counter("ringfence.heads.signed");
        this.failed = metrics.counter("ringfence.heads.failed");
    }

    /** A key that is there and cannot be read ends the process: to go on with another one would hide what happened. */
    void start(@Observes StartupEvent event) {
        Path directory = settings.directory().orElse(null);
        if (directory == null) {
            LOG.info("Heads are not signed: ringfence.heads.directory is not set");
            return;
        }
        try {
            key = HeadKeyFiles.loadOrMake(directory.resolve(KEY_FILE));
        } catch (IOException e) {
            throw new UncheckedIOException("heads cannot be signed: " + e.getMessage(), e);
        }
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        closing.countDown();
        try {
            thread.join(END_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The key that signs here; empty where nothing is signed. */
    public Optional<HeadKey> key() {
        return Optional.ofNullable(key);
    }

    /** Where the key and the file of heads are; empty where nothing is signed. */
    public Optional<Path> directory() {
        return settings.directory();
    }

    private void run() {
        try (HeadTopic topic = new HeadTopic(bootstrapServers)) {
            HeadSigner signer = new HeadSigner(
                    settings.directory().orElseThrow(),
                    key().orElseThrow(),
                    database,
                    settled,
                    topic,
                    Clock.systemUTC());
            while (!closing.await(settings.every().toMillis(), TimeUnit.MILLISECONDS)) {
                sign(signer);
            }
        } catch (InterruptedException e) {
            closing.countDown(); // nobody interrupts this thread but to end it
        }
    }

    private void sign(HeadSigner signer) {
        try {
            signed.increment(signer.sign());
        } catch (RuntimeException e) {
            failed.increment();
            LOG.warnf("No head could be signed; it is tried again in %s: %s", settings.every(), e.getMessage());
        }
    }
}
