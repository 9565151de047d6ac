package io.ringfence.events.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a command asks for, as 64 hexadecimal digits: the same request gives the same digest, in any order of members. */
public final class ContentDigest {
    private static final JsonMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private ContentDigest() {}

    /** SHA-256 over the type, the target and the data with its members sorted. */
    public static String of(CommandType type, String target, ObjectNode data) {
        MessageDigest sha256 = sha256();
        sha256.update((type.wireName() + "\n" + target + "\n").getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(sha256.digest(sorted(data)));
    }

    private static byte[] sorted(JsonNode data) {
        try {
            return SORTED.writeValueAsBytes(SORTED.treeToValue(data, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a parsed object can always be written", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
