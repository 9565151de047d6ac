package io.ringfence.demo;

import io.ringfence.demo.Story.Kafka;
import io.ringfence.events.value.Revision;
import io.ringfence.lab.LabPlan;
import io.ringfence.lab.Machine.Role;
import io.ringfence.lab.NetnsLab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** One performance of the whole story, and what remains to be said at its end. */
final class Play {

    private static final String LEAD = "alice";

    private final Settings settings;
    private final Page page;
    private final Expectations expectations = new Expectations();
    private final LabPlan plan = Stage.plan();
    private final Instant begun = Instant.now();

    Play(Settings settings, Page page) {
        this.settings = settings;
        this.page = page;
    }

    /** Tells the story; answers whether everything was as expected. */
    boolean perform() {
        page.box(List.of(
                "Ringfence: from a rule to real packets",
                "Every packet below is real: hosts and instances are network namespaces,",
                "the rules stand in nftables. Every change is an event kept for ever."));
        Optional<String> lack = lackForPackets();
        lack.ifPresent(reason -> {
            page.gap();
            page.say("No packets this time: " + reason + ". The rest of the story is told all the same.");
        });
        Gateway gateway = new Gateway(settings.gateway(), LEAD);
        Cast cast = new Cast(gateway, freshName());
        try (KafkaDoor door = new KafkaDoor(settings.kafka());
                KafkaWatch watch = new KafkaWatch(settings.kafka())) {
            sweep(cast);
            Optional<Packets> packets = lack.isPresent() ? Optional.empty() : Optional.of(new Packets(plan));
            try {
                tell(
                        new Story(page, gateway, new Kafka(door, watch), cast, expectations, packets),
                        new Inquiry(page, gateway, watch, cast, expectations));
            } finally {
                packets.ifPresent(Packets::close);
                cast.leave();
            }
        }
        return summary();
    }

    private void tell(Story story, Inquiry inquiry) {
        story.groups();
        story.instances(plan.machines(Role.INSTANCE));
        story.before();
        Revision authorized = story.authorize();
        Revision sent = story.overKafka();
        Revision revoked = story.revoke(authorized);
        story.refusal();
        inquiry.effectivePolicy();
        inquiry.verdicts(authorized, revoked);
        inquiry.replay(settings.kafka(), begun, List.of(authorized, sent, revoked));
    }

    private void sweep(Cast cast) {
        int swept = cast.sweep("h1") + cast.sweep("h2");
        if (swept > 0) {
            page.gap();
            page.say("Deleted " + swept + " instances that an earlier run left behind.");
        }
    }

    private boolean summary() {
        page.gap();
        long seconds = Duration.between(begun, Instant.now()).toSeconds();
        List<String> unmet = expectations.unmet();
        if (unmet.isEmpty()) {
            page.line(page.paint().good("✔ ")
                    + page.paint().bold("All " + expectations.met() + " expectations met in " + seconds + " s.")
                    + " The instances are deleted again.");
        } else {
            page.line(page.paint()
                    .bad("✘ " + unmet.size() + " of " + (expectations.met() + unmet.size())
                            + " expectations were not met:"));
            unmet.forEach(sentence -> page.line("  - " + sentence));
        }
        return unmet.isEmpty();
    }

    private Optional<String> lackForPackets() {
        Optional<String> lack = NetnsLab.missing();
        if (lack.isPresent()) {
            return lack;
        }
        boolean nft = Stream.of("/usr/sbin/nft", "/sbin/nft", "/usr/bin/nft", "/usr/local/sbin/nft")
                .anyMatch(path -> Files.isExecutable(Path.of(path)));
        return nft ? Optional.empty() : Optional.of("nft is not installed, so no host can enforce");
    }

    /** Four letters that tell this run's groups from those of the runs before. */
    private static String freshName() {
        return Integer.toString(new Random().nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
    }
}
