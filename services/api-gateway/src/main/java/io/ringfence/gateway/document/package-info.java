/**
 * One OpenAPI document out of the services' own, for people, for generated clients and for Swagger UI.
 * Asks the services over HTTP; merging runs on a worker thread.
 */
@NullMarked
package io.ringfence.gateway.document;

import org.jspecify.annotations.NullMarked;
