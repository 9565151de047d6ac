package io.ringfence.agent.apply;

import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.Table;
import io.ringfence.agent.table.TableChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The table as a file that nobody enforces, so that everything else can be run and looked at without privilege. The file
 * can be given to {@code nft -f} as it is.
 */
final class FileTable implements KernelTable {

    private final Path file;
    private long loads;
    private Optional<String> written;

    FileTable(Path stateDirectory) {
        this.file = stateDirectory.resolve("ringfence.nft");
        this.written = read();
    }

    @Override
    public String description() {
        return "file " + file + ", nothing is enforced";
    }

    @Override
    public boolean inKernel() {
        return false;
    }

    @Override
    public int load(Table table, Epoch epoch) {
        String script = WholeTable.anew(table, epoch);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, script);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new TableRefused("cannot write " + file, e);
        }
        written = Optional.of(script);
        loads++;
        return 1;
    }

    @Override
    public int change(TableChange change, Epoch epoch) {
        return load(change.wanted(), epoch);
    }

    /** There are no connections. */
    @Override
    public void judgeAnew(Epoch epoch) {}

    @Override
    public void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new TableRefused("cannot delete " + file, e);
        }
        written = Optional.empty();
        loads++;
    }

    /** There is no kernel to complain. */
    @Override
    public Optional<String> complaint(Table table) {
        return Optional.empty();
    }

    @Override
    public Optional<String> read() {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new TableRefused("cannot read " + file, e);
        }
    }

    @Override
    public long generation() {
        return read().equals(written) ? loads : loads + 1;
    }

    @Override
    public Transactions transactions() {
        return Transactions.UNKNOWN;
    }

    @Override
    public void close() {}
}
