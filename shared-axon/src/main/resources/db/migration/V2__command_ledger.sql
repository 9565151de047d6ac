-- What was decided about each command, so that it is decided once.
create table command_ledger (
    account    text     not null,
    source     text     not null,
    command_id text     not null,
    digest     char(64) not null,
    outcome    text     not null,
    primary key (account, source, command_id)
);
