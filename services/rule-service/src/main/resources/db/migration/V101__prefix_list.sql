-- What a rule that names a prefix list has to know of it. Written in the transaction of the list's event; a list that is
-- gone keeps its row, as rules past their deadline may still name it.
create table prefix_list (
    id          text    primary key,
    account     text    not null,
    family      text    not null,
    max_entries integer not null,
    made_at     bigint  not null,
    deleted     boolean not null default false
);
