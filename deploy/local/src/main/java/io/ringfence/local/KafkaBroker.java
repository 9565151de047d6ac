package io.ringfence.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * One Kafka node in this JVM, broker and KRaft controller in one, reachable on loopback only. Its directory outlives it:
 * a later start, also after a kill, finds every topic and record again. It never creates a topic by itself.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private KafkaBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts the node and returns when it serves clients.
     *
     * @param directory holds its logs; made and formatted when there are none yet
     * @param port for clients, 1..65535, free on loopback; the controller takes another, free one
     * @throws IOException if the port is taken or the directory cannot be written
     */
    public static KafkaBroker start(Path directory, int port) throws IOException {
        LoopbackPort.requireFree(port, "Kafka");
        Files.createDirectories(directory);
        Path logs = directory.resolve("logs");
        Properties settings = settings(logs, port, LoopbackPort.findFree());
        if (!Files.exists(logs.resolve("meta.properties"))) {
            format(settings, directory.resolve("server.properties"));
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server, HOST + ":" + port);
    }

    /** What clients put into {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops in the orderly way, so that the next start has no log to recover. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Properties settings, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.store(out, null);
        }
        String[] arguments = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString(), "--ignore-formatted"
        };
        int exitCode = StorageTool.execute(arguments, new PrintStream(OutputStream.nullOutputStream()));
        if (exitCode != 0) {
            throw new IOException("Kafka could not format " + settings.getProperty("log.dirs"));
        }
    }

    private static Properties settings(Path logs, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", logs.toString());
        // Auto-creation under an idempotent producer loops on OutOfOrderSequenceException: TopicCreation comes first.
        settings.put("auto.create.topics.enable", "false");
        // The default of 9 s keeps a restarted node out until its killed predecessor's session has run out.
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "500");
        // The controller would write, and flush to disk, one empty record after another while nothing happens.
        settings.put("metadata.max.idle.interval.ms", "0");
        settings.put("group.initial.rebalance.delay.ms", "0");
        putSingleNodeReplication(settings);
        putSmallFootprint(settings);
        return settings;
    }

    private static void putSingleNodeReplication(Properties settings) {
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
    }

    private static void putSmallFootprint(Properties settings) {
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20));
        settings.put("log.index.size.max.bytes", String.valueOf(1 << 20));
    }
}
