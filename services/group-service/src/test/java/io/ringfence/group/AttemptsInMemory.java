package io.ringfence.group;

import io.ringfence.events.group.DeletionPart;
import io.ringfence.events.value.SecurityGroupId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The attempts in memory, for one thread; they keep the same contract as the rows. */
final class AttemptsInMemory implements DeletionAttempts {
    private record Key(SecurityGroupId group, long attempt) {}

    private final Map<Key, Answers> running = new HashMap<>();

    @Override
    public void begin(SecurityGroupId group, long attempt) {
        running.put(new Key(group, attempt), new Answers(null, null));
    }

    @Override
    public boolean join(SecurityGroupId group, long attempt) {
        return running.containsKey(new Key(group, attempt));
    }

    @Override
    public Optional<Answers> answer(SecurityGroupId group, long attempt, DeletionPart part, Held held) {
        return Optional.ofNullable(running.computeIfPresent(new Key(group, attempt), (key, before) -> switch (part) {
            case RULES -> before.rules() == null ? new Answers(held, before.membership()) : before;
            case MEMBERSHIP -> before.membership() == null ? new Answers(before.rules(), held) : before;
        }));
    }

    @Override
    public void end(SecurityGroupId group, long attempt) {
        running.remove(new Key(group, attempt));
    }
}
