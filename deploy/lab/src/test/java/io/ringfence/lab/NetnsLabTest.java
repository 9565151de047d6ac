package io.ringfence.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetnsLabTest {

    private final LabPlan plan = LabPlan.ofThisProcess("lab")
            .host("h1")
            .host("h2")
            .host("h3")
            .instance("web", "h1")
            .instance("app", "h1")
            .instance("db", "h2", 2)
            .outside("laptop", "h1")
            .outside("server", "h3");

    @BeforeEach
    void namespacesArePossible() {
        LabInNamespaces.assumePossible();
    }

    @Test
    void everyMachineReachesEveryAddressOfEveryOtherOneByBothFamilies() {
        try (NetnsLab lab = NetnsLab.build(plan)) {
            List<Question> questions = new ArrayList<>();
            for (Machine from : plan.machines()) {
                for (Machine to : plan.machines()) {
                    for (InetAddress address : from.equals(to) ? List.<InetAddress>of() : to.addresses()) {
                        questions.add(Question.ping(from, address));
                    }
                }
            }

            List<Answer> answers = new Prober(lab, Duration.ofSeconds(3)).ask(questions);

            assertThat(questions).hasSizeGreaterThan(100);
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i)).as(questions.get(i).toString()).isEqualTo(Answer.ANSWERED);
            }
        }
    }

    @Test
    void anOutsideMachineAnswersForItsWholeBlocks() {
        try (NetnsLab lab = NetnsLab.build(plan)) {
            Prober prober = new Prober(lab, Duration.ofSeconds(3));
            for (Block block : lab.machine("server").blocks()) {
                assertThat(prober.ask(Question.ping(lab.machine("web"), block.at(99))))
                        .isEqualTo(Answer.ANSWERED);
            }
        }
    }

    @Test
    void closingLeavesNothing() {
        NetnsLab.build(plan).close();

        assertThat(NetnsLab.namespaces(plan.prefix())).isEmpty();
    }

    @Test
    void anotherProcessMayUseItAndLeavesItStanding() {
        try (NetnsLab lab = NetnsLab.build(plan)) {
            try (NetnsLab attached = NetnsLab.attach(plan)) {
                assertThat(new Prober(attached, Duration.ofSeconds(3))
                                .ask(Question.ping(
                                        lab.machine("web"), lab.machine("db").ipv6())))
                        .isEqualTo(Answer.ANSWERED);
            }
            assertThat(NetnsLab.namespaces(plan.prefix()))
                    .hasSize(plan.machines().size());
        }
    }

    @Test
    void whatIsNotThereCannotBeAttachedTo() {
        assertThatThrownBy(() -> NetnsLab.attach(plan))
                .isInstanceOf(LabFailure.class)
                .hasMessageContaining(plan.prefix() + "h1")
                .hasMessageContaining("build the lab first");
    }

    @Test
    void aFailureHalfWayLeavesNothing() {
        String prefix = "rf-" + "x".repeat(246) + "-";
        LabPlan tooLong = LabPlan.named(prefix).host("h1").instance("longname", "h1");

        assertThatThrownBy(() -> NetnsLab.build(tooLong))
                .isInstanceOf(LabFailure.class)
                .hasMessageContaining(prefix + "longname");
        assertThat(NetnsLab.namespaces(prefix)).isEmpty();
    }

    @Test
    void aRefusedLineIsNamedInTheFailure() {
        try (NetnsLab lab = NetnsLab.build(plan)) {
            List<String> lines = List.of("link set lo up", "link set nowhere up");
            assertThatThrownBy(() -> IpTool.batchInside(lab.machine("web").namespace(), lines))
                    .isInstanceOf(LabFailure.class)
                    .hasMessageContaining("line 2 is: link set nowhere up");
        }
    }

    @Test
    void whatAKilledRunLeftBehindIsRemovedBeforeBuilding() {
        long gone =
                ProcessHandle.allProcesses().mapToLong(ProcessHandle::pid).max().orElse(0) + 1_000_000;
        String killed = "rf-lab" + gone + "-";
        IpTool.batch(List.of("netns add " + killed + "h1", "netns add " + plan.prefix() + "left"));

        try (NetnsLab lab = NetnsLab.build(plan)) {
            assertThat(NetnsLab.namespaces(killed)).isEmpty();
            assertThat(NetnsLab.namespaces(plan.prefix()))
                    .hasSize(lab.plan().machines().size())
                    .doesNotContain(plan.prefix() + "left");
        }
    }
}
