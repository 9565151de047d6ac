package io.ringfence.agent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.feed.Position;
import io.ringfence.feed.Positions;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.testing.Seeds;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.story.History;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {

    private final Random random = new Random(Seeds.one());

    @TempDir
    Path directory;

    @Test
    void whatWasWrittenIsRead() {
        Seeds.forEach(20, seeded -> {
            Snapshot snapshot = random(seeded);
            assertThat(writtenAndRead(snapshot)).contains(snapshot);
        });
    }

    @Test
    void whereNothingWasWrittenThereIsNothing() throws SnapshotUnreadable {
        assertThat(new SnapshotFile(directory.resolve("never-made")).read()).isEmpty();
    }

    /** Nearly always refused: a few bits are padding. */
    @Test
    void aFileThatWasCutOffOrDamagedAnywhereIsRefusedOrSaysTheSame() throws IOException {
        SnapshotFile file = new SnapshotFile(directory);
        Snapshot snapshot = random(random);
        file.write(snapshot);
        byte[] whole = Files.readAllBytes(file.path());
        AtomicInteger refused = new AtomicInteger();
        Seeds.forEach(200, seeded -> {
            put(file, damage(whole, seeded));
            try {
                assertThat(file.read()).contains(snapshot);
            } catch (SnapshotUnreadable expected) {
                refused.incrementAndGet();
            }
        });
        assertThat(refused.get()).isPositive();
    }

    @Test
    void aWriteThatWasCutOffLeavesTheFormerOne() throws Exception {
        SnapshotFile file = new SnapshotFile(directory);
        Snapshot snapshot = random(random);
        file.write(snapshot);
        Files.write(directory.resolve("snapshot.ndjson.gz.next"), new byte[] {1, 2, 3});
        assertThat(file.read()).contains(snapshot);
        file.write(Snapshot.NOTHING);
        assertThat(file.read()).contains(Snapshot.NOTHING);
    }

    @Test
    void aDamagedOneIsPassedOverAndSaid() throws IOException {
        SnapshotFile file = new SnapshotFile(directory);
        Files.writeString(file.path(), "no snapshot");
        assertThat(new Snapshots(file, Optional.empty()).own()).isEmpty();
    }

    @Test
    void theKeeperWritesTheNewestWithinASecondAndWhatIsLeftWhenItIsClosed() {
        Snapshot first = random(random);
        Snapshot second = new Snapshot(first.image(), Positions.of(List.of(new Position("other", "id", 0, 1))));
        SnapshotFile file = new SnapshotFile(directory.resolve("kept"));
        try (SnapshotKeeper keeper = SnapshotKeeper.start(file)) {
            keeper.offer(first);
            Waiting.until(Duration.ofSeconds(10), "written", () -> Files.exists(file.path()));
            keeper.offer(second);
        }
        assertThat(new Snapshots(file, Optional.empty()).own()).contains(second);
    }

    @Test
    void theProjectionsIsTakenWhereItAnswersWithAWholeOne() throws IOException {
        Snapshot snapshot = random(random);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        SnapshotLines.write(snapshot, lines);
        byte[] whole = lines.toByteArray();
        SnapshotFile none = new SnapshotFile(directory.resolve("never-made"));
        assertThat(asked(none, 200, whole)).contains(snapshot);
        assertThat(asked(none, 200, Arrays.copyOf(whole, whole.length / 2))).isEmpty();
        assertThat(asked(none, 503, whole)).isEmpty();
        assertThat(new Snapshots(none, Optional.of(URI.create("http://127.0.0.1:9/v1/snapshot"))).ofProjection())
                .isEmpty();
        assertThat(new Snapshots(none, Optional.empty()).ofProjection()).isEmpty();
    }

    private static Optional<Snapshot> asked(SnapshotFile none, int status, byte[] body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/snapshot", exchange -> {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/snapshot");
            return new Snapshots(none, Optional.of(uri)).ofProjection();
        } finally {
            server.stop(0);
        }
    }

    private static void put(SnapshotFile file, byte[] bytes) {
        try {
            Files.write(file.path(), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Snapshot> writtenAndRead(Snapshot snapshot) {
        SnapshotFile file = new SnapshotFile(directory);
        try {
            file.write(snapshot);
            return file.read();
        } catch (IOException | SnapshotUnreadable failed) {
            throw new AssertionError(failed);
        }
    }

    /** An aggregate that is held is among them, as an event is missing. */
    private static Snapshot random(RandomGenerator random) {
        List<EventRecord> history = new ArrayList<>(History.of(random, 120).events());
        history.remove(history.size() / 2);
        PolicyDelta delta = new PolicyDelta(PolicyImage.EMPTY);
        history.forEach(delta::replay);
        return new Snapshot(
                delta.apply(),
                Positions.of(List.of(
                        new Position("ringfence.rule.events.v1", "some-id", 3, random.nextLong(1_000)),
                        new Position("ringfence.group.events.v1", "other-id", 0, 0))));
    }

    private static byte[] damage(byte[] whole, RandomGenerator random) {
        if (random.nextBoolean()) {
            return Arrays.copyOf(whole, random.nextInt(whole.length));
        }
        byte[] damaged = whole.clone();
        // The header's time, flags and operating system, bytes 4 to 9, are not looked at by anyone.
        damaged[10 + random.nextInt(whole.length - 10)] ^= (byte) (1 << random.nextInt(8));
        return damaged;
    }
}
