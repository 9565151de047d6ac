package io.ringfence.testing.infrastructure;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The same two servers from images, {@code ringfence.infrastructure.kafka-image} and {@code .postgres-image}.
 * Testcontainers removes the containers when this JVM has ended.
 */
final class ContainerServers {
    private ContainerServers() {}

    static boolean dockerAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    // The containers live as long as this JVM: closing them is Testcontainers' work.
    @SuppressWarnings("resource")
    static Endpoints start() {
        KafkaContainer kafka = new KafkaContainer(image("kafka", "apache/kafka:4.1.1", "apache/kafka"))
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        PostgreSQLContainer postgres = new PostgreSQLContainer(image("postgres", "postgres:17", "postgres"))
                .withCommand("postgres", "-c", "max_connections=200");
        Startables.deepStart(kafka, postgres).join();
        return new Endpoints(
                kafka.getBootstrapServers(),
                postgres.getHost(),
                postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                postgres.getUsername(),
                postgres.getPassword());
    }

    private static DockerImageName image(String server, String byDefault, String compatibleWith) {
        return DockerImageName.parse(System.getProperty("ringfence.infrastructure." + server + "-image", byDefault))
                .asCompatibleSubstituteFor(compatibleWith);
    }
}
