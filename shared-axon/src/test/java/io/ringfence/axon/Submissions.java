package io.ringfence.axon;

import io.ringfence.axon.decide.Requester;
import io.ringfence.axon.gate.Submission;
import io.ringfence.axon.time.Ids;
import io.ringfence.events.Command;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RulePatch;
import io.ringfence.events.rule.RuleSetCommand.AuthorizeRules;
import io.ringfence.events.rule.RuleSetCommand.ModifyRule;
import io.ringfence.events.rule.RuleSetCommand.OpenRuleSet;
import io.ringfence.events.rule.RuleSetCommand.RevokeRules;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Patch;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Channel;
import java.util.List;
import java.util.UUID;

/** Commands for {@link SampleRules}, on their way to the gate. */
public final class Submissions {
    public static final Requester ALICE = new Requester(AccountId.DEFAULT, "alice", Channel.REST);
    private static final Ids IDS = new Ids();

    private static final RulePatch UNCHANGED = new RulePatch(
            Patch.absent(),
            Patch.absent(),
            Patch.absent(),
            Patch.absent(),
            Patch.absent(),
            Patch.absent(),
            Patch.absent(),
            Patch.absent(),
            Patch.absent());

    private Submissions() {}

    public static SecurityGroupId newGroup() {
        return IDS.securityGroup();
    }

    public static Submission open(SecurityGroupId group) {
        return of(new OpenRuleSet(group, AccountId.DEFAULT, VpcId.DEFAULT, SecurityGroupType.BASIC, List.of()));
    }

    public static Submission authorize(SecurityGroupId group) {
        return of(new AuthorizeRules(group, List.of(rule())));
    }

    public static Submission nothing(SecurityGroupId group) {
        return of(new AuthorizeRules(group, List.of()));
    }

    public static Submission refused(SecurityGroupId group) {
        return of(new RevokeRules(group, List.of(), List.of()));
    }

    public static Submission decidedLater(SecurityGroupId group) {
        return of(new RevokeRules(group, List.of(IDS.rule()), List.of()));
    }

    public static Submission mistaken(SecurityGroupId group) {
        return of(new ModifyRule(group, IDS.rule(), UNCHANGED));
    }

    public static Submission of(Command command) {
        return new Submission(command, UUID.randomUUID().toString(), "test", "a".repeat(64), ALICE, null, null, null);
    }

    public static Submission withDigest(Submission submission, String digest) {
        return new Submission(
                submission.command(), submission.commandId(), submission.source(), digest, ALICE, null, null, null);
    }

    public static Submission ifMatch(Submission submission, long revision) {
        return new Submission(
                submission.command(),
                submission.commandId(),
                submission.source(),
                submission.digest(),
                ALICE,
                revision,
                null,
                null);
    }

    public static Submission by(Submission submission, Requester requester) {
        return new Submission(
                submission.command(),
                submission.commandId(),
                submission.source(),
                submission.digest(),
                requester,
                null,
                null,
                null);
    }

    private static Rule rule() {
        return new Rule(
                IDS.rule(),
                new RuleSpec(
                        Direction.INGRESS,
                        RuleAction.ACCEPT,
                        1,
                        Protocol.TCP,
                        PortRange.parse("80/80"),
                        new Peer.CidrPeer(Cidr.parse("10.0.0.0/8")),
                        null,
                        null,
                        "",
                        null));
    }
}
