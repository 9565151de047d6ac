package io.ringfence.testing.infrastructure;

import io.ringfence.local.DirectoryRemoval;
import io.ringfence.local.LocalServers;
import io.ringfence.local.LocalSettings;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The two servers for the life of one test JVM: says "ready", runs until its standard input ends, which happens also
 * when that JVM is killed, and takes its directory with it.
 */
final class EmbeddedServersProgram {
    private EmbeddedServersProgram() {}

    public static void main(String[] arguments) throws IOException {
        LocalSettings settings = LocalSettings.fromSystemProperties();
        LocalServers servers = LocalServers.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(servers, settings), "embedded-servers-end"));
        servers.awaitReady();
        System.out.println("ready");
        // Nothing is ever sent: what matters is that the input ends with the JVM at its other end.
        System.in.readAllBytes();
        System.exit(0);
    }

    private static void end(LocalServers servers, LocalSettings settings) {
        try {
            servers.close();
            DirectoryRemoval.remove(settings.directory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
