package io.ringfence.axon.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.Submissions;
import io.ringfence.axon.TestSink;
import io.ringfence.axon.TestStore;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.Submission;
import io.ringfence.axon.publish.EventPublisher;
import io.ringfence.axon.publish.ProducerSink;
import io.ringfence.axon.publish.PublisherProcess;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Topics;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Database;
import io.ringfence.testing.infrastructure.Infrastructure;
import io.ringfence.testing.infrastructure.TopicReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A writer that is stopped for 70 s in the middle of a transaction: longer than the 60 s after which Axon passes over a
 * place in the store that nobody has filled. The connections' time-outs end its transaction long before.
 */
@EnabledIfSystemProperty(named = "ringfence.test.long", matches = "true")
class PausedWriterTest {
    private static final Duration PAUSE = Duration.ofSeconds(70);

    private final String kafka = Infrastructure.shared().bootstrapServers();
    private final Database database = TestStore.freshDatabase();
    private final ProducerSink sink = TestSink.on(kafka);
    private final SecurityGroupId group = Submissions.newGroup();
    private final SecurityGroupId stopped = Submissions.newGroup();

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    void nothing_acknowledged_is_lost_and_the_other_writers_publisher_passes_over_no_event() throws Exception {
        Process writer = startWriter();
        try (TestStore store = publishing()) {
            CommandGate gate = store.gate(Duration.ZERO);
            decide(gate, Submissions.open(group));
            BufferedReader said = writer.inputReader(StandardCharsets.UTF_8);
            assertThat(said.readLine()).isEqualTo("appended");
            signal(writer, "STOP");
            long end = System.nanoTime() + PAUSE.toNanos();

            int acknowledged = 1;
            while (System.nanoTime() - end < 0) {
                decide(gate, Submissions.authorize(group));
                acknowledged++;
                awaitPublished(store);
            }
            signal(writer, "CONT");
            writer.getOutputStream().write('\n');
            writer.getOutputStream().flush();

            assertThat(said.readLine())
                    .as("its transaction was ended meanwhile")
                    .isEqualTo("refused");
            assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(store.count("select max(globalindex) - count(*) from domainevententry"))
                    .as("its place in the store stays empty, before those of others")
                    .isPositive();
            // What it was not told to have done it does again, in the place that the next one has.
            decide(gate, Submissions.open(stopped));
            assertThat(store.count("select count(*) from domainevententry")).isEqualTo(acknowledged + 1);
            assertPublished(group, acknowledged);
            assertPublished(stopped, 1);
        } finally {
            writer.destroyForcibly();
        }
    }

    /** One command after the other has been published, so that the publisher is at the gap all the time. */
    private static void awaitPublished(TestStore store) {
        Waiting.until(
                Duration.ofSeconds(30),
                "the publisher goes on",
                () -> store.count("select max(globalindex) from domainevententry")
                        == store.count("select (convert_from(token, 'UTF8')::jsonb ->> 'index')::bigint from tokenentry"
                                + " where processorname = 'publisher'"));
    }

    private void assertPublished(SecurityGroupId of, int revisions) {
        try (TopicReader reader = new TopicReader(kafka, Topics.RULE_EVENTS)) {
            assertThat(reader
                            .await(
                                    revisions,
                                    record -> new String(record.key(), StandardCharsets.UTF_8).equals(of.value()))
                            .stream()
                            .map(record -> Long.valueOf(new String(
                                    record.headers().lastHeader("ce_sequence").value(), StandardCharsets.UTF_8)))
                            .distinct())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, revisions).boxed().toList());
        }
    }

    private Process startWriter() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoppedWriter.class.getName(),
                        database.jdbcUrl(),
                        database.user(),
                        database.password(),
                        optionsOfTheServices(),
                        stopped.value())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** What every service sets on its connections. */
    private static String optionsOfTheServices() throws IOException {
        Properties properties = new Properties();
        try (InputStream file =
                Files.newInputStream(Path.of("src/main/resources/META-INF/microprofile-config.properties"))) {
            properties.load(file);
        }
        return properties.getProperty("quarkus.datasource.jdbc.additional-jdbc-properties.options");
    }

    private static void signal(Process writer, String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(writer.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private TestStore publishing() {
        TestStore store = TestStore.on(
                database,
                configurer -> PublisherProcess.addTo(
                        configurer,
                        axon -> new EventPublisher(
                                sink, axon.eventSerializer(), "/ringfence/test", Duration.ofSeconds(5))));
        PublisherProcess.of(store.axon()).start();
        return store;
    }

    private static void decide(CommandGate gate, Submission submission) {
        Outcome outcome = gate.submit(submission)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join()
                .outcome();
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    }
}
