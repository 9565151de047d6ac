package io.ringfence.endtoend;

import java.util.function.BooleanSupplier;

/** What one client does while things are killed around it. Used by one thread; asked for what it expects afterwards. */
interface Story {

    /** Goes on until told to stop, and then ends with every command answered. */
    void run(BooleanSupplier stop);

    /** How many commands were decided; may be asked by any thread. */
    int decided();
}
