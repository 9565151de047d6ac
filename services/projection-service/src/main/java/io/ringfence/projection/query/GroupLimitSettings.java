package io.ringfence.projection.query;

import io.ringfence.events.value.GroupLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The limits that the write side keeps, by the same configuration keys. */
@ApplicationScoped
public class GroupLimitSettings {
    private final GroupLimits limits;

    @Inject
    GroupLimitSettings(
            @ConfigProperty(name = "ringfence.limits.rules", defaultValue = "" + GroupLimits.RULES) int rules,
            @ConfigProperty(
                            name = "ringfence.limits.group-references",
                            defaultValue = "" + GroupLimits.GROUP_REFERENCES)
                    int references,
            @ConfigProperty(name = "ringfence.limits.addresses-basic", defaultValue = "" + GroupLimits.ADDRESSES_BASIC)
                    int basic,
            @ConfigProperty(
                            name = "ringfence.limits.addresses-advanced",
                            defaultValue = "" + GroupLimits.ADDRESSES_ADVANCED)
                    int advanced) {
        this.limits = new GroupLimits(rules, references, basic, advanced);
    }

    GroupLimits limits() {
        return limits;
    }
}
