package io.ringfence.projection.audit;

import io.ringfence.projection.query.InstanceView;
import io.ringfence.projection.query.RuleView;
import io.ringfence.projection.query.SecurityGroupView;
import io.ringfence.projection.query.Traffic;
import io.ringfence.projection.query.Watermark;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What differs between two instants: of a group and its rules and members, or of an instance and the rules that judged it.
 *
 * @param groups the group itself, if it came, went or changed
 * @param rules those in force; one whose time was up in between is removed
 * @param members of the group; only the instance itself where an instance was asked for
 * @param traffic of the group: what it accepts at the end and did not at the beginning, and the reverse, by its own changes
 *     and by those of the groups and lists that its rules name, members included
 */
@Schema(name = "StateDifference")
record StateDifference(
        Instant from,
        Instant to,
        Difference<SecurityGroupView> groups,
        Difference<RuleView> rules,
        Difference<InstanceView> members,
        Traffic traffic,
        Watermark watermark) {}
