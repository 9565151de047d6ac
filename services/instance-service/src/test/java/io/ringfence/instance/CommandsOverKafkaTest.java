package io.ringfence.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.axon.time.Ids;
import io.ringfence.events.instance.InstanceEvent.InstanceModified;
import io.ringfence.events.instance.InstanceEvent.InstanceRegistered;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CommandsOverKafkaTest extends RunningServiceTest {
    @Test
    void anInstanceIsRegisteredMovedAndDeletedOverKafka() {
        SecurityGroupId group = kafka.newGroup();
        InstanceId id = new Ids().instance();
        AggregateRef instance = AggregateRef.instance(id);

        send(
                CommandType.REGISTER_INSTANCE,
                id,
                "{\"instanceId\": \"" + id + "\", "
                        + body(group, freshAddress()).substring(1));
        EventRecord registered = kafka.await(instance, 1);
        send(CommandType.MODIFY_INSTANCE, id, "{\"host\": \"" + id + "\", \"interface\": \"sg1\"}");
        EventRecord moved = kafka.await(instance, 2);
        send(CommandType.DELETE_INSTANCE, id, "{}");
        EventRecord deleted = kafka.await(instance, 3);

        assertThat(((InstanceRegistered) registered.event()).securityGroupId()).isEqualTo(group);
        assertThat(((InstanceModified) moved.event()).host()).hasToString(id.value());
        assertThat(registered.envelope().channel()).isEqualTo(Channel.KAFKA);
        assertThat(registered.envelope().actor()).isEqualTo("a tool");
        assertThat(deleted.envelope().occurredAt())
                .isAfter(registered.envelope().occurredAt());
    }

    private void send(CommandType type, InstanceId key, String json) {
        Map<String, String> headers = Map.of(
                Headers.SPEC_VERSION,
                "1.0",
                Headers.ID,
                type + "-of-" + key,
                Headers.SOURCE,
                "/my/tool",
                Headers.TYPE,
                type.wireName(),
                Headers.ACTOR,
                "a tool",
                Headers.CONTENT_TYPE,
                Headers.JSON);
        kafka.send(
                Topics.INSTANCE_COMMANDS, new WireRecord(key.value(), headers, json.getBytes(StandardCharsets.UTF_8)));
    }
}
