package io.ringfence.events.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.WireRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventChainTest {
    private static final WireRecord EVENT =
            record("sg-1", Map.of("ce_id", "e-1", "content-type", "application/json"), "{}");

    private static WireRecord record(String key, Map<String, String> headers, String body) {
        return new WireRecord(key, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Hash sha256(String bytes) {
        return Hash.sha256(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void the_content_is_every_part_with_its_length_before_it() {
        String bytes = "\0\0\0\0\0\0\0\4sg-1" + "\0\0\0\0\0\0\0\2"
                + "\0\0\0\0\0\0\0\5ce_id" + "\0\0\0\0\0\0\0\3e-1"
                + "\0\0\0\0\0\0\0\14content-type" + "\0\0\0\0\0\0\0\20application/json"
                + "\0\0\0\0\0\0\0\2{}";

        assertThat(EventChain.content(EVENT)).isEqualTo(sha256(bytes));
    }

    @Test
    void the_chain_begins_with_the_aggregates_name_and_goes_on_over_both_hashes() {
        Hash start = EventChain.start(AggregateRef.parse("rules:sg-1"));
        Hash content = EventChain.content(EVENT);
        String both = new String(start.bytes(), StandardCharsets.ISO_8859_1)
                + new String(content.bytes(), StandardCharsets.ISO_8859_1);

        assertThat(start).isEqualTo(sha256("ringfence:rules:sg-1"));
        assertThat(EventChain.next(start, content)).isEqualTo(sha256(both));
    }

    @Test
    void neither_the_order_of_headers_nor_those_added_on_the_way_are_of_the_event() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("traceparent", "00-1-2-01");
        headers.put("content-type", "application/json");
        headers.put("ce_id", "e-1");
        headers.put("CE_ID", "e-2");

        assertThat(EventChain.content(record("sg-1", headers, "{}"))).isEqualTo(EventChain.content(EVENT));
    }

    @Test
    void names_are_sorted_as_their_bytes_are() {
        Map<String, String> headers = Map.of("ce_\ud83d\ude00", "", "ce_\uff5e", "");
        String bytes = "\0\0\0\0\0\0\0\4sg-1" + "\0\0\0\0\0\0\0\2"
                + "\0\0\0\0\0\0\0\6ce_\u00ef\u00bd\u009e" + "\0\0\0\0\0\0\0\0"
                + "\0\0\0\0\0\0\0\7ce_\u00f0\u009f\u0098\u0080" + "\0\0\0\0\0\0\0\0"
                + "\0\0\0\0\0\0\0\2{}";

        assertThat(EventChain.content(record("sg-1", headers, "{}"))).isEqualTo(sha256(bytes));
    }

    @Test
    void whatever_moves_or_changes_makes_another_hash() {
        List<WireRecord> others = List.of(
                record("sg-2", EVENT.headers(), "{}"),
                record("sg-", Map.of("1ce_id", "e-1", "content-type", "application/json"), "{}"),
                record("sg-1", EVENT.headers(), "{ }"),
                record("sg-1", Map.of("ce_id", "e-1"), "{}"),
                record("sg-1", Map.of("ce_id", "e-1application", "content-type", "/json"), "{}"),
                record("sg-1", Map.of("ce_id", "e-1", "content-type", "application/json{"), "}"),
                record("sg-1", Map.of("ce_ie", "e-1", "content-type", "application/json"), "{}"),
                record("sg-1", Map.of("ce_id", "e-1", "ce_x", "", "content-type", "application/json"), "{}"));

        assertThat(Stream.concat(others.stream(), Stream.of(EVENT)).map(EventChain::content))
                .doesNotHaveDuplicates();
    }
}
