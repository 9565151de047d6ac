-- Groups of an account in a region, counted in the transaction that makes them.
create table group_count (
    account text    not null,
    region  text    not null,
    groups  integer not null,
    primary key (account, region)
);
