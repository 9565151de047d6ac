package io.ringfence.events.problem;

/** Every refusal's stable code, its HTTP status and its title. Codes are for ever: added, never renamed. */
public enum ProblemCode {
    MALFORMED_JSON(400, "The body is not a JSON object"),
    MISSING_PARAMETER(400, "A required parameter is missing"),
    INVALID_PARAMETER(400, "A parameter has a value that cannot be"),
    UNKNOWN_PARAMETER(400, "A parameter is not known"),
    DUPLICATE_RULE_IN_REQUEST(400, "Two rules of the request are the same"),
    UNKNOWN_COMMAND_TYPE(400, "The command type is not known"),
    WRONG_TOPIC(400, "The command belongs on another topic"),
    UNAUTHENTICATED(401, "The caller is not known"),
    SECURITY_GROUP_NOT_FOUND(404, "There is no such security group"),
    RULE_NOT_FOUND(404, "There is no such rule"),
    INSTANCE_NOT_FOUND(404, "There is no such instance"),
    PREFIX_LIST_NOT_FOUND(404, "There is no such prefix list"),
    ADDRESS_NOT_FOUND(404, "No instance owns the address"),
    NOT_FOUND(404, "There is no such resource"),
    METHOD_NOT_ALLOWED(405, "The resource does not know this method"),
    NOT_ACCEPTABLE(406, "The resource cannot answer in that form"),
    LIMIT_EXCEEDED(409, "A limit would be exceeded"),
    NOT_ALLOWED_FOR_ADVANCED(409, "An advanced group cannot do that"),
    RULE_EXISTS(409, "The group has that rule already"),
    RULE_EXISTS_WITH_OTHER_EXPIRY(409, "The group has that rule already, with another expiry"),
    PEER_IS_OWN_GROUP(409, "A rule cannot name its own group"),
    PEER_IN_OTHER_VPC(409, "A rule cannot name a group of another VPC"),
    PEER_IS_ADVANCED(409, "A rule cannot name an advanced group"),
    DIRECTION_IS_FIXED(409, "A rule's direction cannot change"),
    PEER_KIND_IS_FIXED(409, "A rule's kind of peer cannot change"),
    GROUP_BEING_DELETED(409, "The security group is being deleted"),
    SECURITY_GROUP_IN_USE(409, "The security group is in use"),
    PREFIX_LIST_IN_USE(409, "The prefix list is in use"),
    ID_ALREADY_USED(409, "The id has been used before"),
    ADDRESS_IN_USE(409, "The address belongs to another instance"),
    INTERFACE_IN_USE(409, "The interface belongs to another instance"),
    VPC_MISMATCH(409, "The group belongs to another VPC"),
    GROUP_IS_FIXED(409, "An instance's security group cannot change"),
    TYPE_IS_FIXED(409, "A security group's type cannot change"),
    NOT_SUPPORTED(409, "This is not supported yet"),
    IDEMPOTENCY_MISMATCH(409, "The command id was used before with other content"),
    PRECONDITION_FAILED(412, "The revision is not the current one"),
    PAYLOAD_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be application/json"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL_ERROR(500, "The service failed"),
    NOT_CAUGHT_UP(503, "The view has not caught up yet"),
    UNAVAILABLE(503, "A part of the service is not available");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status, 400..599. */
    public int status() {
        return status;
    }

    /** The short sentence, the same for every occurrence. */
    public String title() {
        return title;
    }

    /**
     * Whether an aggregate decided it, so that the same command is answered the same for ever. What was wrong with the
     * request itself, with the caller or with the service is not recorded, nor what a later version may do.
     */
    public boolean isDecided() {
        return (status == 404 || status == 409) && this != NOT_SUPPORTED;
    }
}
