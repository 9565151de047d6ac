-- The ledger is the outbox of results: its rows are sent in the order of (tx, position), those of finished transactions
-- only, so that none is passed over however long its transaction took. Rows from before this version were sent already.
alter table command_ledger
    add column tx           xid8,
    add column position     bigint,
    add column pending_on   text,
    add column actor        text,
    add column channel      text,
    add column command_type text,
    add column target       text,
    add column trace_parent text,
    add column decided_at   bigint;

create sequence command_ledger_position owned by command_ledger.position;

alter table command_ledger
    alter column tx set default pg_current_xact_id(),
    alter column position set default nextval('command_ledger_position');

create index command_ledger_outbox on command_ledger (tx, position);

-- Commands whose outcome a later event decides; there are few at a time.
create index command_ledger_pending on command_ledger (pending_on) where pending_on is not null;
