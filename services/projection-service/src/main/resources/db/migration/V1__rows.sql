-- Every row is a version: it holds from valid_from (included) to valid_to (excluded), in microseconds since 1970.
-- The current state is the rows that are open: valid_to = 9223372036854775807.

create table group_version (
    id text not null,
    revision bigint not null,
    valid_from bigint not null,
    valid_to bigint not null,
    actor text not null,
    channel text not null,
    account text not null,
    name text not null,
    description text not null,
    type text not null,
    vpc_id text not null,
    region_id text not null,
    inner_access_policy text not null,
    tags text not null,
    being_deleted boolean not null,
    created_at bigint not null,
    primary key (id, revision)
);
create unique index group_open on group_version (id) where valid_to = 9223372036854775807;
create index group_of_account on group_version (account, id, valid_from);

create table rule_set_version (
    id text not null,
    revision bigint not null,
    valid_from bigint not null,
    valid_to bigint not null,
    actor text not null,
    channel text not null,
    account text not null,
    vpc_id text not null,
    type text not null,
    primary key (id, revision)
);
create unique index rule_set_open on rule_set_version (id) where valid_to = 9223372036854775807;

create table rule_version (
    security_group_id text not null,
    id text not null,
    revision bigint not null,
    valid_from bigint not null,
    valid_to bigint not null,
    actor text not null,
    channel text not null,
    direction text not null,
    expires_at bigint not null,
    rule text not null,
    primary key (security_group_id, id, revision)
);
create unique index rule_open on rule_version (security_group_id, id) where valid_to = 9223372036854775807;

create table prefix_list_version (
    id text not null,
    revision bigint not null,
    valid_from bigint not null,
    valid_to bigint not null,
    actor text not null,
    channel text not null,
    account text not null,
    name text not null,
    address_family text not null,
    max_entries bigint not null,
    entries text not null,
    primary key (id, revision)
);
create unique index prefix_list_open on prefix_list_version (id) where valid_to = 9223372036854775807;

create table membership_version (
    id text not null,
    revision bigint not null,
    valid_from bigint not null,
    valid_to bigint not null,
    actor text not null,
    channel text not null,
    account text not null,
    vpc_id text not null,
    type text not null,
    open boolean not null,
    primary key (id, revision)
);
create unique index membership_open on membership_version (id) where valid_to = 9223372036854775807;

create table instance_version (
    id text not null,
    revision bigint not null,
    valid_from bigint not null,
    valid_to bigint not null,
    actor text not null,
    channel text not null,
    account text not null,
    name text not null,
    vpc_id text not null,
    security_group_id text not null,
    addresses text not null,
    host text,
    interface_name text,
    labels text not null,
    registered_at bigint not null,
    placed_at bigint not null,
    primary key (id, revision)
);
create unique index instance_open on instance_version (id) where valid_to = 9223372036854775807;
create index instance_of_account on instance_version (account, id, valid_from);
create index instance_of_group on instance_version (security_group_id, valid_to);
create index instance_of_host on instance_version (host, valid_to);

-- An instance keeps its addresses for life, so an address has one row a life, however often the instance changes.
create table address_claim (
    instance_id text not null,
    address text not null,
    valid_from bigint not null,
    valid_to bigint not null,
    primary key (address, instance_id)
);
create index address_of_instance on address_claim (instance_id);

-- How far each aggregate has been followed, and why one stands still.
create table aggregate (
    ref text primary key,
    revision bigint not null,
    gone boolean not null,
    held_reason text,
    heals bigint not null
);

-- How far each partition has been followed; moved in the transaction of the effect.
create table feed_position (
    topic text not null,
    topic_partition bigint not null,
    topic_id text not null,
    next_offset bigint not null,
    primary key (topic, topic_partition)
);

-- What could not be read as an event: kept whole, never lost.
create table unreadable_record (
    topic text not null,
    topic_id text not null,
    topic_partition bigint not null,
    record_offset bigint not null,
    aggregate text,
    reason text not null,
    record_key bytea not null,
    headers text not null,
    body bytea not null,
    primary key (topic_id, topic_partition, record_offset)
);
