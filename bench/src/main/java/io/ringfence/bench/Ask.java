package io.ringfence.bench;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One POST with a JSON body.
 *
 * @param expected the status without which the measurement is worthless
 * @param answer takes the answer's body
 */
record Ask(String path, Map<String, String> headers, Buffer body, int expected, Consumer<Buffer> answer) {}
