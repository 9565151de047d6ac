package io.ringfence.policy.image;

/** What became of an event that was replayed. */
public enum Replayed {
    /** It was the aggregate's next event, and the image has it. */
    APPLIED,
    /** The image had it before, or has seen its aggregate deleted. */
    DUPLICATE,
    /** An event before it is missing: its aggregate stands still. */
    HELD
}
