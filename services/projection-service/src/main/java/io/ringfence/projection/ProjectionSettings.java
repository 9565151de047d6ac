package io.ringfence.projection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set of the flow of events into rows: {@code ringfence.projection.*}. */
@ConfigMapping(prefix = "ringfence.projection")
public interface ProjectionSettings {
    /** Whether this process follows the events; one that does not only answers from the rows. */
    @WithDefault("true")
    boolean follow();

    /** The most records that one transaction takes in, 1 or more. What begins and ends within one is written once. */
    @WithDefault("3000")
    int batchSize();
}
