package io.ringfence.policy.image;

/**
 * Adds lines up to the image that they were written of. The instances go into it all at once, which takes a tenth of the time
 * of one after the other. Of one thread, and thrown away after {@link #image}.
 */
public final class ImageReader {
    private PolicyImage image = PolicyImage.EMPTY;
    private final ManyInstances instances = new ManyInstances();

    /** Takes one line, in any order but with those of {@code gone} and {@code held} last. */
    public void add(ImageLine line) {
        if (line.instance() != null) {
            instances.add(line.instance());
            return;
        }
        if (line.gone() != null) {
            putInstances();
        }
        image = line.addTo(image);
    }

    /** The image of all lines so far. */
    public PolicyImage image() {
        putInstances();
        return image;
    }

    private void putInstances() {
        image = image.with(instances.addTo(image.inventory()));
    }
}
