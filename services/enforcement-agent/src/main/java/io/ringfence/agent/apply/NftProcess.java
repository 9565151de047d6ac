package io.ringfence.agent.apply;

import io.ringfence.nativecalls.NetworkNamespace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The table through the nft program, where the library is missing. The program inherits the namespace. */
final class NftProcess implements KernelTable {

    private final NetworkNamespace namespace;
    private final Generation generation;

    /**
     * Tries the program at once.
     *
     * @throws TableRefused if there is none or it may not list tables
     */
    NftProcess(NetworkNamespace namespace) {
        this.namespace = namespace;
        this.generation = new Generation(namespace);
        try {
            nft("list tables");
        } catch (TableRefused refused) {
            close();
            throw refused;
        }
    }

    @Override
    public String description() {
        return "nft program";
    }

    @Override
    public boolean inKernel() {
        return true;
    }

    @Override
    public void load(String table) {
        nft(KernelTable.replacing(table));
    }

    @Override
    public void load(String former, String table) {
        nft(KernelTable.changing(former, table));
    }

    @Override
    public Optional<String> complaint(String table) {
        try {
            nft(KernelTable.replacing(table), "--check");
            return Optional.empty();
        } catch (TableRefused refused) {
            return Optional.of(refused.reason());
        }
    }

    @Override
    public Optional<String> read() {
        return Listing.orAbsent(() -> nft("list table " + FAMILY_AND_NAME, "--stateless"));
    }

    @Override
    public long generation() {
        return generation.current();
    }

    @Override
    public void close() {
        generation.close();
    }

    private String nft(String commands, String... options) {
        return namespace.call(() -> {
            String[] command = new String[options.length + 3];
            command[0] = "nft";
            System.arraycopy(options, 0, command, 1, options.length);
            command[options.length + 1] = "-f";
            command[options.length + 2] = "-";
            try {
                return answer(new ProcessBuilder(command).start(), commands);
            } catch (IOException e) {
                throw new TableRefused("cannot run nft: " + e.getMessage(), e);
            }
        });
    }

    private static String answer(Process process, String commands) throws IOException, InterruptedException {
        CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        try (OutputStream input = process.getOutputStream()) {
            input.write(commands.getBytes(StandardCharsets.UTF_8));
        }
        int result = process.waitFor();
        if (result != 0) {
            String reason = errors.join().strip();
            throw new TableRefused(reason.isEmpty() ? "nft ended with " + result : reason);
        }
        return output.join();
    }

    private static String text(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
