package io.ringfence.agent;

import io.ringfence.agent.apply.Dataplane;
import io.ringfence.agent.render.AlwaysAllowedText;
import io.ringfence.agent.render.DeniedLog;
import io.ringfence.agent.render.GuardedPattern;
import io.ringfence.agent.render.TableSettings;
import io.ringfence.agent.snapshot.SnapshotFile;
import io.ringfence.agent.table.MarkMask;
import io.ringfence.events.value.HostName;
import io.ringfence.nativecalls.NetworkNamespace;
import io.ringfence.policy.verdict.Exemptions;
import java.util.Optional;

/** What the settings come to on this host, for the agent and its commands alike. */
record HostSetup(AgentSettings settings) {

    HostName host() {
        return new HostName(settings.host().orElseGet(MachineName::read));
    }

    Dataplane dataplane() {
        return Dataplane.parse(settings.dataplane());
    }

    /** The namespace that is the host, to be closed by the caller. */
    NetworkNamespace namespace() {
        if (settings.networkNamespace().isPresent() && dataplane().needsNamespace()) {
            return NetworkNamespace.enter(settings.networkNamespace().get());
        }
        return NetworkNamespace.ofProcess();
    }

    TableSettings tableSettings() {
        return new TableSettings(
                GuardedPattern.parseAll(settings.guardedInterfaces().orElse("")),
                new Exemptions(
                        settings.allowDhcp(),
                        AlwaysAllowedText.parse(settings.alwaysAllowed().orElse(""))),
                MarkMask.parse(settings.conntrackMarkMask()),
                settings.deniedFlows()
                        ? Optional.of(new DeniedLog(settings.deniedFlowsNflogGroup(), settings.deniedFlowsPerSecond()))
                        : Optional.empty());
    }

    SnapshotFile snapshotFile() {
        return new SnapshotFile(settings.stateDirectory());
    }
}
