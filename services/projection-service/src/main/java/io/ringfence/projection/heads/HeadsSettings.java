package io.ringfence.projection.heads;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What can be set of signed heads: {@code ringfence.heads.*}. */
@ConfigMapping(prefix = "ringfence.heads")
public interface HeadsSettings {
    /**
     * Where the signing key, its public half and the file of heads are; made where they are missing. Without it nothing
     * is signed. One process signs for an installation.
     */
    Optional<Path> directory();

    /** How often each topic's head is signed, where anything has happened. */
    @WithDefault("60s")
    Duration every();
}
