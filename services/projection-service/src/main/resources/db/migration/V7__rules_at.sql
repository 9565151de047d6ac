-- The rules of a group at a time, without a look at the versions before and after. The index on open rules serves the writer:
-- a reader asks with a parameter, for which PostgreSQL's general plan cannot use it.
create index rule_at on rule_version (security_group_id, valid_to, valid_from);
