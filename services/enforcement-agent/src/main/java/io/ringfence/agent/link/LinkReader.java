package io.ringfence.agent.link;

/** Reads the interfaces of the host's network namespace as they are now; cheap enough for once a second. */
@FunctionalInterface
public interface LinkReader {

    /** Where no kernel is enforced there is nothing to look at. */
    LinkReader NOBODY_LOOKS = () -> Links.UNKNOWN;

    Links read();
}
