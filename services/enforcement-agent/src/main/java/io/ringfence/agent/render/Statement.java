package io.ringfence.agent.render;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Joins the parts of one nft statement, leaving out the empty ones. */
final class Statement {

    private Statement() {}

    static String of(String... parts) {
        return Arrays.stream(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }
}
