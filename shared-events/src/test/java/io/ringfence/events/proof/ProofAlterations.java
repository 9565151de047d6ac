package io.ringfence.events.proof;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.ringfence.events.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Everything in a proof of the third of five events, altered in turn. */
final class ProofAlterations {
    static final Map<String, Consumer<ObjectNode>> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("key", proof -> event(proof).put("key", "sg-2")),
            Map.entry("body", proof -> event(proof).put("body", "{\"n\":4}")),
            Map.entry("no body", proof -> event(proof).remove("body")),
            Map.entry("two bodies", proof -> event(proof).put("base64", "")),
            Map.entry("actor", proof -> headers(proof).put("ce_actor", "Zoe")),
            Map.entry("header gone", proof -> headers(proof).remove("content-type")),
            Map.entry("header more", proof -> headers(proof).put("ce_account", "a")),
            Map.entry("header not hashed", proof -> headers(proof).put("traceparent", "x")),
            Map.entry("aggregate", proof -> headers(proof).put("ce_subject", "sg-2")),
            Map.entry("kind", proof -> headers(proof).put("ce_aggregatetype", "membership")),
            Map.entry("no aggregate", proof -> headers(proof).remove("ce_subject")),
            Map.entry("sequence", proof -> headers(proof).put("ce_sequence", "2")),
            Map.entry("sequence no number", proof -> headers(proof).put("ce_sequence", "x")),
            Map.entry("previous", proof -> proof.put("previous", "1" + "0".repeat(63))),
            Map.entry(
                    "previous too long",
                    proof -> proof.put("previous", proof.get("previous").asText() + "00")),
            Map.entry("following swapped", proof -> swap((ArrayNode) proof.get("following"))),
            Map.entry("following fewer", proof -> ((ArrayNode) proof.get("following")).remove(1)),
            Map.entry("revision", proof -> proof.put("revision", 6)),
            Map.entry("path swapped", proof -> swap((ArrayNode) proof.get("path"))),
            Map.entry("path shorter", proof -> ((ArrayNode) proof.get("path")).remove(0)),
            Map.entry("path longer", proof -> ((ArrayNode) proof.get("path")).add("0".repeat(64))),
            Map.entry("member more", proof -> proof.put("comment", "of the head of last year")),
            Map.entry("event's member more", proof -> event(proof).put("comment", "x")),
            Map.entry("head of another time", proof -> payload(proof, "2026-11-24", "2025-11-24")),
            Map.entry("head of another count", proof -> payload(proof, "\"aggregates\":1", "\"aggregates\":2")),
            Map.entry("signature", proof -> swapDigits(signedHead(proof), "signature")),
            Map.entry("key id", proof -> swapDigits(signedHead(proof), "keyId")),
            Map.entry("head's member more", proof -> signedHead(proof).put("comment", "x"))));

    private ProofAlterations() {}

    static byte[] altered(InclusionProof proof, String what) {
        try {
            ObjectNode altered = (ObjectNode) Json.mapper().readTree(proof.toJson());
            ObjectNode before = altered.deepCopy();
            Objects.requireNonNull(ALL.get(what)).accept(altered);
            if (altered.equals(before)) {
                throw new IllegalStateException("nothing was altered: " + what);
            }
            return Json.write(altered);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode event(ObjectNode proof) {
        return (ObjectNode) proof.get("event");
    }

    private static ObjectNode headers(ObjectNode proof) {
        return (ObjectNode) event(proof).get("headers");
    }

    private static ObjectNode signedHead(ObjectNode proof) {
        return (ObjectNode) proof.get("signedHead");
    }

    private static void payload(ObjectNode proof, String part, String other) {
        String payload = signedHead(proof).get("payload").asText();
        signedHead(proof).put("payload", payload.replace(part, other));
    }

    private static void swap(ArrayNode list) {
        list.insert(0, list.remove(1));
    }

    /** Turns a text of digits around where it begins. */
    private static void swapDigits(ObjectNode object, String name) {
        StringBuilder text = new StringBuilder(object.get(name).asText());
        text.setCharAt(2, text.charAt(2) == 'a' ? 'b' : 'a');
        object.set(name, TextNode.valueOf(text.toString()));
    }
}
