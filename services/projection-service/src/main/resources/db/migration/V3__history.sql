-- Every event as it came, in the order of replay (time, kind of aggregate, id, revision), which its place spells as text.
create table history (
    account           text   not null,
    place             text   collate "C" not null,
    occurred_at       bigint not null,
    aggregate         text   not null,
    revision          bigint not null,
    security_group_id text,
    instance_id       text,
    actor             text   not null,
    channel           text   not null,
    type              text   not null,
    command_id        text   not null,
    causation_id      text,
    body              text   not null,
    primary key (account, place)
);
create index history_of_group on history (security_group_id, place) where security_group_id is not null;
create index history_of_instance on history (instance_id, place) where instance_id is not null;
