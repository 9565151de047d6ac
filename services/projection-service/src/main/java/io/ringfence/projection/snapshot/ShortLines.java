package io.ringfence.projection.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.ringfence.policy.image.ImageLine;
import jakarta.inject.Singleton;

/** Leaves out of a line the parts that it has not; the image itself knows nothing of JSON. */
@Singleton
public final class ShortLines implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.addMixIn(ImageLine.class, WithoutNulls.class);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private interface WithoutNulls {}
}
