package io.ringfence.instance;

import io.ringfence.axon.react.KnownGroup;
import io.ringfence.axon.react.KnownGroup.Life;
import io.ringfence.events.instance.InstanceCommand.RegisterInstance;
import io.ringfence.events.instance.InstanceEvent.InstanceRegistered;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.instance.Claim.Port;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Groups, instances and claims that the tests speak of. */
final class Sample {
    static final AccountId ACME = new AccountId("acme");
    static final AccountId OTHER = new AccountId("other");
    static final SecurityGroupId WEB = new SecurityGroupId("sg-webxxxxxxxxxxxxxx");
    static final SecurityGroupId DATABASE = new SecurityGroupId("sg-databasexxxxxxxxx");
    static final InstanceId ONE = new InstanceId("eci-one");
    static final InstanceId TWO = new InstanceId("eci-two");
    static final Port ETH0 = new Port(new HostName("h1"), new InterfaceName("sg0"));
    static final Port ETH1 = new Port(new HostName("h2"), new InterfaceName("sg1"));
    static final long LEARNED_AT = 1_000;

    private Sample() {}

    static List<IpAddress> addresses(String... texts) {
        return Arrays.stream(texts).map(IpAddress::parse).toList();
    }

    static KnownGroup group(Life life) {
        return new KnownGroup(WEB, ACME, VpcId.DEFAULT, RegionId.DEFAULT, SecurityGroupType.BASIC, life, LEARNED_AT);
    }

    static RegisterInstance register(InstanceId id, @Nullable VpcId vpc, String... addresses) {
        return new RegisterInstance(
                id, "one", vpc, WEB, addresses(addresses), ETH0.host(), ETH0.interfaceName(), Map.of("tier", "front"));
    }

    static InstanceRegistered registered(InstanceId id, String... addresses) {
        return new InstanceRegistered(
                id,
                ACME,
                "one",
                VpcId.DEFAULT,
                WEB,
                addresses(addresses),
                ETH0.host(),
                ETH0.interfaceName(),
                Map.of("tier", "front"));
    }

    static Claim claim(InstanceId instance, String... addresses) {
        return new Claim(instance, ACME, VpcId.DEFAULT, WEB, SecurityGroupType.BASIC, addresses(addresses), null);
    }

    static Claim at(Claim claim, Port port) {
        return new Claim(
                claim.instance(), claim.account(), claim.vpc(), claim.group(), claim.type(), claim.addresses(), port);
    }

    static Claim in(SecurityGroupId group, SecurityGroupType type, Claim claim) {
        return new Claim(claim.instance(), claim.account(), claim.vpc(), group, type, claim.addresses(), claim.port());
    }

    static Claim by(AccountId account, Claim claim) {
        return new Claim(
                claim.instance(), account, claim.vpc(), claim.group(), claim.type(), claim.addresses(), claim.port());
    }
}
