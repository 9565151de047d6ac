package io.ringfence.agent.render;

/**
 * That packets which no policy accepts are told to whoever listens, a part of them where they are many.
 *
 * @param group of NFLOG, 0 to 65535, on which they are told
 * @param perSecond the most that are told in a second, 1 to 1000; twice as many in one after a pause
 */
public record DeniedLog(int group, int perSecond) {

    /** Headers up to the ports, with options and extensions before them. */
    private static final int BYTES = 192;

    private static final int LAST_GROUP = 65_535;
    private static final int MOST_PER_SECOND = 1_000;

    /** Refuses other numbers. */
    public DeniedLog {
        if (group < 0 || group > LAST_GROUP) {
            throw new IllegalArgumentException("an NFLOG group is 0 to " + LAST_GROUP + ", and not " + group);
        }
        if (perSecond < 1 || perSecond > MOST_PER_SECOND) {
            throw new IllegalArgumentException(
                    "denied packets to tell of are 1 to " + MOST_PER_SECOND + " a second, and not " + perSecond);
        }
    }

    /** In the words of nft. */
    public String statement() {
        return "limit rate " + perSecond + "/second burst " + perSecond + " packets log group " + group + " snaplen "
                + BYTES;
    }
}
