package io.ringfence.projection.heads;

import io.ringfence.events.proof.HeadKey;
import io.ringfence.events.value.InvalidValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.util.Set;

/**
 * A key pair in two PEM files: the private key, readable by its owner alone, and beside it the public key under the same
 * name with {@code .pub}. A new pair is written private key first, aside; then the public key; then the private key takes
 * its place. Who finds only the first two finishes that.
 */
public final class HeadKeyFiles {
    private final Path file;
    private final Path publicFile;
    private final Path aside;

    private HeadKeyFiles(Path file) {
        this.file = file;
        publicFile = file.resolveSibling(file.getFileName() + ".pub");
        aside = file.resolveSibling(file.getFileName() + ".new");
    }

    /**
     * Reads the pair of which this is the private key's file, or makes one where there is none. One that is broken, or
     * of which a file is missing, is an {@link IOException} that says what to do: what it signed must stay checkable.
     */
    public static HeadKey loadOrMake(Path file) throws IOException {
        return new HeadKeyFiles(file).loadOrMake();
    }

    private HeadKey loadOrMake() throws IOException {
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
        PublicKey publicKey = readPublic(publicFile);
        try {
            return HeadKey.of(read(privateFile), publicKey);
        } catch (InvalidValue e) {
            throw new IOException(privateFile + " " + e.getMessage(), e);
        }
    }

    /** Reads a public key alone. */
    static PublicKey readPublic(Path file) throws IOException {
        try {
            return HeadKey.parsePublic(read(file));
        } catch (InvalidValue e) {
            throw new IOException(file + " " + e.getMessage(), e);
        }
    }

    /** Whatever bytes there are, as text: that they are no key is said of the text. */
    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    private HeadKey make() throws IOException {
        HeadKey key = HeadKey.make();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path publicAside = publicFile.resolveSibling(publicFile.getFileName() + ".new");
        write(aside, "rw-------", key.privatePem());
        write(publicAside, "rw-r--r--", key.publicPem());
        replace(publicAside, publicFile);
        replace(aside, file);
        return key;
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
}
