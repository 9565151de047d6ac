package io.ringfence.events.proof;

import io.ringfence.events.value.InvalidValue;
import io.ringfence.events.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The Ed25519 key pair that signs heads. */
public final class HeadKey {
    static final String ALGORITHM = "Ed25519";
    private static final int ID_DIGITS = 16;

    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private final String id;

    private HeadKey(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.id = id(publicKey);
    }

    /** A new pair. */
    public static HeadKey make() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new HeadKey(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
        }
    }

    /** The pair of a private key as {@link #privatePem} gives it, and of the public key that belongs to it. */
    public static HeadKey of(String privatePem, PublicKey publicKey) {
        HeadKey pair = new HeadKey(parsePrivate(privatePem), publicKey);
        if (!pair.isPair()) {
            throw new InvalidValue("is not the private key of the public key " + pair.id);
        }
        return pair;
    }

    private static PrivateKey parsePrivate(String pem) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(Pem.PRIVATE.read(pem)));
        } catch (GeneralSecurityException e) {
            throw new InvalidValue("must be an Ed25519 private key: " + e.getMessage());
        }
    }

    /** Reads what {@link #publicPem} gives. */
    public static PublicKey parsePublic(String pem) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(Pem.PUBLIC.read(pem)));
        } catch (GeneralSecurityException e) {
            throw new InvalidValue("must be an Ed25519 public key: " + e.getMessage());
        }
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

    /** The private key in PKCS#8, as PEM. */
    public String privatePem() {
        return Pem.PRIVATE.write(privateKey.getEncoded());
    }

    /** The public key in X.509, as PEM. */
    public String publicPem() {
        return Pem.PUBLIC.write(publicKey.getEncoded());
    }

    public SignedHead sign(Head head) {
        byte[] payload = Json.write(head);
        try {
            String signature = Base64.getEncoder().encodeToString(signed(payload));
            return new SignedHead(new String(payload, StandardCharsets.UTF_8), signature, id);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key cannot sign", e);
        }
    }

    private byte[] signed(byte[] bytes) throws GeneralSecurityException {
        Signature ed25519 = Signature.getInstance(ALGORITHM);
        ed25519.initSign(privateKey);
        ed25519.update(bytes);
        return ed25519.sign();
    }

    private boolean isPair() {
        byte[] probe = id.getBytes(StandardCharsets.UTF_8);
        try {
            Signature ed25519 = Signature.getInstance(ALGORITHM);
            ed25519.initVerify(publicKey);
            ed25519.update(probe);
            return ed25519.verify(signed(probe));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
