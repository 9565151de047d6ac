package io.ringfence.agent.render;

import io.ringfence.agent.table.Chain;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chains without a name of their own: two with the same statements are one, named by what they say. */
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
