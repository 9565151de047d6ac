package io.ringfence.gateway.proxy;

import static io.ringfence.gateway.Backend.PROJECTION_SERVICE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.gateway.GatewayTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@Timeout(30)
class StreamingTest extends GatewayTest {
    @Test
    void eachChunkArrivesBeforeTheNextIsSent() throws Exception {
        Semaphore arrived = new Semaphore(0);
        backends.of(PROJECTION_SERVICE).answer(exchange -> {
            OutputStream out = begin(exchange);
            for (int i = 1; i <= 3; i++) {
                out.write(("data: " + i + "\n").getBytes(UTF_8));
                out.flush();
                awaitArrival(arrived);
            }
            exchange.close();
        });

        HttpResponse<InputStream> response = open("/v1/changes");

        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
            for (int i = 1; i <= 3; i++) {
                assertThat(lines.readLine()).isEqualTo("data: " + i);
                arrived.release();
            }
            assertThat(lines.readLine()).isNull();
        }
    }

    @Test
    void aClientThatGoesAwayIsNoticedByAServiceThatKeepsSending() throws Exception {
        CountDownLatch noticed = new CountDownLatch(1);
        backends.of(PROJECTION_SERVICE).answer(exchange -> sendUntilNobodyListens(exchange, noticed));

        HttpResponse<InputStream> response = open("/v1/audit/replay");
        assertThat(response.body().read()).isEqualTo('x');
        response.body().close();

        assertThat(noticed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void sendUntilNobodyListens(HttpExchange exchange, CountDownLatch noticed) throws IOException {
        OutputStream out = begin(exchange);
        byte[] chunk = "x".repeat(1024).getBytes(UTF_8);
        try {
            while (true) {
                out.write(chunk);
                out.flush();
            }
        } catch (IOException e) {
            noticed.countDown();
            throw e;
        }
    }

    @Test
    void aClientThatGoesAwayIsNoticedByAServiceThatHasNothingToSend() throws Exception {
        try (SilentStream service = new SilentStream(backends.of(PROJECTION_SERVICE))) {
            HttpResponse<InputStream> response = open("/v1/changes");
            assertThat(response.body().read()).isEqualTo('x');
            response.body().close();

            assertThat(service.awaitClientGone()).isTrue();
        }
    }

    @Test
    void aStreamThatBreaksOffDoesNotLookLikeOneThatEnded() throws Exception {
        backends.of(PROJECTION_SERVICE).answer(exchange -> {
            OutputStream out = begin(exchange);
            out.write('x');
            out.flush();
            backends.of(PROJECTION_SERVICE).stop();
        });

        HttpResponse<InputStream> response = open("/v1/changes");

        assertThat(response.body().read()).isEqualTo('x');
        assertThatThrownBy(() -> response.body().read()).isInstanceOf(IOException.class);
    }

    private static OutputStream begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private static void awaitArrival(Semaphore arrived) throws IOException {
        try {
            if (!arrived.tryAcquire(5, TimeUnit.SECONDS)) {
                throw new IOException("the chunk did not arrive before the next was due");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<InputStream> open(String path) throws Exception {
        return CLIENT.send(request(path).build(), BodyHandlers.ofInputStream());
    }
}
