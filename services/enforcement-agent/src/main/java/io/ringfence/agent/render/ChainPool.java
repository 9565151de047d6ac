package io.ringfence.agent.render;

import io.ringfence.agent.table.Chain;
import io.ringfence.policy.resolve.ResolvedRule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chains that maps go to. Those without a name of their own are named by what they say: two that say the same are one. */
final class ChainPool {
    private static final String PREFIX = "say-";
    private static final int DIGITS = 16;

    private final Map<String, Chain> chains = new LinkedHashMap<>();

    /** The verdict that comes to the same as these statements: their only one, or to go to a chain of them. */
    String verdict(List<String> statements) {
        String first = statements.get(0);
        if (isVerdict(first)) {
            return first;
        }
        String name = PREFIX + digest(String.join("\n", statements));
        chains.computeIfAbsent(name, any -> Chain.of(statements));
        return "goto " + name;
    }

    /** The verdict that comes to the same as what the rule says, for a map, whose elements cannot count. */
    String hit(ResolvedRule rule) {
        String name = Names.hit(rule.ruleId());
        chains.computeIfAbsent(name, any -> Chain.of(List.of(RuleLines.verdict(rule))));
        return "goto " + name;
    }

    private static boolean isVerdict(String statement) {
        return statement.equals("return") || statement.startsWith("goto ");
    }

    /** The chains by their names, each behind those that it goes to. */
    Map<String, Chain> chains() {
        return chains;
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
