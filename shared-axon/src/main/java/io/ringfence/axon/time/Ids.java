package io.ringfence.axon.time;

import io.ringfence.events.wire.IdSource;
import java.security.SecureRandom;

/** New ids from the platform's secure randomness: 17 of 36 characters, 87 bits, so that two are never the same. */
public final class Ids implements IdSource {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 17;

    private final SecureRandom random = new SecureRandom();

    @Override
    public String next() {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
