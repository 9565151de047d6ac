package io.ringfence.nativecalls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel lets this process do. */
public final class Privileges {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String EFFECTIVE = "CapEff:";
    private static final int NET_ADMIN = 12;

    private Privileges() {}

    /** Whether tables and links may be changed: CAP_NET_ADMIN is among the effective capabilities. */
    public static boolean mayChangeNetwork() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(EFFECTIVE))
                    .map(line -> line.substring(EFFECTIVE.length()).strip())
                    .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & (1L << NET_ADMIN)) != 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + STATUS, e);
        }
    }
}
