package io.ringfence.instance;

import io.ringfence.axon.gate.LaneKey;
import io.ringfence.events.Command;
import io.ringfence.events.instance.InstanceCommand.RegisterInstance;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Brings the commands on the instances of one group into one lane, as all of them change the row that counts the
 * group's places. Only for speed: an instance whose group is not remembered goes by its own id, and locks keep order.
 * Safe for every thread.
 */
final class HomeLanes implements LaneKey {
    private static final int REMEMBERED = 10_000;

    private final Map<String, String> homes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    @Override
    public synchronized String of(Command command) {
        String target = command.target().id();
        if (command instanceof RegisterInstance register) {
            homes.put(target, register.securityGroupId().value());
        }
        return homes.getOrDefault(target, target);
    }
}
