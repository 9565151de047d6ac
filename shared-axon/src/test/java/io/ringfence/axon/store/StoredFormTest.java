package io.ringfence.axon.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.time.Ids;
import io.ringfence.events.rule.RuleSetEvent.RuleExpired;
import io.ringfence.events.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StoredFormTest {
    private static final RuleExpired EXPIRED = new RuleExpired(
            new Ids().securityGroup(),
            new Ids().rule(),
            Instant.parse("2026-11-24T10:00:00Z"),
            Instant.parse("2026-11-24T10:00:01.000001Z"));

    @Test
    void stored_bytes_are_the_bytes_on_the_wire() {
        byte[] stored = StoredForm.serializer().serialize(EXPIRED, byte[].class).getData();

        assertThat(stored).asString().isEqualTo(new String(Json.write(EXPIRED), StandardCharsets.UTF_8));
    }

    @Test
    void an_event_is_read_as_it_was_stored() {
        var serializer = StoredForm.serializer();

        RuleExpired read = serializer.deserialize(serializer.serialize(EXPIRED, byte[].class));

        assertThat(read).isEqualTo(EXPIRED);
    }
}
