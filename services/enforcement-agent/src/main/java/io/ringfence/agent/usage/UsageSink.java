package io.ringfence.agent.usage;

import io.ringfence.agent.usage.UsageNews.News;

/** Tells everybody. */
@FunctionalInterface
public interface UsageSink {

    /** Whether everybody knows; what could not be said is said again later, with what comes then. */
    boolean tell(News news);
}
