package io.ringfence.bench;

import java.time.Duration;

/** Something whose rate is measured, once in each round. */
interface Contestant {

    /** Its name in the table, such as {@code pgbench single-row insert, 32 clients}. */
    String name();

    /** How many a second it did during so long a time; it must be quiet again when this returns. */
    double perSecond(Duration time);
}
