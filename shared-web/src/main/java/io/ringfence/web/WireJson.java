package io.ringfence.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.ringfence.events.wire.Json;
import jakarta.inject.Singleton;

/** Makes REST write instants as the events do: RFC 3339 in UTC with six decimals. */
@Singleton
public final class WireJson implements ObjectMapperCustomizer {
    /** The last one to customize: of two forms for one type, Jackson takes the one registered last. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(Json.instants());
    }
}
