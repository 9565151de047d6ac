package io.ringfence.gateway;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;

/** What every test of the running gateway needs: its address, the servers behind it, and a client. */
@QuarkusTestResource(TestBackends.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields before each test
public abstract class GatewayTest {
    protected static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource("/")
    protected URI gateway;

    protected TestBackends backends;

    @BeforeEach
    void everyServiceIsThere() throws IOException {
        backends.reset();
    }

    /** A request to the gateway that gives up after 10 seconds. */
    protected HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.resolve(path)).timeout(Duration.ofSeconds(10));
    }
}
