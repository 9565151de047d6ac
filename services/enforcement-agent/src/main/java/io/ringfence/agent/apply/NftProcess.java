package io.ringfence.agent.apply;

import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.Table;
import io.ringfence.agent.table.TableChange;
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
    private final NetlinkTable netlink;
    private final TableEvents events;

    /**
     * Tries the program at once.
     *
     * @throws TableRefused if there is none or it may not list tables
     */
    NftProcess(NetworkNamespace namespace) {
        this.namespace = namespace;
        this.netlink = new NetlinkTable(namespace);
        this.events = new TableEvents(namespace);
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
    public int load(Table table, Epoch epoch) {
        return WholeTable.load(read(), table, epoch, this::nft);
    }

    @Override
    public int change(TableChange change, Epoch epoch) {
        return new ChangeInSteps(this::nft, netlink).make(change, epoch);
    }

    @Override
    public void judgeAnew(Epoch epoch) {
        netlink.judgeAnew(epoch);
    }

    @Override
    public void remove() {
        nft(WholeTable.removal());
    }

    @Override
    public Optional<String> complaint(Table table) {
        try {
            nft(WholeTable.anew(table, Epoch.ANY), "--check");
            return Optional.empty();
        } catch (TableRefused refused) {
            return Optional.of(refused.reason());
        }
    }

    @Override
    public Optional<String> read() {
        return Listing.orAbsent(() -> nft("list table " + Table.FAMILY_AND_NAME, "--stateless"));
    }

    @Override
    public long generation() {
        return netlink.generation();
    }

    @Override
    public Transactions transactions() {
        return events.hear();
    }

    @Override
    public void close() {
        netlink.close();
        events.close();
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
