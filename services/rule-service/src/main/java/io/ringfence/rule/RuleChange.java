package io.ringfence.rule;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetEvent;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.wire.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision came to.
 *
 * @param event what happens, or null where there was nothing to do
 * @param after the event must be later than this (microseconds since 1970): the newest foreign event that it rests on
 * @param answer for the caller, without the revision
 */
record RuleChange(@Nullable RuleSetEvent event, long after, ObjectNode answer) {
    static RuleChange of(RuleSetEvent event, ObjectNode answer) {
        return new RuleChange(event, 0, answer);
    }

    static RuleChange none(ObjectNode answer) {
        return new RuleChange(null, 0, answer);
    }

    RuleChange after(long micros) {
        return new RuleChange(event, micros, answer);
    }

    /** An answer that shows one rule. */
    static ObjectNode showing(Rule rule) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("rule", json(rule));
        return answer;
    }

    /** An answer that names rules. */
    static ObjectNode naming(List<RuleId> ruleIds) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode ids = answer.putArray("ruleIds");
        ruleIds.forEach(id -> ids.add(id.value()));
        return answer;
    }

    /** The whole rule, as it is shown everywhere. */
    static ObjectNode json(Rule rule) {
        return Json.mapper().valueToTree(rule);
    }
}
