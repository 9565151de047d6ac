package io.ringfence.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Has a projection-service verify everything once, and says how long that took. */
final class VerificationRun {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final URI projection;

    VerificationRun(URI projection) {
        this.projection = projection;
    }

    /**
     * What came of it.
     *
     * @param events that were read from offset 0
     * @param rows of the views that were compared
     * @param seconds from the question to the answer
     */
    record Outcome(boolean verified, long events, long rows, long heads, double seconds) {}

    Outcome perform() {
        HttpRequest request = HttpRequest.newBuilder(projection.resolve("/v1/audit/verify"))
                .header("Accept", "application/json")
                .timeout(PATIENCE)
                .POST(BodyPublishers.noBody())
                .build();
        long begun = System.nanoTime();
        try {
            JsonNode report = new ObjectMapper()
                    .readTree(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofByteArray())
                            .body());
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (!report.hasNonNull("verified")) {
                throw new BenchFailure("the verification did not come to its end: " + report);
            }
            return new Outcome(
                    report.path("verified").asBoolean(),
                    report.path("events").asLong(),
                    report.path("rows").asLong(),
                    report.path("heads").asLong(),
                    seconds);
        } catch (IOException e) {
            throw new BenchFailure("the verification was not answered: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}
