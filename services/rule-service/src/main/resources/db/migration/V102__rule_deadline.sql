-- When which rule ends. Written in the transaction of the rule's event, and gone with the rule.
create table rule_deadline (
    rule_id           text   primary key,
    security_group_id text   not null,
    due               bigint not null
);
create index rule_deadline_due on rule_deadline (due, rule_id);
