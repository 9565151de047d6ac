package io.ringfence.policy.verdict;

/**
 * The verdict on a packet: it passes only if both sides let it.
 *
 * @param egress how the side of the sender judges
 * @param ingress how the side of the receiver judges
 */
public record Decision(Side egress, Side ingress) {
    public Verdict verdict() {
        return egress.verdict().and(ingress.verdict());
    }
}
