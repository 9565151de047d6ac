package io.ringfence.events.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.DomainEvent;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.wire.Evolution.Step;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The worked example: a contract in which a group's name was called title in version 1 and label in version 2 of its
 * modification.
 */
class EvolutionTest {
    private static final String EVENT = "io.ringfence.group.SecurityGroupModified";
    private static final Evolution EXAMPLE = Evolution.of(
            new Step(EVENT, 2, body -> rename(body, "label", "name")),
            new Step(EVENT, 1, body -> rename(body, "title", "label")));

    private final DomainEvent event = Samples.all().stream()
            .filter(sample -> EventType.of(sample).event().equals(EVENT))
            .findFirst()
            .orElseThrow();
    private final String today = new String(Json.write(event), StandardCharsets.UTF_8);

    private static ObjectNode rename(ObjectNode body, String from, String to) {
        body.set(to, body.remove(from));
        return body;
    }

    @Test
    void an_event_of_the_first_day_takes_every_step() throws Unreadable {
        assertThat(read(1, today.replace("\"name\"", "\"title\""))).isEqualTo(event);
    }

    @Test
    void an_event_of_a_later_day_takes_the_steps_that_are_left() throws Unreadable {
        assertThat(read(2, today.replace("\"name\"", "\"label\""))).isEqualTo(event);
    }

    @Test
    void an_event_of_today_is_read_as_it_is() throws Unreadable {
        assertThat(read(3, today)).isEqualTo(event);
    }

    @Test
    void an_event_of_tomorrow_is_unreadable() {
        assertThatThrownBy(() -> read(4, today)).isInstanceOf(Unreadable.class).hasMessageContaining(EVENT + ".v4");
        assertThatThrownBy(() -> EventCodec.decode(record(2, today))).isInstanceOf(Unreadable.class);
    }

    @Test
    void an_old_body_that_is_no_object_is_unreadable() {
        assertThatThrownBy(() -> read(1, "[]")).isInstanceOf(Unreadable.class);
    }

    @Test
    void other_events_are_as_they_were() {
        assertThat(EXAMPLE.currentVersion(EVENT)).isEqualTo(3);
        assertThat(EXAMPLE.currentVersion("io.ringfence.group.SecurityGroupDeleted"))
                .isEqualTo(1);
    }

    @Test
    void a_step_that_is_missing_is_noticed_at_once() {
        assertThatThrownBy(() -> Evolution.of(new Step(EVENT, 2, body -> body)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(EVENT);
    }

    private DomainEvent read(int version, String body) throws Unreadable {
        return EventCodec.decode(record(version, body), EXAMPLE).event();
    }

    private WireRecord record(int version, String body) {
        Envelope envelope = new Envelope(
                "e-1",
                EventType.of(event),
                "/ringfence/test",
                event.aggregate(),
                7,
                Instant.EPOCH,
                AccountId.DEFAULT,
                "ann",
                Channel.REST,
                "c-1",
                null,
                null);
        WireRecord written = EventCodec.encode(envelope, body.getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers = new HashMap<>(written.headers());
        headers.put(Headers.TYPE, EVENT + ".v" + version);
        return new WireRecord(written.key(), headers, written.body());
    }
}
