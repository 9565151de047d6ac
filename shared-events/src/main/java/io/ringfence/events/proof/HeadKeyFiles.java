package io.ringfence.events.proof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key pair in two PEM files. A new one is written private key first, aside; then the public key; then the private key
 * takes its place. Who finds only the first two finishes that.
 */
final class HeadKeyFiles {
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path file;
    private final Path publicFile;
    private final Path aside;

    HeadKeyFiles(Path file) {
        this.file = file;
        publicFile = file.resolveSibling(file.getFileName() + ".pub");
        aside = file.resolveSibling(file.getFileName() + ".new");
    }

    HeadKey loadOrMake() throws IOException {
        if (Files.exists(file)) {
            return load(file);
        }
        if (!Files.exists(publicFile)) {
            return make();
        }
        if (!Files.exists(aside)) {
            throw new IOException(file + " is missing, but its public key " + publicFile
                    + " is there: put the private key back, or move the public key away to begin with a new pair");
        }
        HeadKey key = load(aside);
        replace(aside, file);
        return key;
    }

    private HeadKey load(Path privateFile) throws IOException {
        HeadKey key = new HeadKey(readPrivate(privateFile), readPublic(publicFile));
        if (!key.isPair()) {
            throw new IOException(publicFile + " is not the public key of " + privateFile);
        }
        return key;
    }

    private HeadKey make() throws IOException {
        HeadKey key = HeadKey.make();
        Files.createDirectories(file.toAbsolutePath().getParent());
        write(aside, "rw-------", pem(PRIVATE, key.privateKey().getEncoded()));
        writePublic(publicFile, key.publicKey());
        replace(aside, file);
        return key;
    }

    static void writePublic(Path to, PublicKey key) throws IOException {
        Path aside = to.resolveSibling(to.getFileName() + ".new");
        write(aside, "rw-r--r--", pem(PUBLIC, key.getEncoded()));
        replace(aside, to);
    }

    private static void write(Path to, String mode, String text) throws IOException {
        Files.deleteIfExists(to);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(
                to, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static PrivateKey readPrivate(Path from) throws IOException {
        try {
            return KeyFactory.getInstance(HeadKey.ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(read(from, PRIVATE)));
        } catch (GeneralSecurityException e) {
            throw new IOException(from + " is not an Ed25519 private key: " + e.getMessage(), e);
        }
    }

    static PublicKey readPublic(Path from) throws IOException {
        try {
            return KeyFactory.getInstance(HeadKey.ALGORITHM).generatePublic(new X509EncodedKeySpec(read(from, PUBLIC)));
        } catch (GeneralSecurityException e) {
            throw new IOException(from + " is not an Ed25519 public key: " + e.getMessage(), e);
        }
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n" + LINES.encodeToString(encoded) + "\n-----END " + what + "-----\n";
    }

    private static byte[] read(Path from, String what) throws IOException {
        Pattern form =
                Pattern.compile("-----BEGIN " + what + "-----([A-Za-z0-9+/=\\s]+)-----END " + what + "-----\\s*");
        String text = new String(Files.readAllBytes(from), StandardCharsets.ISO_8859_1);
        Matcher pem = form.matcher(text);
        if (!pem.matches()) {
            throw new IOException(from + " is not a PEM file with one " + what);
        }
        try {
            return Base64.getMimeDecoder().decode(pem.group(1));
        } catch (IllegalArgumentException e) {
            throw new IOException(from + " is not a PEM file with one " + what + ": " + e.getMessage(), e);
        }
    }
}
