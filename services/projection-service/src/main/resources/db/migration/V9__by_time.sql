-- What held at a time is found in the index alone: the rows of rules that did not hold then are not read, however often a
-- group changed, and members are counted without reading any.
create index rule_at on rule_version (security_group_id, valid_to, valid_from);
drop index instance_of_group;
create index instance_of_group on instance_version (security_group_id, valid_to, valid_from);
