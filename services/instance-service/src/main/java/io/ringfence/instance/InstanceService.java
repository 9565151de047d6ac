package io.ringfence.instance;

import io.ringfence.axon.gate.LaneKey;
import io.ringfence.axon.react.GroupReaction;
import io.ringfence.axon.react.KnownGroups;
import io.ringfence.axon.store.AggregateDefinition;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.value.GroupLimits;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The wiring of this service.
 *
 * <pre>
 *   a request -----------------> Instance   --> AddressAllocation, KnownGroups (rows, in the event's transaction)
 *   an event of a group -------> Membership --> Members (rows, in the event's transaction)
 * </pre>
 */
@Singleton
final class InstanceService {
    @Produces
    @Singleton
    static AddressAllocation allocation(
            JdbcTransactions transactions,
            @ConfigProperty(name = "ringfence.limits.addresses-basic", defaultValue = "" + GroupLimits.ADDRESSES_BASIC)
                    int basic,
            @ConfigProperty(
                            name = "ringfence.limits.addresses-advanced",
                            defaultValue = "" + GroupLimits.ADDRESSES_ADVANCED)
                    int advanced,
            @ConfigProperty(name = "ringfence.address-scope", defaultValue = "installation") AddressScope scope) {
        return new AddressRows(transactions, new Capacity(basic, advanced), scope);
    }

    @Produces
    @Singleton
    static LaneKey lanes() {
        return new HomeLanes();
    }

    @Produces
    @Singleton
    static AggregateDefinition instance(KnownGroups groups, AddressAllocation allocation) {
        return AggregateDefinition.of(Instance.class)
                .with(KnownGroups.class, groups)
                .with(AddressAllocation.class, allocation);
    }

    @Produces
    @Singleton
    static AggregateDefinition membership(JdbcTransactions transactions) {
        return AggregateDefinition.of(Membership.class).with(Members.class, new MemberRows(transactions));
    }

    @Produces
    @Singleton
    static GroupReaction reaction() {
        return (envelope, event) -> event.accept(new MembershipReaction(envelope.sequence()));
    }
}
