-- Every event as it came, in the order of replay (time, kind of aggregate, id, revision), which its place spells as text.
create table history (
    account           text   not null,
    place             text   collate "C" not null,
    occurred_at       bigint not null,
    aggregate         text   not null,
    revision          bigint not null,
    topic_id          text   not null,
    topic_partition   bigint not null,
    record_offset     bigint not null,
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
create unique index history_of_aggregate on history (aggregate, revision);
create index history_of_group on history (security_group_id, place) where security_group_id is not null;
create index history_of_instance on history (instance_id, place) where instance_id is not null;

-- The group or prefix list that a rule names, to find those whom another one's change concerns.
alter table rule_version add column peer_id text;
create index rule_of_peer on rule_version (peer_id, valid_to) where peer_id is not null;

-- Rows that were made before know no history: everything is read once more from Kafka, which keeps it for ever.
truncate group_version, rule_set_version, rule_version, prefix_list_version, membership_version, instance_version,
    address_claim, aggregate, feed_position, unreadable_record;
