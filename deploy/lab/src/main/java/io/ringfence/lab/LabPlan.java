package io.ringfence.lab;

import io.ringfence.lab.Machine.Role;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a lab consists of, before anything is made: names and addresses follow from the plan alone, so another process
 * with the same plan finds its way in a lab that stands already.
 *
 * <p>Host number h has the addresses 10.90.h.1 and fd90:h::1, its instances follow from number 10 on; outside machine
 * number o has number 10 in 198.18.o.0/24 and 2001:db8:o::/64 and answers for the whole of both.
 */
public final class LabPlan {

    private static final Pattern PREFIX = Pattern.compile("rf-[a-z0-9]+-");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,11}");
    private static final int FIRST_NUMBER = 10;
    private static final int LAST_NUMBER = 250;

    private final String prefix;
    private final List<Machine> machines = new ArrayList<>();

    private LabPlan(String prefix) {
        this.prefix = prefix;
    }

    /**
     * A plan without machines.
     *
     * @param prefix of every namespace's name, {@code rf-<owner>-}: whatever carries it belongs to this lab and is
     *     removed with it
     */
    public static LabPlan named(String prefix) {
        return new LabPlan(checkedPrefix(prefix));
    }

    /**
     * A plan of this process alone, so that several may run at once: {@code rf-<owner><process id>-}. Labs of the same
     * owner whose process is gone are removed when this one is built.
     */
    public static LabPlan ofThisProcess(String owner) {
        return named("rf-" + owner + ProcessHandle.current().pid() + "-");
    }

    /** Adds a host: a router between its instances, the other hosts and the outside machines. */
    public LabPlan host(String name) {
        int number = count(Role.HOST) + 1;
        List<InetAddress> addresses = List.of(net4(number).at(1), net6(number).at(1));
        return add(new Machine(name, Role.HOST, prefix + name, name, "", addresses, List.of()));
    }

    /** Adds a container instance with one address of each family. */
    public LabPlan instance(String name, String host) {
        return instance(name, host, 1);
    }

    /** Adds a container instance with {@code each} addresses of each family, 1 or more. */
    public LabPlan instance(String name, String host, int each) {
        int hostNumber = numberOf(machine(host));
        int used = on(host, Role.INSTANCE).stream()
                .mapToInt(instance -> instance.addresses().size() / 2)
                .sum();
        List<InetAddress> addresses = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            int number = FIRST_NUMBER + used + i;
            if (number > LAST_NUMBER) {
                throw new IllegalArgumentException("no address is left on host " + host);
            }
            addresses.add(net4(hostNumber).at(number));
            addresses.add(net6(hostNumber).at(number));
        }
        return add(
                new Machine(name, Role.INSTANCE, prefix + name, host, "sg" + name, List.copyOf(addresses), List.of()));
    }

    /** Adds a machine that is no instance, attached to a host by an interface that no agent guards. */
    public LabPlan outside(String name, String host) {
        machine(host);
        int number = count(Role.OUTSIDE) + 1;
        List<Block> blocks = List.of(Block.ipv4(24, 198, 18, number), Block.ipv6(0x2001, 0xdb8, number));
        List<InetAddress> addresses =
                blocks.stream().map(block -> block.at(FIRST_NUMBER)).toList();
        return add(new Machine(name, Role.OUTSIDE, prefix + name, host, "to-" + name, addresses, blocks));
    }

    public String prefix() {
        return prefix;
    }

    public List<Machine> machines() {
        return List.copyOf(machines);
    }

    public List<Machine> machines(Role role) {
        return machines.stream().filter(machine -> machine.role() == role).toList();
    }

    /** The machine with this name; unknown names are refused. */
    public Machine machine(String name) {
        return machines.stream()
                .filter(machine -> machine.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the lab has no machine named " + name));
    }

    /** The machines of a role on a host. */
    List<Machine> on(String host, Role role) {
        return machines(role).stream()
                .filter(machine -> machine.host().equals(host))
                .toList();
    }

    /** What is reached through a host: its own ranges and those of the outside machines attached to it. */
    List<Block> behind(Machine host) {
        int number = numberOf(host);
        List<Block> blocks = new ArrayList<>(List.of(net4(number), net6(number)));
        on(host.name(), Role.OUTSIDE).forEach(outside -> blocks.addAll(outside.blocks()));
        return blocks;
    }

    static String checkedPrefix(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("a lab's prefix looks like rf-owner-, not " + prefix);
        }
        return prefix;
    }

    private LabPlan add(Machine machine) {
        if (!NAME.matcher(machine.name()).matches()) {
            throw new IllegalArgumentException("a machine's name is 1 to 12 of a-z and 0-9, not " + machine.name());
        }
        if (machines.stream().anyMatch(other -> other.name().equals(machine.name()))) {
            throw new IllegalArgumentException("the lab has a machine named " + machine.name() + " already");
        }
        machines.add(machine);
        return this;
    }

    private int count(Role role) {
        return machines(role).size();
    }

    private int numberOf(Machine host) {
        return machines(Role.HOST).indexOf(host) + 1;
    }

    private static Block net4(int host) {
        return Block.ipv4(24, 10, 90, host);
    }

    private static Block net6(int host) {
        return Block.ipv6(0xfd90, host, 0);
    }
}
