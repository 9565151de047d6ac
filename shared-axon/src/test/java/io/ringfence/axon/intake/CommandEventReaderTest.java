package io.ringfence.axon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.axon.decide.Requester;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandEventReaderTest {
    private static final String TYPE = "io.ringfence.rule.RevokeRules.v1";
    private static final String BODY = "{\"ruleIds\": []}";

    private final CommandEventReader reader = new CommandEventReader(Topics.RULE_COMMANDS);

    @Test
    void binary_mode_has_the_attributes_as_headers() throws Unreadable {
        CommandEvent command = read(
                "sg-1", with(binary(), Map.of("ce_account", "shop", "ce_actor", "carol", "ce_traceparent", "t")), BODY);

        assertThat(command.id()).isEqualTo("c1");
        assertThat(command.source()).isEqualTo("/test");
        assertThat(command.type()).isEqualTo(CommandType.REVOKE_RULES);
        assertThat(command.target()).isEqualTo("sg-1");
        assertThat(command.requester()).isEqualTo(new Requester(new AccountId("shop"), "carol", Channel.KAFKA));
        assertThat(command.traceParent()).isEqualTo("t");
        assertThat(command.data()).hasToString("{\"ruleIds\":[]}");
    }

    @Test
    void structured_mode_has_the_attributes_in_the_body() throws Unreadable {
        CommandEvent command = read(
                "sg-1",
                Map.of("Content-Type", "application/cloudevents+json; charset=utf-8"),
                "{\"specversion\": \"1.0\", \"id\": \"c1\", \"source\": \"/test\", \"type\": \"" + TYPE
                        + "\", \"actor\": \"carol\", \"data\": " + BODY + "}");

        assertThat(command.id()).isEqualTo("c1");
        assertThat(command.requester().actor()).isEqualTo("carol");
        assertThat(command.data()).hasToString("{\"ruleIds\":[]}");
    }

    @Test
    void nobody_in_particular_asks_for_the_default_account() throws Unreadable {
        assertThat(read(null, binary(), BODY).requester())
                .isEqualTo(new Requester(AccountId.DEFAULT, "anonymous", Channel.KAFKA));
    }

    @Test
    void what_is_not_a_command_of_this_topic_is_unreadable_and_says_why() {
        unreadable(binary(), null, "JSON");
        unreadable(binary(), "not json", "JSON");
        unreadable(binary(), "[]", "JSON");
        unreadable(with(binary(), Map.of("ce_specversion", "0.3")), BODY, "0.3");
        unreadable(with(binary(), Map.of("ce_id", " ")), BODY, "ce_id");
        unreadable(with(binary(), Map.of("ce_source", "x".repeat(256))), BODY, "ce_source");
        unreadable(with(binary(), Map.of("ce_type", "com.example.Other")), BODY, "com.example.Other");
        unreadable(
                with(binary(), Map.of("ce_type", "io.ringfence.group.CreateSecurityGroup.v1")),
                BODY,
                Topics.GROUP_COMMANDS);
        unreadable(with(binary(), Map.of("ce_account", "no account")), BODY, "who asks");
        unreadable(Map.of("content-type", "application/cloudevents+json"), "{\"data\": 1}", "data");
    }

    private void unreadable(Map<String, String> headers, @Nullable String body, String reason) {
        assertThatThrownBy(() -> read("sg-1", headers, body))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining(reason);
    }

    private CommandEvent read(@Nullable String key, Map<String, String> headers, @Nullable String body)
            throws Unreadable {
        RecordHeaders raw = new RecordHeaders();
        headers.forEach((name, value) -> raw.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return reader.read(bytes(key), raw, bytes(body));
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
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
