package io.ringfence.events.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Unreadable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Objects;

/**
 * A head and who stands for it. The text that was signed is carried as it is, so that nobody has to write it again byte
 * for byte to check it.
 *
 * @param payload the head as JSON
 * @param signature Ed25519 over the payload's UTF-8 bytes, in base64
 * @param keyId tells which key signed it, see {@link HeadKey#id}
 */
public record SignedHead(String payload, String signature, String keyId) {
    public SignedHead {
        Strict.text("payload", payload);
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(keyId, "keyId");
    }

    /** Reads what {@link #toJson} writes; it may be laid out in another way, but have nothing else in it. */
    public static SignedHead parse(byte[] json) throws Unreadable {
        return Strict.read(json, SignedHead.class);
    }

    public byte[] toJson() {
        return Json.write(this);
    }

    /** Whether the holder of this key signed exactly this payload. */
    public boolean verify(PublicKey key) {
        try {
            Signature ed25519 = Signature.getInstance(HeadKey.ALGORITHM);
            ed25519.initVerify(key);
            ed25519.update(bytes());
            return keyId.equals(HeadKey.id(key))
                    && ed25519.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** What the payload says; it must be in every byte what {@link HeadKey#sign} writes. */
    public Head head() throws Unreadable {
        Head head;
        try {
            head = Json.mapper().readValue(payload, Head.class);
        } catch (JsonProcessingException e) {
            throw new Unreadable("the payload is not a head: " + e.getOriginalMessage(), e);
        }
        if (head == null || !payload.equals(new String(Json.write(head), StandardCharsets.UTF_8))) {
            throw new Unreadable("the payload is a head, but not written as heads are");
        }
        return head;
    }

    /** What the next head names as the one before it. */
    public Hash hash() {
        return Hash.sha256(bytes());
    }

    private byte[] bytes() {
        return payload.getBytes(StandardCharsets.UTF_8);
    }
}
