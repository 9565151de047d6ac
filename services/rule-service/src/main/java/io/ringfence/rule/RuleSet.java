package io.ringfence.rule;

import io.ringfence.axon.decide.CommandContext;
import io.ringfence.axon.decide.EventSourcedAggregate;
import io.ringfence.axon.decide.Unknown;
import io.ringfence.axon.react.KnownGroups;
import io.ringfence.events.rule.RuleSetCommand.AuthorizeRules;
import io.ringfence.events.rule.RuleSetCommand.ModifyRule;
import io.ringfence.events.rule.RuleSetCommand.OpenRuleSet;
import io.ringfence.events.rule.RuleSetCommand.RevokeRules;
import io.ringfence.events.rule.RuleSetEvent;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.wire.Outcome.Accepted;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The aggregate {@code rules:sg-x}: all rules of one group. Each accepted command makes one event, or none where
 * there is nothing to do; a refused one changes nothing.
 */
public class RuleSet extends EventSourcedAggregate<RuleSetEvent> {
    private @Nullable RuleSetState state;

    RuleSet() {
        super(RuleSetEvent.class);
    }

    /** A second opening finds the work done. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted open(OpenRuleSet command, CommandContext context) {
        if (!exists()) {
            record(
                    new RuleSetOpened(
                            command.securityGroupId(),
                            command.accountId(),
                            command.vpcId(),
                            command.type(),
                            command.rules()),
                    context);
        }
        return accepted(members());
    }

    @CommandHandler
    Accepted authorize(AuthorizeRules command, CommandContext context, RuleLimits limits, KnownGroups groups) {
        return carryOut(Authorization.decide(living(), command, context.instant(), limits, groups), context);
    }

    @CommandHandler
    Accepted modify(ModifyRule command, CommandContext context, KnownGroups groups) {
        return carryOut(Modification.decide(living(), command, context.instant(), groups), context);
    }

    @CommandHandler
    Accepted revoke(RevokeRules command, CommandContext context) {
        return carryOut(Revocation.decide(living(), command, context.instant()), context);
    }

    @Override
    protected void evolve(RuleSetEvent event) {
        state = RuleSetState.evolve(state, event);
    }

    private RuleSetState living() {
        if (state == null) {
            throw new IllegalStateException("Axon hands no command to a rule set without events, except to open it");
        }
        if (state.deleted()) {
            throw Unknown.group(state.group().value()).refusal();
        }
        return state;
    }

    private Accepted carryOut(RuleChange change, CommandContext context) {
        RuleSetEvent event = change.event();
        if (event != null) {
            record(event, context.after(change.after()));
        }
        return accepted(change.answer());
    }
}
