-- The groups that this service has heard of from group-service's events.
create table known_group (
    id         text   primary key,
    account    text   not null,
    vpc        text   not null,
    region     text   not null,
    type       text   not null,
    life       text   not null,
    revision   bigint not null,
    learned_at bigint not null
);

-- How far the events of others have been followed; the offsets of another topic id mean nothing.
create table feed_position (
    topic       text    not null,
    topic_id    text    not null,
    part        integer not null,
    next_offset bigint  not null,
    primary key (topic, part)
);
