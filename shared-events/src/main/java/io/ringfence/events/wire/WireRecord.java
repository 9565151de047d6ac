package io.ringfence.events.wire;

import java.util.Map;

/** A Kafka record without Kafka: its key, its headers as UTF-8 text, its bytes. The bytes are shared, not copied. */
@SuppressWarnings("ArrayRecordComponent") // a carrier; nobody compares two of them
public record WireRecord(String key, Map<String, String> headers, byte[] body) {}
