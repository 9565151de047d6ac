package io.ringfence.axon.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.axon.decide.Requester;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Unreadable;
import io.ringfence.web.Caller;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads records into commands. One without a usable {@code ce_id} is {@link Unreadable}, as nobody could be told; with
 * one, whatever is wrong is {@link Answerable}.
 */
final class CommandEventReader {
    private static final int MAX_LENGTH = 255;

    /** The topic whose commands this service decides, such as {@code ringfence.rule.commands.v1}. */
    private final String topic;

    CommandEventReader(String topic) {
        this.topic = topic;
    }

    CommandEvent read(ConsumerRecord<byte[], byte[]> record) throws Unreadable, Answerable {
        CloudEvent event = CloudEvent.of(record);
        Sender sender = sender(record.key(), event);
        try {
            return command(sender, event);
        } catch (Refusal refusal) {
            throw new Answerable(sender, refusal.problem());
        }
    }

    private static Sender sender(byte @Nullable [] key, CloudEvent event) throws Unreadable {
        Map<String, String> attributes = event.attributes();
        return new Sender(
                commandId(event),
                attributes.getOrDefault(Headers.SOURCE, ""),
                requesterOrNobody(attributes),
                key == null ? "" : new String(key, StandardCharsets.UTF_8),
                CommandType.named(attributes.getOrDefault(Headers.TYPE, "")),
                traceParent(attributes));
    }

    private static String commandId(CloudEvent event) throws Unreadable {
        String id = event.attributes().getOrDefault(Headers.ID, "");
        if (isUsable(id)) {
            return id;
        }
        Problem problem = event.problem();
        throw new Unreadable(
                problem == null
                        ? "it has no attribute " + Headers.ID + " of 1 to " + MAX_LENGTH + " characters"
                        : problem.detail());
    }

    private CommandEvent command(Sender sender, CloudEvent event) {
        Map<String, String> attributes = event.attributes();
        String version = required(attributes, Headers.SPEC_VERSION);
        if (!version.equals("1.0")) {
            throw Refusal.invalid(Headers.SPEC_VERSION, "must be 1.0, and not " + version);
        }
        required(attributes, Headers.SOURCE);
        CommandType type = type(required(attributes, Headers.TYPE));
        requester(attributes);
        ObjectNode data = event.dataOrRefusal();
        if (!type.isCreate() && sender.target().isEmpty()) {
            throw missing("key", "The record's key must be the id of what is to change");
        }
        return new CommandEvent(sender, type, data);
    }

    private CommandType type(String name) {
        CommandType type = CommandType.named(name);
        if (type == null) {
            throw Problem.of(ProblemCode.UNKNOWN_COMMAND_TYPE, "There is no command of type " + name)
                    .at(Headers.TYPE)
                    .refusal();
        }
        if (!type.topic().equals(topic)) {
            throw Problem.of(ProblemCode.WRONG_TOPIC, "Send a command of type " + name + " to " + type.topic())
                    .at(Headers.TYPE)
                    .refusal();
        }
        return type;
    }

    private static Requester requesterOrNobody(Map<String, String> attributes) {
        try {
            return requester(attributes);
        } catch (Refusal e) {
            return new Requester(AccountId.DEFAULT, Caller.ANONYMOUS, Channel.KAFKA);
        }
    }

    private static Requester requester(Map<String, String> attributes) {
        Caller caller = Caller.of(attributes.get(Headers.ACCOUNT), attributes.get(Headers.ACTOR));
        return new Requester(caller.account(), caller.actor(), Channel.KAFKA);
    }

    /** What is no trace context is left out: it is only handed on. */
    private static @Nullable String traceParent(Map<String, String> attributes) {
        String text = attributes.getOrDefault(Headers.TRACE_PARENT, "");
        return isUsable(text) ? text : null;
    }

    private static String required(Map<String, String> attributes, String name) {
        String value = attributes.get(name);
        if (value == null || value.isBlank()) {
            throw missing(name, "The attribute " + name + " is required");
        }
        if (!isUsable(value)) {
            throw Refusal.invalid(name, "must have at most " + MAX_LENGTH + " characters, none a control one");
        }
        return value;
    }

    private static RuntimeException missing(String parameter, String detail) {
        return Problem.of(ProblemCode.MISSING_PARAMETER, detail).at(parameter).refusal();
    }

    private static boolean isUsable(String text) {
        return !text.isBlank() && text.length() <= MAX_LENGTH && text.chars().noneMatch(Character::isISOControl);
    }
}
