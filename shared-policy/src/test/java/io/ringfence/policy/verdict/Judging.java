package io.ringfence.policy.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.value.IpAddress;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.testing.story.Story;

/** A story and the questions that a test asks of it. */
final class Judging {
    final Story story = new Story();

    PolicyImage image() {
        PolicyDelta delta = new PolicyDelta(PolicyImage.EMPTY);
        for (EventRecord record : story.events()) {
            delta.replay(record);
        }
        return delta.apply();
    }

    Decision judge(Packet packet) {
        return PolicyEvaluator.DEFAULT.judge(image(), packet, story.now());
    }

    void assertAccepted(Packet packet) {
        assertThat(judge(packet).verdict()).as("%s", judge(packet)).isEqualTo(Verdict.ACCEPT);
    }

    void assertDropped(Packet packet) {
        assertThat(judge(packet).verdict()).as("%s", judge(packet)).isEqualTo(Verdict.DROP);
    }

    static Packet tcp(String source, String destination, int port) {
        return Packet.tcp(ip(source), 40_000, ip(destination), port);
    }

    static Packet udp(String source, String destination, int port) {
        return Packet.udp(ip(source), 40_000, ip(destination), port);
    }

    static Packet udp(String source, int sourcePort, String destination, int port) {
        return Packet.udp(ip(source), sourcePort, ip(destination), port);
    }

    static Packet ping(String source, String destination) {
        return Packet.echoRequest(ip(source), ip(destination));
    }

    static Packet icmp(String source, String destination, int type) {
        return Packet.icmp(ip(source), ip(destination), type);
    }

    static IpAddress ip(String text) {
        return IpAddress.parse(text);
    }
}
