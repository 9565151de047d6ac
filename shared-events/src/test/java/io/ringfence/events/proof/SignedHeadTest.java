package io.ringfence.events.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.InvalidValue;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedHeadTest {
    static final Head FIRST = head(1, Hash.ZERO);
    private static final HeadKey KEY = HeadKey.make();

    static Head head(long aggregates, Hash root) {
        return new Head(
                Topics.RULE_EVENTS,
                "t-1",
                Map.of(10, 7L, 2, 0L),
                Instant.parse("2026-11-24T10:03:00.000001Z"),
                aggregates,
                root,
                List.of(AggregateRef.parse("rules:sg-2")),
                1,
                null,
                Instant.parse("2026-11-24T10:03:01.123456789Z"));
    }

    @Test
    void the_payload_is_one_text_for_one_head() throws Unreadable {
        SignedHead signed = KEY.sign(FIRST);

        assertThat(signed.payload())
                .isEqualTo(
                        "{\"topic\":\"ringfence.rule.events.v1\",\"topicId\":\"t-1\",\"positions\":{\"2\":0,\"10\":7},"
                                + "\"until\":\"2026-11-24T10:03:00.000001Z\",\"aggregates\":1,\"root\":\""
                                + "0".repeat(64)
                                + "\",\"held\":[\"rules:sg-2\"],\"number\":1,\"previous\":null,"
                                + "\"at\":\"2026-11-24T10:03:01.123456Z\"}");
        assertThat(signed.head()).isEqualTo(FIRST);
        assertThat(signed.keyId()).isEqualTo(KEY.id());
        assertThat(SignedHead.parse(signed.toJson())).isEqualTo(signed);
        assertThat(signed.hash()).isEqualTo(Hash.sha256(signed.payload().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void only_the_payload_that_was_signed_by_the_key_that_is_named_holds() {
        SignedHead signed = KEY.sign(FIRST);
        String signature = signed.signature();
        HeadKey other = HeadKey.make();

        assertThat(signed.verify(KEY.publicKey())).isTrue();
        assertThat(signed.verify(other.publicKey())).isFalse();
        assertThat(new SignedHead(signed.payload() + " ", signature, KEY.id()).verify(KEY.publicKey()))
                .isFalse();
        assertThat(new SignedHead(signed.payload(), signature, other.id()).verify(KEY.publicKey()))
                .isFalse();
        assertThat(new SignedHead(signed.payload(), other.sign(FIRST).signature(), KEY.id()).verify(KEY.publicKey()))
                .isFalse();
        for (String broken : List.of("", "?", signature.substring(4), "AAAA" + signature.substring(4))) {
            assertThat(new SignedHead(signed.payload(), broken, KEY.id()).verify(KEY.publicKey()))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"topic\"|{ \"topic\"",
                "\"number\":1|\"number\":\"1\"",
                "\"number\":1|\"number\":1.0",
                "\"number\":1|\"number\":1,\"more\":2",
                "\"aggregates\":1,|''",
                "\"aggregates\":1,|\"aggregates\":-1,",
                "\"topicId\":\"t-1\"|\"topicId\":null",
                "\"held\":[|\"held\":[null,",
                "\"previous\":null,|''",
                "\"number\":1|\"number\":2",
                "\"number\":1|\"number\":0",
                "00:01.123456Z|00:01.1234560Z",
                "\"positions\":{\"2\":0,\"10\":7}|\"positions\":{\"10\":7,\"2\":0}"
            })
    void a_payload_that_is_written_in_another_way_is_not_read(String part, String other) {
        String payload = KEY.sign(FIRST).payload().replace("10:03:01", "10:00:01");
        String altered = payload.replace(part, other);

        assertThat(altered).isNotEqualTo(payload);
        assertThatThrownBy(() -> new SignedHead(altered, "", "").head()).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"payload\":\"\",\"signature\":\"\"}",
                "{\"payload\":1,\"signature\":\"\",\"keyId\":\"\"}",
                "{\"payload\":\"\",\"signature\":\"\",\"keyId\":\"\",\"more\":1}"
            })
    void json_that_lacks_a_part_or_has_another_is_not_read(String json) {
        assertThatThrownBy(() -> SignedHead.parse(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void every_head_but_the_first_has_one_before_it() {
        assertThatThrownBy(() ->
                        new Head("t", "t-1", Map.of(), Instant.EPOCH, 0, Hash.ZERO, List.of(), 2, null, Instant.EPOCH))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new Head(
                        "t", "t-1", Map.of(), Instant.EPOCH, 0, Hash.ZERO, List.of(), 1, Hash.ZERO, Instant.EPOCH))
                .isInstanceOf(InvalidValue.class);
    }
}
