package io.ringfence.events.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.group.SecurityGroupCommand.CreateSecurityGroup;
import io.ringfence.events.group.SecurityGroupCommand.DeleteSecurityGroup;
import io.ringfence.events.group.SecurityGroupCommand.ModifySecurityGroup;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.MapPatch;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import java.util.Map;
import java.util.Set;

/** Requests about security groups. */
final class GroupRequests {
    private static final Set<String> CREATE =
            Set.of("name", "description", "type", "vpcId", "regionId", "innerAccessPolicy", "defaultRules", "tags");
    private static final Set<String> MODIFY = Set.of("name", "description", "innerAccessPolicy", "tags", "type");

    private final IdSource ids;

    GroupRequests(IdSource ids) {
        this.ids = ids;
    }

    CreateSecurityGroup create(ObjectNode data) {
        FieldReader fields = new FieldReader(data, "", CREATE);
        SecurityGroupType type = fields.optional("type", SecurityGroupType::parse, SecurityGroupType.BASIC);
        InnerAccessPolicy inner = fields.optional(
                "innerAccessPolicy",
                InnerAccessPolicy::parse,
                type == SecurityGroupType.BASIC ? InnerAccessPolicy.ACCEPT : InnerAccessPolicy.DROP);
        Map<String, String> tags = fields.texts("tags");
        Texts.check("tags", tags, Texts.MAX_TAGS);
        return new CreateSecurityGroup(
                ids.securityGroup(),
                fields.required("name", Texts::name),
                fields.optional("description", Texts::groupDescription, ""),
                type,
                fields.optional("vpcId", VpcId::new, VpcId.DEFAULT),
                fields.optional("regionId", RegionId::new, RegionId.DEFAULT),
                inner,
                tags,
                fields.flag("defaultRules", true));
    }

    ModifySecurityGroup modify(SecurityGroupId id, ObjectNode data) {
        FieldReader fields = new FieldReader(data, "", MODIFY);
        if (fields.has("type")) {
            throw Problem.of(
                            ProblemCode.TYPE_IS_FIXED,
                            "A group's type is for ever: create another group and re-create the instances in it")
                    .at("type")
                    .refusal();
        }
        MapPatch tags = fields.patchOfTexts("tags");
        tags.entries().forEach((key, value) -> Texts.checkEntry("tags", key, value == null ? "" : value));
        return new ModifySecurityGroup(
                id,
                fields.patchRequired("name", Texts::name),
                fields.patch("description", Texts::groupDescription),
                fields.patchRequired("innerAccessPolicy", InnerAccessPolicy::parse),
                tags);
    }

    DeleteSecurityGroup delete(SecurityGroupId id, ObjectNode data) {
        new FieldReader(data, "", Set.of());
        return new DeleteSecurityGroup(id);
    }
}
