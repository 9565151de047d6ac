-- Rows that were made before know no hashes: everything is read once more from Kafka, and questions wait for that.
insert into rebuild (until)
    select sum(next_offset) from feed_position having sum(next_offset) > 0 on conflict (only_row) do nothing;
truncate group_version, rule_set_version, rule_version, prefix_list_version, membership_version, instance_version,
    address_claim, aggregate, history, feed_position, unreadable_record;

-- Of each event, and of all events of an aggregate up to it, one upon the other.
alter table history
    add column content_hash bytea not null,
    add column chain_hash   bytea not null;

-- Where the chain of each aggregate ends, and when it came there.
alter table aggregate
    add column chain_hash bytea  not null,
    add column changed_at bigint not null;

-- The last signed head of each topic: what the next one follows.
create table last_head (
    topic  text    primary key,
    number bigint  not null,
    head   text    not null,
    told   boolean not null
);
