package io.ringfence.bench;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Micros;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/**
 * The snapshot of a large installation, in the form of {@code GET /v1/snapshot}: one group for 500 instances, one host for
 * 1,000, an IPv4 address and a label for each instance. The same seed gives the same one.
 */
final class SnapshotOfInstances {
    private static final int INSTANCES_A_GROUP = 500;
    private static final int INSTANCES_A_HOST = 1_000;
    private static final int FIRST_ADDRESS = 0x0a00_0001;
    private static final long BEGIN_MICROS = 1_767_571_200_000_000L;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final SplittableRandom random;
    private final OutputStream out;
    private long lines;

    private SnapshotOfInstances(long seed, OutputStream out) {
        this.random = new SplittableRandom(seed);
        this.out = out;
    }

    static void write(long seed, int instances, Path file) {
        try (OutputStream out = new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            new SnapshotOfInstances(seed, out).write(instances);
        } catch (IOException e) {
            throw new BenchFailure("no snapshot at " + file, e);
        }
    }

    private void write(int instances) throws IOException {
        line(Map.of("positions", List.of()));
        String[] groups = new String[Math.max(1, instances / INSTANCES_A_GROUP)];
        for (int group = 0; group < groups.length; group++) {
            groups[group] = "sg-" + id();
            line(Map.of("group", group(groups[group], group)));
        }
        for (int instance = 0; instance < instances; instance++) {
            line(Map.of("instance", instance(instance, groups[random.nextInt(groups.length)])));
        }
        line(Map.of("lines", lines));
    }

    private Map<String, Object> group(String id, int number) {
        return Map.ofEntries(
                Map.entry("securityGroupId", id),
                Map.entry("accountId", AccountId.DEFAULT),
                Map.entry("name", "group " + number),
                Map.entry("description", "a group of the bench"),
                Map.entry("type", "BASIC"),
                Map.entry("vpcId", VpcId.DEFAULT),
                Map.entry("regionId", RegionId.DEFAULT),
                Map.entry("innerAccessPolicy", "ACCEPT"),
                Map.entry("tags", Map.of("team", "team-" + number % 50)),
                Map.entry("beingDeleted", false),
                Map.entry("lastChange", change(time(number))));
    }

    private Map<String, Object> instance(int number, String group) {
        String at = time(number);
        return Map.ofEntries(
                Map.entry("instanceId", "eci-" + id()),
                Map.entry("accountId", AccountId.DEFAULT),
                Map.entry("name", "instance " + number),
                Map.entry("vpcId", VpcId.DEFAULT),
                Map.entry("securityGroupId", group),
                Map.entry("addresses", List.of(address(number))),
                Map.entry("host", "host-" + number / INSTANCES_A_HOST),
                Map.entry("interfaceName", "sg" + number),
                Map.entry("labels", Map.of("app", "app-" + random.nextInt(100))),
                Map.entry("registeredAt", at),
                Map.entry("placedAt", at),
                Map.entry("lastChange", change(at)));
    }

    private static IpAddress address(int number) {
        return IpAddress.of(
                ByteBuffer.allocate(4).putInt(FIRST_ADDRESS + number).array());
    }

    private Map<String, Object> change(String at) {
        return Map.of("actor", "operator-" + random.nextInt(20), "channel", "rest", "at", at, "revision", 1);
    }

    private static String time(int number) {
        return Micros.format(Micros.toInstant(BEGIN_MICROS + 1_000L * number));
    }

    private String id() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < 17; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    private void line(Object value) throws IOException {
        out.write(Json.write(value));
        out.write('\n');
        lines++;
    }
}
