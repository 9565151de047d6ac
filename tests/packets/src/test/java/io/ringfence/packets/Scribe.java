package io.ringfence.packets;

import io.ringfence.events.DomainEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.instance.InstanceEvent.InstanceDeleted;
import io.ringfence.events.instance.InstanceEvent.InstanceRegistered;
import io.ringfence.events.instance.MembershipEvent.MembershipOpened;
import io.ringfence.events.rule.PrefixListEntry;
import io.ringfence.events.rule.PrefixListEvent.PrefixListCreated;
import io.ringfence.events.rule.PrefixListEvent.PrefixListModified;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.lab.Machine;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.testing.story.RuleText;
import io.ringfence.testing.story.Story;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes events to Kafka as the services do, and keeps the image that follows from them for the oracle. It decides
 * nothing: a test may write what no service would.
 */
final class Scribe implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;
    private final Story story = new Story();
    private final Map<TopicPartition, Long> written = new HashMap<>();
    private PolicyImage image = PolicyImage.EMPTY;

    Scribe(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** The host under whose name an agent works in the machine's namespace: no two labs share one. */
    static HostName hostName(Machine host) {
        return new HostName(host.namespace());
    }

    static SecurityGroupId newGroupId() {
        return new SecurityGroupId("sg-" + freshId());
    }

    /** A group with its rules from its first event on. */
    void group(SecurityGroupId id, SecurityGroupType type, InnerAccessPolicy inner, List<RuleSpec> rules) {
        write(new SecurityGroupCreated(
                id, AccountId.DEFAULT, id.value(), "", type, VpcId.DEFAULT, RegionId.DEFAULT, inner, Map.of(), false));
        write(new RuleSetOpened(id, AccountId.DEFAULT, VpcId.DEFAULT, type, withIds(rules)));
        write(new MembershipOpened(id, AccountId.DEFAULT, VpcId.DEFAULT, type));
    }

    static PrefixListId newListId() {
        return new PrefixListId("pl-" + freshId());
    }

    /** A prefix list of the family of its blocks. */
    void prefixList(PrefixListId id, AddressFamily family, List<Cidr> blocks) {
        write(new PrefixListCreated(id, AccountId.DEFAULT, id.value(), family, 200, entries(blocks)));
    }

    /** Replaces the entries of a list. */
    void entries(PrefixListId id, List<Cidr> blocks) {
        write(new PrefixListModified(id, id.value(), entries(blocks)));
    }

    private static List<PrefixListEntry> entries(List<Cidr> blocks) {
        return blocks.stream().map(block -> new PrefixListEntry(block, "")).toList();
    }

    /** Rules as a test writes them, one a line, in the words of {@link RuleText}. */
    static List<RuleSpec> rules(String lines) {
        return lines.lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .filter(line -> !line.isEmpty())
                .map(RuleText::parse)
                .toList();
    }

    /** Adds the rules as one revision. */
    List<Rule> authorize(SecurityGroupId id, List<RuleSpec> specs) {
        List<Rule> rules = withIds(specs);
        write(new RulesAuthorized(id, rules));
        return rules;
    }

    void revoke(SecurityGroupId id, List<Rule> rules) {
        write(new RulesRevoked(id, rules.stream().map(Rule::ruleId).toList()));
    }

    /** Puts a machine of the lab into a group, on the host where it hangs. */
    InstanceId register(Machine machine, Machine host, SecurityGroupId group) {
        InstanceId id = new InstanceId("eci-" + freshId());
        write(new InstanceRegistered(
                id,
                AccountId.DEFAULT,
                machine.name(),
                VpcId.DEFAULT,
                group,
                machine.addresses().stream().map(Scribe::ip).toList(),
                hostName(host),
                new InterfaceName(machine.hostInterface()),
                Map.of()));
        return id;
    }

    /** Deletes every instance, so that the addresses are free for the next test. */
    void deleteInstances() {
        List.copyOf(image.instances().keySet()).forEach(id -> write(new InstanceDeleted(id)));
    }

    /** What everyone who read all that was written must know. */
    PolicyImage image() {
        return image;
    }

    /** The next offset of each partition that something was written to. */
    Map<TopicPartition, Long> written() {
        return Map.copyOf(written);
    }

    @Override
    public void close() {
        producer.close();
    }

    static IpAddress ip(InetAddress address) {
        return IpAddress.of(address.getAddress());
    }

    private void write(DomainEvent event) {
        EventRecord record = story.tell(event);
        WireRecord wire = EventCodec.encode(record);
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(Topics.of(event.aggregate().kind()), wire.key(), wire.body());
        wire.headers().forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        RecordMetadata kept = send(message);
        written.put(new TopicPartition(kept.topic(), kept.partition()), kept.offset() + 1);
        PolicyDelta delta = new PolicyDelta(image);
        delta.replay(record);
        image = delta.apply();
    }

    private RecordMetadata send(ProducerRecord<String, byte[]> message) {
        try {
            return producer.send(message).get();
        } catch (ExecutionException e) {
            throw new AssertionError("Kafka did not take an event", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static List<Rule> withIds(List<RuleSpec> specs) {
        return specs.stream()
                .map(spec -> new Rule(new RuleId("sgr-" + freshId()), spec))
                .toList();
    }

    private static String freshId() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 17);
    }
}
