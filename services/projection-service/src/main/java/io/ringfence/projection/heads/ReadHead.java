package io.ringfence.projection.heads;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringfence.events.proof.Head;
import io.ringfence.events.proof.HeadKey;
import io.ringfence.events.proof.SignedHead;
import io.ringfence.events.wire.Unreadable;

/** A signed head and what it says. */
public record ReadHead(SignedHead signed, Head head) {
    /** Reads a head's JSON; whether it is signed rightly is not looked at. */
    public static ReadHead parse(String json) throws Unreadable {
        SignedHead signed = SignedHead.parse(json.getBytes(UTF_8));
        return new ReadHead(signed, signed.head());
    }

    static ReadHead sign(Head head, HeadKey key) {
        return new ReadHead(key.sign(head), head);
    }

    /** One line. */
    String toJson() {
        return new String(signed.toJson(), UTF_8);
    }
}
