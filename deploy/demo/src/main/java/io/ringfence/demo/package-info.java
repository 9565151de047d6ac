/** The two-minute story that ./ringfence demo tells. */
@NullMarked
package io.ringfence.demo;

import org.jspecify.annotations.NullMarked;
