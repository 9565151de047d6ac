package io.ringfence.agent.render;

import io.ringfence.agent.table.Chain;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.Members;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.policy.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Judges packets by what rendered chains say, as the kernel would; whatever it does not know is a failure. */
final class RenderedChains {
    private final Map<String, Chain> chains;
    private final Instant now;
    private final Map<String, Set<IpAddress>> sets = new HashMap<>();
    private final List<String> counted = new ArrayList<>();

    RenderedChains(Map<String, Chain> chains, Map<SecurityGroupId, Members> members, Instant now) {
        this.chains = chains;
        this.now = now;
        members.forEach((group, of) -> {
            for (AddressFamily family : AddressFamily.values()) {
                sets.put("@" + Names.members(group, family), Set.copyOf(of.of(family)));
            }
        });
    }

    /** The verdict of one side, whose chain this is. */
    Verdict judge(String chain, Packet packet) {
        counted.clear();
        String at = chain;
        while (true) {
            String said = said(at, packet);
            if (said.equals("return")) {
                return Verdict.ACCEPT;
            }
            at = said.substring("goto ".length());
            if (at.equals(Names.DENY)) {
                return Verdict.DROP;
            }
        }
    }

    /** What counted the packet that was judged last. */
    List<String> counted() {
        return List.copyOf(counted);
    }

    private String said(String chain, Packet packet) {
        for (String statement : Objects.requireNonNull(chains.get(chain), chain).statements()) {
            String verdict = verdict(new ArrayDeque<>(Arrays.asList(statement.split(" "))), packet);
            if (!verdict.isEmpty()) {
                return verdict;
            }
        }
        throw new AssertionError(chain + " says nothing of " + packet);
    }

    /** What a statement says of a packet; nothing where it does not match. */
    private String verdict(Deque<String> words, Packet packet) {
        while (true) {
            String word = words.remove();
            switch (word) {
                case "return" -> {
                    return word;
                }
                case "goto" -> {
                    return word + " " + words.remove();
                }
                case "ip", "ip6" -> {
                    boolean speaks =
                            packet.source().family() == (word.equals("ip") ? AddressFamily.IPV4 : AddressFamily.IPV6);
                    IpAddress address = words.remove().equals("saddr") ? packet.source() : packet.destination();
                    if (words.peek().equals("vmap")) {
                        return speaks ? lookedUp(words, range -> holds(range, address)) : "";
                    }
                    if (!(holds(words.remove(), address) && speaks)) {
                        return "";
                    }
                }
                case "meta" -> {
                    String what = words.remove();
                    if (what.equals("time")) {
                        requireLess(words.remove());
                        if (now.getEpochSecond() >= Long.parseLong(words.remove())) {
                            return "";
                        }
                    } else if (what.equals("nfproto")) {
                        if (words.remove().equals("ipv4") != (packet.source().family() == AddressFamily.IPV4)) {
                            return "";
                        }
                    } else if (words.peek().equals("vmap")) {
                        return lookedUp(words, number -> Integer.parseInt(number) == packet.protocol());
                    } else if (Integer.parseInt(words.remove()) != packet.protocol()) {
                        return "";
                    }
                }
                case "tcp", "udp" -> {
                    boolean speaks = packet.protocol() == (word.equals("tcp") ? 6 : 17);
                    int port = words.remove().equals("dport") ? packet.destinationPort() : packet.sourcePort();
                    if (words.peek().equals("vmap")) {
                        return speaks ? lookedUp(words, range -> holds(range, port)) : "";
                    }
                    if (!(holds(words.remove(), port) && speaks)) {
                        return "";
                    }
                }
                case "counter" -> {
                    words.remove();
                    counted.add(words.remove().replace("\"", ""));
                }
                default -> throw new AssertionError("the word " + word + " is not known here");
            }
        }
    }

    private static void requireLess(String word) {
        if (!word.equals("<")) {
            throw new AssertionError("the word " + word + " is not known here");
        }
    }

    /** {@code vmap { key : return, key : goto chain }} */
    private static String lookedUp(Deque<String> words, Predicate<String> matches) {
        String elements = String.join(" ", words);
        for (String element : elements.substring("vmap { ".length(), elements.length() - " }".length())
                .split(", ", -1)) {
            String[] keyAndVerdict = element.split(" : ", -1);
            if (matches.test(keyAndVerdict[0])) {
                return keyAndVerdict[1];
            }
        }
        return "";
    }

    private boolean holds(String text, IpAddress address) {
        if (text.startsWith("@")) {
            return Objects.requireNonNull(sets.get(text), text).contains(address);
        }
        int dash = text.indexOf('-');
        if (dash < 0) {
            return Cidr.parse(text).contains(address);
        }
        IpAddress from = IpAddress.parse(text.substring(0, dash));
        IpAddress to = IpAddress.parse(text.substring(dash + 1));
        return from.family() == address.family() && from.compareTo(address) <= 0 && address.compareTo(to) <= 0;
    }

    private static boolean holds(String text, int port) {
        int dash = text.indexOf('-');
        int from = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
        int to = Integer.parseInt(dash < 0 ? text : text.substring(dash + 1));
        return from <= port && port <= to;
    }
}
