package io.ringfence.gateway.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ringfence.gateway.TestBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes a service's place: answers one request with one chunk of a stream and then only listens for the end. */
final class SilentStream implements AutoCloseable {
    private static final String HEAD_AND_CHUNK =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n1\r\nx\r\n";

    private final TestBackend replaced;
    private final ServerSocket listening;
    private final CompletableFuture<Boolean> clientGone;

    SilentStream(TestBackend replaced) throws IOException {
        this.replaced = replaced;
        replaced.stop();
        listening = new ServerSocket(replaced.port(), 1, InetAddress.getLoopbackAddress());
        clientGone = CompletableFuture.supplyAsync(this::serveOne);
    }

    private boolean serveOne() {
        try (Socket socket = listening.accept()) {
            socket.getOutputStream().write(HEAD_AND_CHUNK.getBytes(US_ASCII));
            socket.getOutputStream().flush();
            byte[] request = new byte[8192];
            int read = 0;
            while (read >= 0) {
                read = socket.getInputStream().read(request);
            }
            return true;
        } catch (IOException e) {
            return !listening.isClosed();
        }
    }

    /** Whether the connection was closed from the other side within 10 seconds. */
    boolean awaitClientGone() throws InterruptedException, ExecutionException, TimeoutException {
        return clientGone.get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        replaced.restart();
    }
}
