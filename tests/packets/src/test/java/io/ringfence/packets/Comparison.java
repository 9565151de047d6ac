package io.ringfence.packets;

import io.ringfence.packets.Sample.Trait;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.verdict.Decision;
import io.ringfence.policy.verdict.PolicyEvaluator;
import io.ringfence.policy.verdict.Side;
import io.ringfence.policy.verdict.Verdict;
import io.ringfence.testing.story.RuleText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the kernel did with each sample, beside what an oracle says it should have done. */
record Comparison(List<Sample> samples, List<Boolean> arrived, PolicyImage image) {

    /** The packets that an oracle and the kernel judge differently, with what decided them; empty if they agree. */
    List<String> differences(PolicyEvaluator oracle) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            Decision decision = oracle.judge(image, sample.packet(), Instant.now());
            if ((decision.verdict() == Verdict.ACCEPT) != arrived.get(i)) {
                differences.add(sample.shot().from().name() + " -> "
                        + sample.shot().to().name() + " " + sample.shot().packet() + "\n    should be "
                        + decision.verdict() + ", but " + (arrived.get(i) ? "arrived" : "did not arrive")
                        + "\n    egress:  " + side(decision.egress()) + "\n    ingress: "
                        + side(decision.ingress()));
            }
        }
        return differences;
    }

    /** How many samples have each trait. */
    Map<Trait, Integer> counts() {
        Map<Trait, Integer> counts = new EnumMap<>(Trait.class);
        for (Trait trait : Trait.values()) {
            counts.put(trait, 0);
        }
        samples.forEach(sample -> sample.traits().forEach(trait -> counts.merge(trait, 1, Integer::sum)));
        return counts;
    }

    private static String side(Side side) {
        return side.verdict() + " by " + side.reason()
                + (side.rule() == null ? "" : " " + RuleText.format(side.rule().spec()));
    }
}
