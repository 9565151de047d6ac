-- Commands that were refused, as their results say; they stand in the audit among the events, by their time.
create table refusal (
    id                text   primary key,
    account           text   not null,
    place             text   collate "C" not null,
    occurred_at       bigint not null,
    security_group_id text,
    instance_id       text,
    target            text   not null,
    actor             text   not null,
    channel           text   not null,
    type              text   not null,
    command_type      text,
    command_id        text   not null,
    body              text   not null
);
create index refusal_of_account on refusal (account, place);
create index refusal_of_group on refusal (security_group_id, place) where security_group_id is not null;
create index refusal_of_instance on refusal (instance_id, place) where instance_id is not null;

-- How far each partition of another topic than those of the events has been read; moved in the transaction of the effect.
create table followed_position (
    topic           text   not null,
    topic_partition bigint not null,
    topic_id        text   not null,
    next_offset     bigint not null,
    primary key (topic, topic_partition)
);
