package io.ringfence.axon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ringfence.axon.decide.Requester;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandEventReaderTest {
    private static final String TYPE = "io.ringfence.rule.RevokeRules.v1";
    private static final String BODY = "{\"ruleIds\": []}";
    private static final Map<String, String> STRUCTURED =
            Map.of("Content-Type", "application/cloudevents+json; charset=utf-8");

    private final CommandEventReader reader = new CommandEventReader(Topics.RULE_COMMANDS);

    @Test
    void binary_mode_has_the_attributes_as_headers() throws Exception {
        CommandEvent command = read(
                "sg-1", with(binary(), Map.of("ce_account", "shop", "ce_actor", "carol", "ce_traceparent", "t")), BODY);

        assertThat(command.type()).isEqualTo(CommandType.REVOKE_RULES);
        assertThat(command.data()).hasToString("{\"ruleIds\":[]}");
        assertThat(command.sender())
                .isEqualTo(new Sender(
                        "c1",
                        "/test",
                        new Requester(new AccountId("shop"), "carol", Channel.KAFKA),
                        "sg-1",
                        CommandType.REVOKE_RULES,
                        "t"));
    }

    @Test
    void structured_mode_has_the_attributes_in_the_body() throws Exception {
        CommandEvent command = read("sg-1", STRUCTURED, structured("\"actor\": \"carol\", \"data\": " + BODY));

        assertThat(command.sender().commandId()).isEqualTo("c1");
        assertThat(command.sender().requester().actor()).isEqualTo("carol");
        assertThat(command.data()).hasToString("{\"ruleIds\":[]}");
    }

    @Test
    void nobody_in_particular_asks_for_the_default_account() throws Exception {
        assertThat(read("sg-1", binary(), BODY).sender().requester())
                .isEqualTo(new Requester(AccountId.DEFAULT, "anonymous", Channel.KAFKA));
    }

    @Test
    void what_has_an_id_is_told_what_is_wrong_with_it() {
        refused(binary(), null, ProblemCode.MALFORMED_JSON);
        refused(binary(), "not json", ProblemCode.MALFORMED_JSON);
        refused(binary(), "[]", ProblemCode.MALFORMED_JSON);
        refused(binary(), "{\"a\": \"" + "x".repeat(1 << 20) + "\"}", ProblemCode.PAYLOAD_TOO_LARGE);
        refused(with(binary(), Map.of("content-type", "text/csv")), BODY, ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        refused(with(binary(), Map.of("ce_specversion", "0.3")), BODY, ProblemCode.INVALID_PARAMETER);
        refused(with(binary(), Map.of("ce_source", " ")), BODY, ProblemCode.MISSING_PARAMETER);
        refused(with(binary(), Map.of("ce_source", "x".repeat(256))), BODY, ProblemCode.INVALID_PARAMETER);
        refused(with(binary(), Map.of("ce_type", "com.example.Other")), BODY, ProblemCode.UNKNOWN_COMMAND_TYPE);
        refused(
                with(binary(), Map.of("ce_type", "io.ringfence.group.CreateSecurityGroup.v1")),
                BODY,
                ProblemCode.WRONG_TOPIC);
        refused(with(binary(), Map.of("ce_account", "no account")), BODY, ProblemCode.INVALID_PARAMETER);
        refused(STRUCTURED, structured("\"data\": 1"), ProblemCode.MALFORMED_JSON);
    }

    @Test
    void a_change_without_a_key_is_refused_and_a_creation_needs_none() throws Exception {
        Answerable refusal = catchThrowableOfType(Answerable.class, () -> read(null, binary(), BODY));

        assertThat(refusal.problem().code()).isEqualTo(ProblemCode.MISSING_PARAMETER);
        assertThat(refusal.problem().parameter()).isEqualTo("key");
        Map<String, String> creation = with(binary(), Map.of("ce_type", "io.ringfence.rule.CreatePrefixList.v1"));
        assertThat(read(null, creation, "{}").sender().target()).isEmpty();
    }

    @Test
    void what_has_no_id_is_unreadable_and_says_why() {
        unreadable(Map.of(), "not json", "JSON");
        unreadable(Map.of(), BODY, "ce_id");
        unreadable(with(binary(), Map.of("ce_id", " ")), BODY, "ce_id");
        unreadable(with(binary(), Map.of("ce_id", "x".repeat(256))), BODY, "ce_id");
        unreadable(with(binary(), Map.of("ce_id", "a\0b")), BODY, "ce_id");
        unreadable(STRUCTURED, "not json", "JSON");
        unreadable(STRUCTURED, structured("\"data\": \"" + "x".repeat(1 << 20) + "\""), "1048576");
    }

    private void refused(Map<String, String> headers, @Nullable String body, ProblemCode code) {
        Answerable refusal = catchThrowableOfType(Answerable.class, () -> read("sg-1", headers, body));

        assertThat(refusal.problem().code()).isEqualTo(code);
        assertThat(refusal.sender().commandId()).isEqualTo("c1");
    }

    private void unreadable(Map<String, String> headers, @Nullable String body, String reason) {
        assertThat(catchThrowableOfType(Unreadable.class, () -> read("sg-1", headers, body)))
                .hasMessageContaining(reason);
    }

    private CommandEvent read(@Nullable String key, Map<String, String> headers, @Nullable String body)
            throws Unreadable, Answerable {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(Topics.RULE_COMMANDS, 0, 0, bytes(key), bytes(body));
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return reader.read(record);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static String structured(String members) {
        return "{\"specversion\": \"1.0\", \"id\": \"c1\", \"source\": \"/test\", \"type\": \"" + TYPE + "\", "
                + members + "}";
    }

    private static Map<String, String> binary() {
        return Map.of("ce_specversion", "1.0", "ce_id", "c1", "ce_source", "/test", "ce_type", TYPE);
    }

    private static Map<String, String> with(Map<String, String> headers, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return all;
    }
}
