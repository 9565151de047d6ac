package io.ringfence.group;

import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.SecurityGroupType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of requests as the OpenAPI document shows them; the readers of the contract judge the bytes. */
final class GroupRequest {
    private GroupRequest() {}

    @Schema(name = "CreateSecurityGroup", description = "A new security group")
    record Create(
            @Schema(required = true, minLength = 2, maxLength = 128, examples = "web")
            String name,

            @Schema(description = "None, or 2 to 256 characters", maxLength = 256) @Nullable
            String description,

            @Schema(description = "For ever", defaultValue = "BASIC") @Nullable
            SecurityGroupType type,

            @Schema(defaultValue = "vpc-default") @Nullable String vpcId,

            @Schema(defaultValue = "local") @Nullable String regionId,

            @Schema(description = "ACCEPT unless the group is ADVANCED, which can only DROP") @Nullable
            InnerAccessPolicy innerAccessPolicy,

            @Schema(
                    description = "Whether it starts with rules for SSH, HTTP, HTTPS, RDP, ping and all egress",
                    defaultValue = "true")
            @Nullable
            Boolean defaultRules,

            @Schema(description = "At most 20") @Nullable Map<String, String> tags) {}

    @Schema(name = "ModifySecurityGroup", description = "A merge patch (RFC 7396): absent stays, null removes")
    record Modify(
            @Schema(minLength = 2, maxLength = 128) @Nullable
            String name,

            @Schema(maxLength = 256) @Nullable String description,

            @Nullable InnerAccessPolicy innerAccessPolicy,

            @Schema(description = "At most 20 after the patch; a tag with null goes") @Nullable
            Map<String, @Nullable String> tags) {}

    @Schema(name = "SecurityGroupRevision", description = "The group and the revision that holds the change")
    record Answer(String securityGroupId, long revision) {}
}
