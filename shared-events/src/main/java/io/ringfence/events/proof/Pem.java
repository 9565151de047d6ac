package io.ringfence.events.proof;

import io.ringfence.events.value.InvalidValue;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of keys (RFC 7468), with one key in a text and nothing else. */
enum Pem {
    PRIVATE("PRIVATE KEY"),
    PUBLIC("PUBLIC KEY");

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final String label;
    private final Pattern form;

    Pem(String label) {
        this.label = label;
        this.form = Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----\\s*");
    }

    String write(byte[] encoded) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(encoded) + "\n-----END " + label + "-----\n";
    }

    byte[] read(String text) {
        Matcher pem = form.matcher(text);
        if (pem.matches()) {
            try {
                return Base64.getMimeDecoder().decode(pem.group(1));
            } catch (IllegalArgumentException e) {
                throw new InvalidValue("must be one " + label + " in PEM: " + e.getMessage());
            }
        }
        throw new InvalidValue("must be one " + label + " in PEM");
    }
}
