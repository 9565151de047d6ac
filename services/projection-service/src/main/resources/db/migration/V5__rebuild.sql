-- While everything is read once more: how many records were read when that began, which is where it ends.
create table rebuild (
    until    bigint  not null,
    only_row boolean primary key default true check (only_row)
);
