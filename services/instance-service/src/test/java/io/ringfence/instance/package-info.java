/**
 * The instance service, from single decisions to the running service over real Kafka and PostgreSQL.
 * Topics are shared by everything in this JVM, so each test uses groups and addresses of its own.
 */
@NullMarked
package io.ringfence.instance;

import org.jspecify.annotations.NullMarked;
