-- The topic as it was when its re-creation was begun; no row while none is under way.
create table republication (
    settings text    not null,
    only_row boolean primary key default true check (only_row)
);
