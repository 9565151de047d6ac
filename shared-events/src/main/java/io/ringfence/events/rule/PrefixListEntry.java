package io.ringfence.events.rule;

import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.InvalidValue;
import org.jspecify.annotations.Nullable;

/** One block of a prefix list, with a description of 0 to 512 characters. */
public record PrefixListEntry(Cidr cidr, String description) {
    @SuppressWarnings("ConstantValue") // absent in JSON reads as null
    public PrefixListEntry(Cidr cidr, @Nullable String description) {
        this.cidr = cidr;
        this.description = description == null ? "" : description;
        if (this.description.length() > RuleSpec.MAX_DESCRIPTION) {
            throw new InvalidValue("description", "must have at most " + RuleSpec.MAX_DESCRIPTION + " characters");
        }
    }
}
