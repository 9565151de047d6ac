package io.ringfence.events.proof;

import io.ringfence.events.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/** The Ed25519 key pair that signs heads. */
public final class HeadKey {
    static final String ALGORITHM = "Ed25519";
    private static final int ID_DIGITS = 16;

    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private final String id;

    HeadKey(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.id = id(publicKey);
    }

    static HeadKey make() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new HeadKey(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
        }
    }

    /**
     * Reads the key pair in these files, or makes one where there are none: the private key, readable by its owner
     * alone, and beside it the public key under the same name with {@code .pub}. A pair that is broken or of which one
     * file is missing is an {@link IOException} that says what to do: heads that are signed with it must stay checkable.
     */
    public static HeadKey loadOrMake(Path file) throws IOException {
        return new HeadKeyFiles(file).loadOrMake();
    }

    /** Reads a public key alone, for whoever checks. */
    public static PublicKey readPublic(Path file) throws IOException {
        return HeadKeyFiles.readPublic(file);
    }

    /** The first 16 hexadecimal digits of the SHA-256 of the key's X.509 form. */
    public static String id(PublicKey key) {
        return Hash.sha256(key.getEncoded()).toString().substring(0, ID_DIGITS);
    }

    public String id() {
        return id;
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    public SignedHead sign(Head head) {
        byte[] payload = Json.write(head);
        try {
            Signature ed25519 = Signature.getInstance(ALGORITHM);
            ed25519.initSign(privateKey);
            ed25519.update(payload);
            String signature = Base64.getEncoder().encodeToString(ed25519.sign());
            return new SignedHead(new String(payload, StandardCharsets.UTF_8), signature, id);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key cannot sign", e);
        }
    }

    /** Whether the public key is that of the private one. */
    boolean isPair() {
        byte[] probe = id.getBytes(StandardCharsets.UTF_8);
        try {
            Signature ed25519 = Signature.getInstance(ALGORITHM);
            ed25519.initSign(privateKey);
            ed25519.update(probe);
            byte[] signed = ed25519.sign();
            ed25519.initVerify(publicKey);
            ed25519.update(probe);
            return ed25519.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
