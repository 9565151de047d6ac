package io.ringfence.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.wire.Json;

/** Requests about rules, as a client writes them. */
final class RuleJson {

    private RuleJson() {}

    /** {@code {"rules": [rule]}}. */
    static ObjectNode rules(ObjectNode rule) {
        ObjectNode request = Json.mapper().createObjectNode();
        request.putArray("rules").add(rule);
        return request;
    }

    /** A rule that accepts one TCP port; the peer is still to be named. */
    static ObjectNode accept(String direction, int port) {
        return Json.mapper()
                .createObjectNode()
                .put("direction", direction)
                .put("policy", "ACCEPT")
                .put("protocol", "tcp")
                .put("portRange", port + "/" + port);
    }
}
