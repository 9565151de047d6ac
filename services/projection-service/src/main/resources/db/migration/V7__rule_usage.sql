-- How much each rule has decided on each host, as the hosts tell; no part of the events, and so not of a rebuild.
create table rule_usage (
    rule_id         text   not null,
    host            text   not null,
    -- All that was told of, also before the host's table was made anew.
    packets         bigint not null,
    bytes           bigint not null,
    -- What the host's counter stood at when it told last, and when that was.
    counter_packets bigint not null,
    counter_bytes   bigint not null,
    read_at         bigint not null,
    -- False once the host has no such rule any more; what it counted stays.
    counting        boolean not null,
    counted_since   bigint not null,
    last_used_at    bigint,
    primary key (rule_id, host)
);
