package io.ringfence.projection.consume;

/** The stored positions are not those that the batch starts from: somebody else moved them, so it must not count. */
final class PositionsMoved extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PositionsMoved(int expected, int found) {
        super(found + " of " + expected + " positions were where this batch starts: another projection writes here");
    }
}
