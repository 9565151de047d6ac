package io.ringfence.projection.query;

import io.ringfence.events.value.IpAddress;
import io.ringfence.projection.rows.InstanceRow;
import io.ringfence.projection.rows.JsonText;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A member of a group that a rule names, and the addresses that the rule matches because of it. */
@Schema(name = "GroupMember")
record GroupMember(String instanceId, List<IpAddress> addresses) {
    static GroupMember of(InstanceRow row) {
        return new GroupMember(row.id, JsonText.addresses(row.addresses));
    }
}
