-- What could not be answered: as it came, with its reason and where it came from.
create table dead_letter (
    -- Orders the letters by their age.
    id text primary key,
    account text not null,
    kept_at bigint not null,
    reason text not null,
    topic text,
    topic_partition bigint,
    record_offset bigint,
    bytes_dropped boolean not null,
    record_key bytea,
    headers text not null,
    body bytea,
    resubmitted_at bigint
);
create index dead_letter_of_account on dead_letter (account, id);

-- How far each partition of the letters has been read; moved in the transaction of the letters.
create table dead_letter_position (
    topic_partition bigint primary key,
    topic_id text not null,
    next_offset bigint not null
);
