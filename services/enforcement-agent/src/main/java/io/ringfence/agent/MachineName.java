package io.ringfence.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name that the machine gives itself, as {@code uname -n} prints it. */
final class MachineName {

    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private MachineName() {}

    static String read() {
        try {
            return Files.readString(KERNEL).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + KERNEL, e);
        }
    }
}
