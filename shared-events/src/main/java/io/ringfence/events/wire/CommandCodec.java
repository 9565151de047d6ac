package io.ringfence.events.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.Command;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.rule.RulesPreview;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InvalidValue;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.SecurityGroupId;
import java.util.function.Function;

/**
 * Reads requests into commands, the same way for every door. Bad input stops here, with a {@link Refusal} that names
 * the parameter.
 *
 * <p>{@code target} is the id in the path of a REST call, or the key of a Kafka record; creates ignore it. New ids
 * come from the {@link IdSource}.
 */
public final class CommandCodec {
    private final GroupRequests groups;
    private final RuleRequests rules;
    private final PrefixListRequests lists;
    private final InstanceRequests instances;

    public CommandCodec(IdSource ids) {
        this.groups = new GroupRequests(ids);
        this.rules = new RuleRequests(ids);
        this.lists = new PrefixListRequests(ids);
        this.instances = new InstanceRequests(ids);
    }

    /** The command that a request of this type asks for. */
    public Command read(CommandType type, String target, ObjectNode data) {
        return switch (type) {
            case CREATE_SECURITY_GROUP -> groups.create(data);
            case MODIFY_SECURITY_GROUP -> groups.modify(group(target), data);
            case DELETE_SECURITY_GROUP -> groups.delete(group(target), data);
            case AUTHORIZE_RULES -> rules.authorize(group(target), data);
            case MODIFY_RULE -> rules.modify(group(target), data);
            case REVOKE_RULES -> rules.revoke(group(target), data);
            case CREATE_PREFIX_LIST -> lists.create(data);
            case MODIFY_PREFIX_LIST -> lists.modify(list(target), data);
            case DELETE_PREFIX_LIST -> lists.delete(list(target), data);
            case REGISTER_INSTANCE -> instances.register(data);
            case MODIFY_INSTANCE -> instances.modify(instance(target), data);
            case DELETE_INSTANCE -> instances.delete(instance(target), data);
        };
    }

    /** The change of a group's rules that a request asks about. */
    public RulesPreview preview(String target, ObjectNode data) {
        return rules.preview(group(target), data);
    }

    private static SecurityGroupId group(String target) {
        return target("securityGroupId", target, SecurityGroupId::new);
    }

    private static PrefixListId list(String target) {
        return target("prefixListId", target, PrefixListId::new);
    }

    private static InstanceId instance(String target) {
        return target("instanceId", target, InstanceId::new);
    }

    private static <T> T target(String parameter, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (InvalidValue e) {
            throw Refusal.invalid(parameter, e);
        }
    }
}
