package io.ringfence.projection.enforcement;

import io.ringfence.events.value.Revision;
import io.ringfence.projection.enforcement.HostEnforcement.State;
import io.ringfence.projection.query.Watermark;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whether a change is in force, and where not.
 *
 * @param realized how many hosts have it in their kernel
 * @param desired how many hosts it concerns
 */
@Schema(name = "Enforcement")
public record Enforcement(
        Revision revision, Total state, int realized, int desired, List<HostEnforcement> hosts, Watermark watermark) {
    /** How it stands in all. */
    @Schema(name = "EnforcementState")
    public enum Total {
        /** Every host that it concerns has it in its kernel. */
        REALIZED,
        /** Not everywhere yet. */
        REALIZING,
        /** A host cannot enforce it as asked. */
        FAILED,
        /** There is no host that it concerns, or none with a kernel behind it. */
        NOT_ENFORCED
    }

    static Enforcement of(Revision revision, List<HostEnforcement> hosts, Watermark watermark) {
        int realized = count(hosts, State.REALIZED);
        return new Enforcement(revision, total(hosts, realized), realized, hosts.size(), hosts, watermark);
    }

    private static Total total(List<HostEnforcement> hosts, int realized) {
        if (hosts.size() == count(hosts, State.FILE)) {
            return Total.NOT_ENFORCED;
        }
        if (hosts.size() == realized) {
            return Total.REALIZED;
        }
        return count(hosts, State.FAILED) > 0 ? Total.FAILED : Total.REALIZING;
    }

    private static int count(List<HostEnforcement> hosts, State state) {
        return (int) hosts.stream().filter(host -> host.state() == state).count();
    }
}
