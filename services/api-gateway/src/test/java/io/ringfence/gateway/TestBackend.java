package io.ringfence.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small real HTTP server in place of a service: answers as it is told, its own name otherwise. */
public final class TestBackend implements AutoCloseable {
    private final String name;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final int port;
    private volatile HttpHandler answer;
    private HttpServer server;
    private boolean stopped;

    TestBackend(String name) throws IOException {
        this.name = name;
        this.answer = this::sayName;
        this.server = listen(0);
        this.port = server.getAddress().getPort();
    }

    /** What a request looked like when it arrived. */
    public record Asked(String method, String uri, Headers headers, String body) {}

    private HttpServer listen(int wanted) throws IOException {
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
        listening.setExecutor(threads);
        listening.createContext("/", this::handle);
        listening.start();
        return listening;
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        answer.handle(exchange);
    }

    private void sayName(HttpExchange exchange) throws IOException {
        reply(exchange, 200, "text/plain", name);
    }

    /** Sends a whole answer. */
    public static void reply(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** From now on, requests are answered by this. */
    public void answer(HttpHandler newAnswer) {
        answer = newAnswer;
    }

    /** From now on, requests are answered with this status and JSON. */
    public void answerJson(int status, String json) {
        answer = exchange -> reply(exchange, status, "application/json", json);
    }

    /** What was asked since the last {@link #reset()}, oldest first. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** The service dies: nothing listens any more. */
    public void stop() {
        server.stop(0);
        stopped = true;
    }

    /** The service is there again, at the same port. */
    public void restart() throws IOException {
        server = listen(port);
        stopped = false;
    }

    /** Alive, answering with its name, having been asked nothing. */
    void reset() throws IOException {
        if (stopped) {
            restart();
        }
        answer = this::sayName;
        asked.clear();
    }

    public int port() {
        return port;
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }
}
