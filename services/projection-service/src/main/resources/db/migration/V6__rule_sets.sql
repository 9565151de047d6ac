-- A version of a rule set holds until the next one begins; the one that ends it ends as it begins. So a change of rules,
-- the most frequent of all, writes one row here and touches none.
alter table rule_set_version drop constraint rule_set_version_pkey;
drop index rule_set_open;
create index rule_set_at on rule_set_version (id, valid_from, revision);
