/**
 * The rows as Hibernate reads them. A row is a version of a thing: it holds from {@code validFrom} (included) to
 * {@code validTo} (excluded), in microseconds since 1970; the open one has {@link VersionRow#OPEN}.
 * Values are text here, as in the database: whoever judges by them takes the image of a row, see {@link Images}.
 * Rows are never changed through these classes; they are written as sets. Of one thread each.
 */
@NullMarked
package io.ringfence.projection.rows;

import org.jspecify.annotations.NullMarked;
