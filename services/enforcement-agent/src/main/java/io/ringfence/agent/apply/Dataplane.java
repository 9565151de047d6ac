package io.ringfence.agent.apply;

import io.ringfence.nativecalls.NetworkNamespace;
import io.ringfence.nativecalls.Privileges;
import java.nio.file.Path;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Chooses once, at start, how tables get into the kernel, and says so in the log. */
public enum Dataplane {
    /** The best that the machine offers. */
    AUTO,
    LIBRARY,
    PROCESS,
    FILE;

    private static final Logger LOG = Logger.getLogger(Dataplane.class);

    /** Reads a configured value: {@code auto, library, process, file}. */
    public static Dataplane parse(String text) {
        return valueOf(text.strip().toUpperCase(Locale.ROOT));
    }

    /** Whether this choice works inside a network namespace here; a file needs none. */
    public boolean needsNamespace() {
        return this == LIBRARY || this == PROCESS || (this == AUTO && Privileges.mayChangeNetwork());
    }

    /**
     * Opens the way and says which one it is.
     *
     * @param namespace where the kernel's table is; unused for {@link #FILE}
     * @throws TableRefused if a way was asked for by name and does not work here
     */
    public KernelTable open(NetworkNamespace namespace, Path stateDirectory) {
        KernelTable table = switch (this) {
            case LIBRARY -> library(namespace);
            case PROCESS -> new NftProcess(namespace);
            case FILE -> new FileTable(stateDirectory);
            case AUTO -> best(namespace, stateDirectory);
        };
        LOG.infof("Policy goes to: %s (network namespace: %s)", table.description(), namespace.label());
        return table;
    }

    private static KernelTable best(NetworkNamespace namespace, Path stateDirectory) {
        if (!Privileges.mayChangeNetwork()) {
            LOG.warn("No CAP_NET_ADMIN: policy is rendered to a file and NOT enforced");
            return new FileTable(stateDirectory);
        }
        try {
            return library(namespace);
        } catch (TableRefused noLibrary) {
            LOG.warnf("libnftables cannot be used: %s", noLibrary.reason());
        }
        try {
            return new NftProcess(namespace);
        } catch (TableRefused noProgram) {
            LOG.warnf("No nftables (%s): policy is rendered to a file and NOT enforced", noProgram.reason());
            return new FileTable(stateDirectory);
        }
    }

    private static KernelTable library(NetworkNamespace namespace) {
        try {
            return new Libnftables(namespace);
        } catch (UnsatisfiedLinkError missing) {
            throw new TableRefused("libnftables is missing", missing);
        }
    }
}
