package io.ringfence.bench.forwarding;

/** From where to where a packet is followed. */
enum Way {
    /** What a user pays for: through the client's and the instance's own protocol stacks, too. */
    DATAGRAM("forwarding", 3_000, 15),

    /** What the host does, and nothing beside it. */
    FRAME("forwarding a frame alone", 40_000, 5);

    /** Its name in the table. */
    final String text;

    final int packets;
    final int bursts;

    Way(String text, int packets, int bursts) {
        this.text = text;
        this.packets = packets;
        this.bursts = bursts;
    }

    /** The traffic of one lane. */
    Traffic open(LaneLab lab) {
        return switch (this) {
            case DATAGRAM -> DatagramTraffic.open(lab);
            case FRAME -> FrameTraffic.open(lab);
        };
    }
}
