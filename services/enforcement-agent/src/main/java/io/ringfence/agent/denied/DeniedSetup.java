package io.ringfence.agent.denied;

import io.ringfence.agent.apply.KernelTable;
import io.ringfence.agent.render.DeniedLog;
import io.ringfence.agent.render.TableSettings;
import io.ringfence.agent.table.Chain;
import io.ringfence.agent.table.Table;
import io.ringfence.nativecalls.NativeFailure;
import io.ringfence.nativecalls.NetworkNamespace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Finds out at start whether the kernel can tell of denied packets: policy must not fail for want of that. */
public final class DeniedSetup {

    private static final Logger LOG = Logger.getLogger(DeniedSetup.class);

    private DeniedSetup() {}

    /** Listens as configured; empty where it is not, and, which is logged, where the kernel does not let us. */
    public static Optional<DeniedPackets> listen(
            TableSettings settings, KernelTable table, NetworkNamespace namespace) {
        return table.inKernel() ? settings.deniedLog().flatMap(log -> listen(log, table, namespace)) : Optional.empty();
    }

    private static Optional<DeniedPackets> listen(DeniedLog log, KernelTable table, NetworkNamespace namespace) {
        Chain asking = Chain.of(List.of(log.statement()));
        Optional<String> complaint = table.complaint(new Table(Map.of(), Set.of(), Map.of("deny", asking)));
        if (complaint.isPresent()) {
            return cannot(complaint.get());
        }
        try {
            return Optional.of(NflogPackets.listen(namespace, log.group()));
        } catch (NativeFailure refused) {
            return cannot(String.valueOf(refused.getMessage()));
        }
    }

    private static Optional<DeniedPackets> cannot(String reason) {
        LOG.errorf("Nobody is told of denied packets: %s", reason);
        return Optional.empty();
    }
}
