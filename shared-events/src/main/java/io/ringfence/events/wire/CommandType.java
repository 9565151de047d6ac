package io.ringfence.events.wire;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The commands that anyone may send, with their names on the wire, such as {@code io.ringfence.rule.AuthorizeRules.v1}. */
public enum CommandType {
    CREATE_SECURITY_GROUP("group.CreateSecurityGroup"),
    MODIFY_SECURITY_GROUP("group.ModifySecurityGroup"),
    DELETE_SECURITY_GROUP("group.DeleteSecurityGroup"),
    AUTHORIZE_RULES("rule.AuthorizeRules"),
    MODIFY_RULE("rule.ModifyRule"),
    REVOKE_RULES("rule.RevokeRules"),
    CREATE_PREFIX_LIST("rule.CreatePrefixList"),
    MODIFY_PREFIX_LIST("rule.ModifyPrefixList"),
    DELETE_PREFIX_LIST("rule.DeletePrefixList"),
    REGISTER_INSTANCE("instance.RegisterInstance"),
    MODIFY_INSTANCE("instance.ModifyInstance"),
    DELETE_INSTANCE("instance.DeleteInstance");

    private static final Map<String, CommandType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(CommandType::wireName, Function.identity()));

    private final String wireName;

    CommandType(String name) {
        this.wireName = "io.ringfence." + name + ".v1";
    }

    /** The {@code ce_type}. */
    public String wireName() {
        return wireName;
    }

    /** The name of its record, such as {@code AuthorizeRules}. */
    public String simpleName() {
        return wireName.split("\\.", -1)[3];
    }

    /** The topic on which it is sent. */
    public String topic() {
        return "ringfence." + wireName.split("\\.", -1)[2] + ".commands.v1";
    }

    /** Whether it makes something, so that there is no id yet to which it could be sent. */
    public boolean isCreate() {
        return switch (this) {
            case CREATE_SECURITY_GROUP, CREATE_PREFIX_LIST, REGISTER_INSTANCE -> true;
            case MODIFY_SECURITY_GROUP,
                    DELETE_SECURITY_GROUP,
                    AUTHORIZE_RULES,
                    MODIFY_RULE,
                    REVOKE_RULES,
                    MODIFY_PREFIX_LIST,
                    DELETE_PREFIX_LIST,
                    MODIFY_INSTANCE,
                    DELETE_INSTANCE -> false;
        };
    }

    /** The type with this {@code ce_type}, or null when there is none. */
    public static @Nullable CommandType named(String wireName) {
        return BY_NAME.get(wireName);
    }
}
