package io.ringfence.instance;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.testing.infrastructure.EventTopics;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every test of the running service needs: Kafka as others see it, fresh addresses, requests. */
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "instance_service"))
@WithTestResource(FewPlaces.class)
@SuppressWarnings("NullAway.Init") // set before each test
abstract class RunningServiceTest {
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    EventTopics kafka;

    @BeforeEach
    void connect() {
        kafka = new EventTopics(bootstrapServers);
    }

    @AfterEach
    void disconnect() {
        kafka.close();
    }

    /** An address that no test has used. */
    static String freshAddress() {
        int number = ADDRESSES.incrementAndGet();
        return "10.9." + number / 200 + "." + (1 + number % 200);
    }

    static RequestSpecification request() {
        return given().contentType("application/json");
    }

    static String body(SecurityGroupId group, String... addresses) {
        return "{\"securityGroupId\": \"" + group + "\", \"addresses\": ["
                + Arrays.stream(addresses).map(address -> "\"" + address + "\"").collect(Collectors.joining(", "))
                + "]}";
    }

    static ValidatableResponse register(SecurityGroupId group, String... addresses) {
        return request().body(body(group, addresses)).post("/v1/instances").then();
    }

    static String registered(SecurityGroupId group, String... addresses) {
        return register(group, addresses).statusCode(201).extract().path("instanceId");
    }
}
