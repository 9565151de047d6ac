package io.ringfence.events.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** One SHA-256 being computed. Used once, by one thread. */
final class Sha256 {
    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    Sha256 one(int value) {
        digest.update((byte) value);
        return this;
    }

    Sha256 bytes(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /** As eight bytes, the most significant one first. */
    Sha256 number(long value) {
        return bytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    Sha256 hash(Hash hash) {
        return bytes(hash.bytes());
    }

    /** The bytes, and before them how many they are. */
    Sha256 part(byte[] bytes) {
        return number(bytes.length).bytes(bytes);
    }

    Sha256 part(String text) {
        return part(text.getBytes(StandardCharsets.UTF_8));
    }

    Hash hash() {
        return Hash.of(digest.digest());
    }
}
