package io.ringfence.events.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.events.DomainEvent;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
    private static final Instant TIME = Instant.parse("2026-11-24T10:03:00.000007Z");

    static java.util.stream.Stream<DomainEvent> samples() {
        return Samples.all().stream();
    }

    private static EventRecord record(DomainEvent event) {
        return new EventRecord(
                new Envelope(
                        "e-1",
                        EventType.of(event),
                        "/ringfence/test",
                        event.aggregate(),
                        7,
                        TIME,
                        AccountId.DEFAULT,
                        "ann",
                        Channel.REST,
                        "c-1",
                        "e-0",
                        null),
                event);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void an_event_comes_back_as_it_went(DomainEvent event) throws Unreadable {
        EventRecord record = record(event);

        assertThat(EventCodec.decode(EventCodec.encode(record))).isEqualTo(record);
    }

    @Test
    void an_event_travels_as_a_cloudevent_in_binary_mode() {
        WireRecord wire = EventCodec.encode(record(Samples.all().get(6)));

        assertThat(wire.key()).isEqualTo(Samples.WEB.value());
        assertThat(wire.headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_type", "io.ringfence.rule.RulesAuthorized.v1")
                .containsEntry("ce_subject", Samples.WEB.value())
                .containsEntry("ce_time", "2026-11-24T10:03:00.000007Z")
                .containsEntry("ce_aggregatetype", "rules")
                .containsEntry("ce_sequence", "7")
                .containsEntry("ce_actor", "ann")
                .containsEntry("content-type", "application/json")
                .doesNotContainKey("ce_traceparent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ce_id",
                "ce_type",
                "ce_source",
                "ce_subject",
                "ce_time",
                "ce_aggregatetype",
                "ce_sequence",
                "ce_account",
                "ce_actor",
                "ce_channel",
                "ce_correlationid"
            })
    void a_missing_attribute_makes_it_unreadable_and_is_named(String header) {
        WireRecord wire = EventCodec.encode(record(Samples.all().get(0)));
        Map<String, String> headers = new LinkedHashMap<>(wire.headers());
        headers.remove(header);

        assertThatThrownBy(() -> EventCodec.decode(new WireRecord(wire.key(), headers, wire.body())))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining(header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{}", "{\"securityGroupId\":\"sg-1\"}"})
    void a_body_of_another_shape_makes_it_unreadable(String body) {
        WireRecord wire = EventCodec.encode(record(Samples.all().get(0)));
        WireRecord broken = new WireRecord(wire.key(), wire.headers(), body.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> EventCodec.decode(broken)).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"securityGroupId\"", "\"name\"", "\"innerAccessPolicy\"", "\"type\""})
    void a_body_that_lacks_a_part_is_unreadable_and_the_part_named(String member) {
        WireRecord wire = EventCodec.encode(record(Samples.all().get(0)));
        String body = new String(wire.body(), StandardCharsets.UTF_8).replace(member, "\"later\"");

        assertThatThrownBy(() -> EventCodec.decode(
                        new WireRecord(wire.key(), wire.headers(), body.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining(member.replace("\"", "") + " is missing");
    }

    @Test
    void a_rule_that_lacks_a_part_makes_its_event_unreadable() {
        WireRecord wire = EventCodec.encode(record(Samples.all().get(6)));
        String body = new String(wire.body(), StandardCharsets.UTF_8).replace("\"direction\"", "\"later\"");

        assertThatThrownBy(() -> EventCodec.decode(
                        new WireRecord(wire.key(), wire.headers(), body.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("rules[0].spec.direction is missing");
    }

    @Test
    void whatever_bit_of_a_body_is_wrong_it_is_an_event_or_unreadable_and_nothing_else() {
        for (DomainEvent event : Samples.all()) {
            WireRecord wire = EventCodec.encode(record(event));
            for (int bit = 0; bit < 8 * wire.body().length; bit++) {
                byte[] wrong = wire.body().clone();
                wrong[bit / 8] ^= (byte) (1 << bit % 8);

                String outcome = outcome(new WireRecord(wire.key(), wire.headers(), wrong));

                assertThat(outcome).as("bit %d of %s", bit, event).isIn("an event", "unreadable");
            }
        }
    }

    private static String outcome(WireRecord record) {
        try {
            EventCodec.decode(record);
            return "an event";
        } catch (Unreadable e) {
            return "unreadable";
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    @Test
    void a_member_that_came_later_is_passed_over() throws Unreadable {
        WireRecord wire = EventCodec.encode(record(Samples.all().get(2)));
        byte[] more =
                ("{\"securityGroupId\":\"" + Samples.WEB + "\",\"laterMember\":1}").getBytes(StandardCharsets.UTF_8);

        EventRecord read = EventCodec.decode(new WireRecord(wire.key(), wire.headers(), more));

        assertThat(read.event()).isEqualTo(Samples.all().get(2));
    }

    @Test
    void every_kind_of_aggregate_has_a_topic_of_events() {
        for (AggregateKind kind : AggregateKind.values()) {
            assertThat(Topics.EVENTS).contains(Topics.of(kind));
        }
    }
}
