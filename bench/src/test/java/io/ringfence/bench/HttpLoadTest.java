package io.ringfence.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLoadTest {
    private static final Duration AMPLE = Duration.ofSeconds(20);

    private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private HttpLoad load;

    @BeforeEach
    void a_server() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/good", exchange -> {
            connections.add(exchange.getRemoteAddress());
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        load = new HttpLoad(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), 4);
    }

    @AfterEach
    void close() {
        load.close();
        server.stop(0);
    }

    private Optional<Ask> ask(String path, int limit) {
        return asked.getAndIncrement() >= limit
                ? Optional.empty()
                : Optional.of(new Ask(path, Map.of(), Buffer.buffer("{}"), 200, answer -> {}));
    }

    @Test
    void every_answer_is_counted_and_each_client_keeps_its_connection() {
        HttpLoad.Tally tally = load.run(AMPLE, client -> ask("/good", 200));

        assertThat(tally.latencies().count()).isEqualTo(200);
        assertThat(tally.seconds()).isLessThan(20.0);
        assertThat(connections).hasSize(4);
    }

    @Test
    void an_answer_of_another_status_ends_the_measurement() {
        assertThatExceptionOfType(BenchFailure.class)
                .isThrownBy(() -> load.run(AMPLE, client -> ask("/absent", 200)))
                .withMessageContaining("/absent answered 404");
    }
}
