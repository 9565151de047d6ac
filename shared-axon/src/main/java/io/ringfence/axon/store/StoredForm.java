package io.ringfence.axon.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.ringfence.events.wire.Evolution;
import io.ringfence.events.wire.Json;
import org.axonframework.serialization.json.JacksonSerializer;

/** The bytes of the event store: those of {@link Json}, so that what is stored can be published as it is. */
public final class StoredForm {
    private StoredForm() {}

    /** A serializer for Axon that writes as {@link Json#write} does. */
    public static JacksonSerializer serializer() {
        return serializer(new StoredEvolution(Evolution.OF_THE_CONTRACT));
    }

    static JacksonSerializer serializer(StoredEvolution evolution) {
        ObjectMapper mapper = Json.mapper().copy();
        JacksonSerializer serializer = JacksonSerializer.builder()
                .revisionResolver(evolution)
                .objectMapper(mapper)
                .classLoader(StoredForm.class.getClassLoader())
                .build();
        // Axon has just registered a module with another form of instants; the one registered last wins. The name is
        // another one, because a module that is there already is passed over.
        mapper.registerModule(new InstantsLast());
        return serializer;
    }

    private static final class InstantsLast extends SimpleModule {
        private static final long serialVersionUID = 1L;

        private InstantsLast() {
            super("ringfence-instants-last");
        }

        @Override
        public void setupModule(SetupContext context) {
            Json.instants().setupModule(context);
        }
    }
}
