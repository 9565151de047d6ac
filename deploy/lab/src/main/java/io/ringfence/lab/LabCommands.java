package io.ringfence.lab;

import io.ringfence.lab.Machine.Role;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A plan as lines for {@code ip -batch} and settings below {@code /proc/sys}: pure, in the order in which they must be
 * carried out. Everything is routed, nothing bridged: an interface with a master would never meet the policy of its
 * name.
 */
final class LabCommands {

    /** A guest's own end of its veth pair. */
    static final String INSIDE = "eth0";

    private final LabPlan plan;

    LabCommands(LabPlan plan) {
        this.plan = plan;
    }

    /** First: every namespace, empty. */
    List<String> namespaces() {
        return plan.machines().stream()
                .map(machine -> "netns add " + machine.namespace())
                .toList();
    }

    /** Second, inside each namespace, before any interface is there to inherit the defaults. */
    static Map<String, String> settings(Machine machine) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String scope : List.of("all", "default")) {
            settings.put("net/ipv4/conf/" + scope + "/rp_filter", "0");
            settings.put("net/ipv6/conf/" + scope + "/disable_ipv6", "0");
            settings.put("net/ipv6/conf/" + scope + "/accept_dad", "0");
            settings.put("net/ipv6/conf/" + scope + "/accept_ra", "0");
        }
        if (machine.role() == Role.HOST) {
            settings.put("net/ipv4/ip_forward", "1");
            settings.put("net/ipv6/conf/all/forwarding", "1");
        }
        return settings;
    }

    /** Third: the veth pairs, each end made where it belongs, so that none is ever seen by the machine itself. */
    List<String> links() {
        List<String> lines = new ArrayList<>();
        List<Machine> hosts = plan.machines(Role.HOST);
        for (Machine host : hosts) {
            for (Machine other : hosts.subList(hosts.indexOf(host) + 1, hosts.size())) {
                lines.add(pair(host, towards(other), other, towards(host)));
            }
            attachedTo(host).forEach(guest -> lines.add(pair(host, guest.hostInterface(), guest, INSIDE)));
        }
        return lines;
    }

    /** Inside a host's namespace: takes away the pairs to its guests, both ends. */
    List<String> unlinking(Machine host) {
        return attachedTo(host).stream()
                .map(guest -> "link del " + guest.hostInterface())
                .toList();
    }

    /** Last, inside each namespace: addresses and routes. */
    List<String> configuration(Machine machine) {
        List<String> lines = new ArrayList<>(List.of("link set lo up"));
        if (machine.role() == Role.HOST) {
            configureHost(machine, lines);
        } else {
            configureGuest(machine, lines);
        }
        return lines;
    }

    private void configureHost(Machine host, List<String> lines) {
        bringUp(host, "lo", lines);
        for (Machine guest : attachedTo(host)) {
            bringUp(host, guest.hostInterface(), lines);
            guest.addresses().forEach(address -> lines.add(direct(address, guest.hostInterface())));
            guest.blocks().forEach(block -> lines.add(through(block, guest, guest.hostInterface())));
        }
        for (Machine other : plan.machines(Role.HOST)) {
            if (!other.equals(host)) {
                bringUp(host, towards(other), lines);
                other.addresses().forEach(address -> lines.add(direct(address, towards(other))));
                plan.behind(other).forEach(block -> lines.add(through(block, other, towards(other))));
            }
        }
    }

    private void configureGuest(Machine guest, List<String> lines) {
        Machine host = plan.machine(guest.host());
        bringUp(guest, INSIDE, lines);
        guest.blocks().forEach(block -> lines.add("route replace local " + block + " dev lo"));
        host.addresses().forEach(address -> lines.add(direct(address, INSIDE)));
        lines.add("route add 0.0.0.0/0 via " + host.ipv4().getHostAddress() + " dev " + INSIDE);
        lines.add("route add ::/0 via " + host.ipv6().getHostAddress() + " dev " + INSIDE);
    }

    private List<Machine> attachedTo(Machine host) {
        List<Machine> guests = new ArrayList<>(plan.on(host.name(), Role.INSTANCE));
        guests.addAll(plan.on(host.name(), Role.OUTSIDE));
        return guests;
    }

    private static void bringUp(Machine machine, String device, List<String> lines) {
        machine.addresses()
                .forEach(address -> lines.add("addr add " + Block.of(address) + " dev " + device + " nodad"));
        lines.add("link set " + device + " up");
    }

    private static String direct(InetAddress address, String device) {
        return "route add " + Block.of(address) + " dev " + device;
    }

    private static String through(Block block, Machine next, String device) {
        return "route add " + block + " via "
                + next.sameFamilyAs(block.network()).getHostAddress() + " dev " + device;
    }

    private static String pair(Machine left, String leftDevice, Machine right, String rightDevice) {
        return "link add " + leftDevice + " netns " + left.namespace() + " type veth peer name " + rightDevice
                + " netns " + right.namespace();
    }

    private static String towards(Machine host) {
        return "to-" + host.name();
    }
}
