package io.ringfence.agent.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.ringfence.events.wire.Json;
import jakarta.inject.Singleton;

/** Instants in answers have the form that they have everywhere in Ringfence. */
@Singleton
public class StatusJson implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(Json.instants());
    }
}
