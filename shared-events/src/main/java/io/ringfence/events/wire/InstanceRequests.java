package io.ringfence.events.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.instance.InstanceCommand.DeleteInstance;
import io.ringfence.events.instance.InstanceCommand.ModifyInstance;
import io.ringfence.events.instance.InstanceCommand.RegisterInstance;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.MapPatch;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.VpcId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests about container instances. */
final class InstanceRequests {
    private static final Set<String> REGISTER =
            Set.of("instanceId", "name", "vpcId", "securityGroupId", "addresses", "host", "interface", "labels");
    private static final Set<String> MODIFY = Set.of("name", "host", "interface", "labels", "securityGroupId");
    private static final int MAX_ADDRESSES = 64;

    private final IdSource ids;

    InstanceRequests(IdSource ids) {
        this.ids = ids;
    }

    RegisterInstance register(ObjectNode data) {
        FieldReader fields = new FieldReader(data, "", REGISTER);
        InstanceId given = fields.optional("instanceId", InstanceId::new);
        HostName host = fields.optional("host", HostName::new);
        InterfaceName interfaceName = fields.optional("interface", InterfaceName::new);
        requireBothOrNeither(host, interfaceName);
        Map<String, String> labels = fields.texts("labels");
        Texts.check("labels", labels, Texts.MAX_LABELS);
        InstanceId id = given == null ? ids.instance() : given;
        return new RegisterInstance(
                id,
                fields.optional("name", Texts.length(1, 128), id.value()),
                fields.optional("vpcId", VpcId::new),
                fields.required("securityGroupId", SecurityGroupId::new),
                addresses(fields),
                host,
                interfaceName,
                labels);
    }

    private static List<IpAddress> addresses(FieldReader fields) {
        List<IpAddress> addresses = fields.list("addresses", FieldReader.texts(IpAddress::parse));
        if (addresses.isEmpty()) {
            throw FieldReader.missing("addresses");
        }
        if (addresses.size() > MAX_ADDRESSES) {
            throw Refusal.invalid("addresses", "must have at most " + MAX_ADDRESSES + " entries");
        }
        if (Set.copyOf(addresses).size() < addresses.size()) {
            throw Refusal.invalid("addresses", "must not name an address twice");
        }
        for (int i = 0; i < addresses.size(); i++) {
            if (!addresses.get(i).isUnicast()) {
                throw Refusal.invalid("addresses[" + i + "]", "must be an address that one instance can own");
            }
        }
        return addresses;
    }

    private static void requireBothOrNeither(@Nullable HostName host, @Nullable InterfaceName interfaceName) {
        if ((host == null) != (interfaceName == null)) {
            throw Refusal.invalid(
                    host == null ? "host" : "interface", "must be given too: host and interface go together");
        }
    }

    ModifyInstance modify(InstanceId id, ObjectNode data) {
        FieldReader fields = new FieldReader(data, "", MODIFY);
        if (fields.has("securityGroupId")) {
            throw Problem.of(
                            ProblemCode.GROUP_IS_FIXED,
                            "An instance belongs to one security group for life: delete and re-create the instance")
                    .at("securityGroupId")
                    .refusal();
        }
        MapPatch labels = fields.patchOfTexts("labels");
        labels.entries().forEach((key, value) -> Texts.checkEntry("labels", key, value == null ? "" : value));
        return new ModifyInstance(
                id,
                fields.patchRequired("name", Texts.length(1, 128)),
                fields.patch("host", HostName::new),
                fields.patch("interface", InterfaceName::new),
                labels);
    }

    DeleteInstance delete(InstanceId id, ObjectNode data) {
        new FieldReader(data, "", Set.of());
        return new DeleteInstance(id);
    }
}
