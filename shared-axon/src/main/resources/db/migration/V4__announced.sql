-- How far the ledger has been announced on the results topic: everything up to this row, which is the only one.
create table announced (
    tx       xid8    not null,
    position bigint  not null,
    only_row boolean primary key default true check (only_row)
);
insert into announced (tx, position) values ('0', 0);
