package io.ringfence.agent.apply;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.Table;
import io.ringfence.agent.table.TableChange;
import io.ringfence.nativecalls.NetworkNamespace;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The table through libnftables inside this process. The library's context is opened on the namespace's thread and its
 * commands run there. The library keeps a cache in a static variable: one lock for the whole process, or the JVM dies.
 */
final class Libnftables implements KernelTable {

    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private final NftLibrary library;
    private final NetworkNamespace namespace;
    private final Pointer context;
    private final NetlinkTable netlink;
    private final TableEvents events;

    /**
     * @throws UnsatisfiedLinkError if the machine has no libnftables
     * @throws TableRefused if the kernel does not let this process list its tables
     */
    Libnftables(NetworkNamespace namespace) {
        this.namespace = namespace;
        this.library = Native.load("nftables", NftLibrary.class);
        this.context = namespace.call(this::open);
        this.netlink = new NetlinkTable(namespace);
        this.events = new TableEvents(namespace);
        try {
            run("list tables");
        } catch (TableRefused refused) {
            close();
            throw refused;
        }
    }

    @Override
    public String description() {
        return "libnftables in process";
    }

    @Override
    public boolean inKernel() {
        return true;
    }

    @Override
    public int load(Table table, Epoch epoch) {
        return WholeTable.load(read(), table, epoch, this::run);
    }

    @Override
    public int change(TableChange change, Epoch epoch) {
        return new ChangeInSteps(this::run, netlink).make(change, epoch);
    }

    @Override
    public void judgeAnew(Epoch epoch) {
        netlink.judgeAnew(epoch);
    }

    @Override
    public void remove() {
        run(WholeTable.removal());
    }

    @Override
    public Optional<String> complaint(Table table) {
        return locked(() -> {
            library.nft_ctx_set_dry_run(context, true);
            try {
                execute(WholeTable.anew(table, Epoch.ANY));
                return Optional.empty();
            } catch (TableRefused refused) {
                return Optional.of(refused.reason());
            } finally {
                library.nft_ctx_set_dry_run(context, false);
            }
        });
    }

    @Override
    public Optional<String> read() {
        return Listing.orAbsent(() -> run("list table " + Table.FAMILY_AND_NAME));
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
        locked(() -> {
            library.nft_ctx_free(context);
            return "";
        });
    }

    private Pointer open() {
        Pointer opened = library.nft_ctx_new(0);
        library.nft_ctx_buffer_output(opened);
        library.nft_ctx_buffer_error(opened);
        library.nft_ctx_output_set_flags(opened, NftLibrary.OUTPUT_STATELESS);
        return opened;
    }

    private String run(String commands) {
        return locked(() -> execute(commands));
    }

    private String execute(String commands) {
        int result = library.nft_run_cmd_from_buffer(context, commands);
        String output = library.nft_ctx_get_output_buffer(context);
        String error = library.nft_ctx_get_error_buffer(context);
        if (result != 0) {
            throw new TableRefused(error.isBlank() ? "libnftables failed without a reason" : error.strip());
        }
        return output;
    }

    private <T> T locked(Callable<T> task) {
        return namespace.call(() -> {
            ONE_AT_A_TIME.lock();
            try {
                return task.call();
            } finally {
                ONE_AT_A_TIME.unlock();
            }
        });
    }
}
