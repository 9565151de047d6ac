package io.ringfence.testing.process;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The folder that holds the whole project: the nearest one above the working folder with the launcher's modules. */
public final class ProjectRoot {
    private ProjectRoot() {}

    /** Finds it from the working folder upwards. */
    public static Path find() {
        @Nullable Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            if (Files.isDirectory(folder.resolve(".mvn")) && Files.isDirectory(folder.resolve("shared-events"))) {
                return folder;
            }
            folder = folder.getParent();
        }
        throw new IllegalStateException("not inside the project: " + Path.of("").toAbsolutePath());
    }
}
