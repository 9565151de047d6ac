package io.ringfence.instance;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of requests as the OpenAPI document shows them; the readers of the contract judge the bytes. */
final class InstanceRequest {
    private InstanceRequest() {}

    @Schema(name = "RegisterInstance", description = "A new container instance, in its group for life")
    record Register(
            @Schema(
                    description = "The caller's own id, used once for ever; a new one is made without it",
                    maxLength = 64)
            @Nullable
            String instanceId,

            @Schema(description = "The id where there is none", maxLength = 128) @Nullable
            String name,

            @Schema(description = "The group's; another one is refused") @Nullable
            String vpcId,

            @Schema(required = true, examples = "sg-4k2p0c7w9x1m5t3ab")
            String securityGroupId,

            @Schema(
                    required = true,
                    description = "Private addresses, 1 to 64, each of one live instance",
                    examples = "[\"10.0.0.5\", \"fd00::5\"]")
            List<String> addresses,

            @Schema(description = "Where it runs; together with interface, or no host enforces its policy") @Nullable
            String host,

            @Schema(name = "interface", description = "Its interface on the host", maxLength = 15) @Nullable
            String interfaceName,

            @Nullable Map<String, String> labels) {}

    @Schema(name = "ModifyInstance", description = "A merge patch (RFC 7396): absent stays, null removes")
    record Modify(
            @Nullable String name,

            @Nullable String host,

            @Schema(name = "interface", maxLength = 15) @Nullable
            String interfaceName,

            @Nullable Map<String, @Nullable String> labels) {}

    @Schema(name = "InstanceRevision", description = "The instance and the revision that holds the change")
    record Answer(String instanceId, long revision) {}
}
