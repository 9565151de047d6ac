-- The deletions under way: what the other services have answered, from the request to the end of the attempt.
create table deletion_attempt (
    security_group_id text   primary key,
    attempt           bigint not null,
    rules             jsonb,
    membership        jsonb
);

-- How far the answers of others have been followed; the offsets of another topic id mean nothing.
create table feed_position (
    topic       text    not null,
    topic_id    text    not null,
    part        integer not null,
    next_offset bigint  not null,
    primary key (topic, part)
);
