package io.ringfence.projection.audit;

import io.ringfence.events.instance.MembershipEvent;
import io.ringfence.events.instance.MembershipEvent.MembershipClosed;
import io.ringfence.events.instance.MembershipEvent.MembershipOpened;
import io.ringfence.events.instance.MembershipEvent.MembershipReopened;
import io.ringfence.events.instance.MembershipEvent.MembershipStillHeld;

/** Sentences about who may be a member of a group. */
final class MembershipWords implements MembershipEvent.Visitor<String> {
    @Override
    public String on(MembershipOpened event) {
        return "Instances may join the group";
    }

    @Override
    public String on(MembershipClosed event) {
        return "The group has no member, and none may join from now on";
    }

    @Override
    public String on(MembershipStillHeld event) {
        return "The group still has " + EventWords.count(event.blockerCount(), "member");
    }

    @Override
    public String on(MembershipReopened event) {
        return "Instances may join the group again";
    }
}
