package io.ringfence.agent.apply;

import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.MarkMask;
import java.util.ArrayList;
import java.util.List;

/** Numbers that only go up. */
public final class CountingEpochs implements Epochs {

    private final List<Integer> begun = new ArrayList<>();
    private int last;

    /** The numbers that began, in order. */
    public List<Integer> begun() {
        return begun;
    }

    @Override
    public Epoch next() {
        last++;
        return new Epoch(MarkMask.DEFAULT, last);
    }

    @Override
    public void began(Epoch epoch) {
        begun.add(epoch.number());
    }
}
