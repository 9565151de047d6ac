package io.ringfence.policy.image;

import io.ringfence.events.instance.MembershipEvent;
import io.ringfence.events.instance.MembershipEvent.MembershipClosed;
import io.ringfence.events.instance.MembershipEvent.MembershipOpened;
import io.ringfence.events.instance.MembershipEvent.MembershipReopened;
import io.ringfence.events.instance.MembershipEvent.MembershipStillHeld;
import java.util.Optional;

/** A membership before one of its events gives the membership after it; empty where there is none. */
record MembershipChange(Optional<MembershipImage> before, Provenance change)
        implements MembershipEvent.Visitor<Optional<MembershipImage>> {
    @Override
    public Optional<MembershipImage> on(MembershipOpened event) {
        return Optional.of(new MembershipImage(
                event.securityGroupId(), event.accountId(), event.vpcId(), event.type(), true, change));
    }

    @Override
    public Optional<MembershipImage> on(MembershipClosed event) {
        return before.map(membership -> membership.with(false, change));
    }

    @Override
    public Optional<MembershipImage> on(MembershipStillHeld event) {
        return before.map(membership -> membership.with(membership.open(), change));
    }

    @Override
    public Optional<MembershipImage> on(MembershipReopened event) {
        return before.map(membership -> membership.with(true, change));
    }
}
