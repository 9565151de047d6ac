package io.ringfence.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * So many clients at one address, each with a connection that it keeps and with one request at a time. One event loop
 * serves them all, as they share the processors with what they measure.
 */
final class HttpLoad implements AutoCloseable {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    private final HttpClient http;
    private final int clients;

    HttpLoad(URI address, int clients) {
        this.clients = clients;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost(address.getHost())
                .setDefaultPort(address.getPort())
                .setKeepAlive(true)
                .setMaxPoolSize(clients)
                .setTcpNoDelay(true));
    }

    /** What was answered in time, and how long each took. */
    record Tally(double seconds, Latencies latencies) {
        double perSecond() {
            return latencies.count() / seconds;
        }
    }

    /** Lets every client ask, one request after the other, until the time is over or nothing is left to ask. */
    Tally run(Duration time, IntFunction<Optional<Ask>> next) {
        Running running = new Running(System.nanoTime(), time.toNanos(), next);
        Context loop = vertx.getOrCreateContext();
        for (int client = 0; client < clients; client++) {
            int number = client;
            loop.runOnContext(start -> running.ask(number));
        }
        return running.result(time.plus(ANSWER_LIMIT));
    }

    /** Asks once; completes on the event loop. */
    CompletableFuture<Buffer> ask(Ask ask) {
        CompletableFuture<Buffer> answer = new CompletableFuture<>();
        vertx.getOrCreateContext()
                .runOnContext(start -> send(ask).onComplete(answered -> {
                    if (answered.failed()) {
                        answer.completeExceptionally(answered.cause());
                    } else {
                        answer.complete(answered.result());
                    }
                }));
        return answer;
    }

    /** Begins to ask so often a second; where there is nothing to ask, that turn is left out. */
    Pace pace(int perSecond, Supplier<Optional<Ask>> next) {
        return new Pace(perSecond, next);
    }

    /** Asks at a steady pace until closed. */
    final class Pace implements AutoCloseable {
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final long timer;

        private Pace(int perSecond, Supplier<Optional<Ask>> next) {
            this.timer = vertx.setPeriodic(1_000 / perSecond, tick -> next.get().ifPresent(this::begin));
        }

        private void begin(Ask ask) {
            asked.incrementAndGet();
            send(ask).onComplete(answer -> {
                answered.incrementAndGet();
                if (answer.failed()) {
                    failure.set(answer.cause());
                }
            });
        }

        int answered() {
            return answered.get();
        }

        /** Ends it and waits for the last answers, 30 s at most; a failure of any is thrown. */
        @Override
        public void close() {
            vertx.cancelTimer(timer);
            long deadline = System.nanoTime() + ANSWER_LIMIT.toNanos();
            while (answered.get() < asked.get() && System.nanoTime() < deadline) {
                Quiet.pause(Duration.ofMillis(10));
            }
            Throwable failed = failure.get();
            if (failed != null || answered.get() < asked.get()) {
                throw new BenchFailure("the paced requests failed: " + failed);
            }
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** One run; all but {@link #result} happens on the event loop. */
    private final class Running {
        private final long begun;
        private final long lengthNs;
        private final IntFunction<Optional<Ask>> next;
        private final Latencies latencies = new Latencies();
        private final AtomicInteger active = new AtomicInteger(clients);
        private final CompletableFuture<Tally> end = new CompletableFuture<>();

        Running(long begun, long lengthNs, IntFunction<Optional<Ask>> next) {
            this.begun = begun;
            this.lengthNs = lengthNs;
            this.next = next;
        }

        void ask(int client) {
            Optional<Ask> ask = over() ? Optional.empty() : next.apply(client);
            if (ask.isEmpty()) {
                leave();
                return;
            }
            long asked = System.nanoTime();
            send(ask.get()).onComplete(answered -> {
                if (answered.failed()) {
                    end.completeExceptionally(answered.cause());
                } else {
                    if (!over()) {
                        latencies.add(System.nanoTime() - asked);
                    }
                    ask(client);
                }
            });
        }

        private boolean over() {
            return System.nanoTime() - begun > lengthNs;
        }

        private void leave() {
            if (active.decrementAndGet() == 0) {
                double seconds = Math.min(System.nanoTime() - begun, lengthNs) / 1e9;
                end.complete(new Tally(seconds, latencies));
            }
        }

        Tally result(Duration bound) {
            return await(end, bound);
        }
    }

    /** What it comes to; a failure, or none within the bound, is thrown in words. */
    static <T> T await(CompletableFuture<T> answer, Duration bound) {
        try {
            return answer.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new BenchFailure(String.valueOf(e.getMessage()), e);
        } catch (TimeoutException e) {
            throw new BenchFailure("no answer within " + bound.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    private Future<Buffer> send(Ask ask) {
        return http.request(HttpMethod.POST, ask.path())
                .compose(request -> sent(request, ask))
                .compose(response -> read(response, ask));
    }

    private static Future<HttpClientResponse> sent(HttpClientRequest request, Ask ask) {
        request.putHeader("content-type", "application/json");
        ask.headers().forEach(request::putHeader);
        return request.send(ask.body());
    }

    private static Future<Buffer> read(HttpClientResponse response, Ask ask) {
        return response.body().map(body -> {
            if (response.statusCode() != ask.expected()) {
                throw new BenchFailure(ask.path() + " answered " + response.statusCode() + ": " + body);
            }
            ask.answer().accept(body);
            return body;
        });
    }
}
