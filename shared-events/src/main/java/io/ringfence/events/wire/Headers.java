package io.ringfence.events.wire;

/** Names of the record headers: CloudEvents 1.0 in Kafka's binary mode, and Ringfence's extensions. */
public final class Headers {
    public static final String CONTENT_TYPE = "content-type";
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String SUBJECT = "ce_subject";
    public static final String TIME = "ce_time";
    public static final String AGGREGATE_TYPE = "ce_aggregatetype";
    public static final String SEQUENCE = "ce_sequence";
    public static final String ACCOUNT = "ce_account";
    public static final String ACTOR = "ce_actor";
    public static final String CHANNEL = "ce_channel";
    public static final String CORRELATION_ID = "ce_correlationid";
    public static final String CAUSATION_ID = "ce_causationid";
    public static final String TRACE_PARENT = "ce_traceparent";

    /** On a result: what was asked for, such as {@code AuthorizeRules}. */
    public static final String COMMAND_TYPE = "ce_commandtype";

    /** Added to a dead letter beside its original headers. */
    public static final String DEAD_REASON = "ringfence_reason";

    public static final String DEAD_TOPIC = "ringfence_topic";
    public static final String DEAD_PARTITION = "ringfence_partition";
    public static final String DEAD_OFFSET = "ringfence_offset";

    /** How many bytes the original had, where they were too many to be kept. */
    public static final String DEAD_BYTES_DROPPED = "ringfence_bytes_dropped";

    /** The value of {@link #CONTENT_TYPE} for a body in binary mode. */
    public static final String JSON = "application/json";

    /** The value of {@link #CONTENT_TYPE} for a whole CloudEvent in structured mode. */
    public static final String STRUCTURED = "application/cloudevents+json";

    private Headers() {}
}
