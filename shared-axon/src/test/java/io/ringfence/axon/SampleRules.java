package io.ringfence.axon;

import io.ringfence.axon.decide.CommandContext;
import io.ringfence.axon.decide.EventSourcedAggregate;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.Command;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.rule.RuleSetCommand.AuthorizeRules;
import io.ringfence.events.rule.RuleSetCommand.ModifyRule;
import io.ringfence.events.rule.RuleSetCommand.OpenRuleSet;
import io.ringfence.events.rule.RuleSetCommand.RevokeRules;
import io.ringfence.events.rule.RuleSetEvent;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Outcome.Pending;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/**
 * An aggregate with one of each: a creator, a change that may be a no-op, a refusal after a row was written, something
 * that is decided later, and a mistake.
 */
public class SampleRules extends EventSourcedAggregate<RuleSetEvent> {
    private int rules;

    public SampleRules() {
        super(RuleSetEvent.class);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Accepted decide(OpenRuleSet command, CommandContext context) {
        if (exists()) {
            throw Problem.of(ProblemCode.ID_ALREADY_USED, "there already").refusal();
        }
        record(
                new RuleSetOpened(
                        command.securityGroupId(),
                        command.accountId(),
                        command.vpcId(),
                        command.type(),
                        command.rules()),
                context);
        return accepted(members());
    }

    /** Adds rules; none is a no-op. */
    @CommandHandler
    Accepted decide(AuthorizeRules command, CommandContext context) {
        if (!command.rules().isEmpty()) {
            record(new RulesAuthorized(command.securityGroupId(), command.rules()), context);
        }
        return accepted(members().put("rules", rules));
    }

    /** Of some rules: begins what is decided later. Of none: writes a row, then refuses. */
    @CommandHandler
    Outcome decide(RevokeRules command, CommandContext context, JdbcTransactions transactions) {
        if (!command.ruleIds().isEmpty()) {
            record(new RulesRevoked(command.securityGroupId(), command.ruleIds()), context);
            return new Pending(accepted(members()).revision(), members().put("state", "running"));
        }
        transactions.call(connection -> connection.createStatement().executeUpdate("insert into sample values (1)"));
        throw Problem.of(ProblemCode.RULE_NOT_FOUND, "There is no such rule").refusal();
    }

    @CommandHandler
    Accepted decide(ModifyRule command) {
        throw new IllegalStateException("a mistake of the programmer");
    }

    @Override
    protected boolean creates(Command command) {
        return command instanceof OpenRuleSet;
    }

    @Override
    protected void evolve(RuleSetEvent event) {
        rules +=
                event instanceof RulesAuthorized authorized ? authorized.rules().size() : 0;
    }
}
