package io.ringfence.policy.verdict;

/** What decided a side of a packet. */
public enum Reason {
    /** A rule of the instance's group. */
    RULE,
    /** Both ends are members of one group with inner access. */
    INNER_ACCESS,
    /** No rule matched. */
    DEFAULT,
    /** There is no instance on this side. */
    NOT_GUARDED,
    /** Something that a machine needs before it can speak at all, or that the host's owner always allows. */
    EXEMPT,
    /** The source is not an address of the instance that sends it. */
    SPOOFED,
    /** It can begin no connection: an ICMP answer or error without one. */
    NOT_A_CONNECTION_START,
    /** It goes to many, and is not forwarded. */
    MULTICAST,
    /** The instance's group or its rules have not been seen: unknown is closed. */
    POLICY_UNKNOWN
}
